package com.resultity.http.journal;

import com.resultity.http.Call;
import com.resultity.http.Json;
import com.resultity.http.Reply;
import com.resultity.http.Route;
import com.resultity.http.Routes;
import com.resultity.ports.access.Operation;
import com.resultity.ports.access.Target;
import com.resultity.ports.journal.AdminAction;
import com.resultity.ports.journal.AdminActionPage;
import com.resultity.ports.journal.AdminActionQuery;
import com.resultity.ports.journal.AdminActionReader;
import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;

/** What administrators did. */
public final class AdminActionRoutes implements Routes {
  private final AdminActionReader actions;

  public AdminActionRoutes(AdminActionReader actions) {
    this.actions = actions;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        new Route.Query(
            Operation.LIST_ADMIN_ACTIONS,
            "/v1/admin-actions",
            _ -> new Target.Everything(),
            this::list));
  }

  private Future<Reply> list(Call call) {
    AdminActionQuery query =
        new AdminActionQuery(
            call.idOrNull("accountId"),
            call.idOrNull("namespaceId"),
            call.subjectOrNull("principal"),
            call.nameOrNull("kind"),
            call.time("from"),
            call.time("to"),
            call.cursor(),
            call.limit(100, 1000));
    return actions.list(query).map(AdminActionRoutes::page);
  }

  private static Reply page(AdminActionPage page) {
    Json out = new Json().object().array("items");
    page.actions().forEach(action -> write(out, action));
    out.endArray();
    UUID next = page.next();
    return Reply.ok(out.field("nextCursor", next == null ? null : Call.cursorAfter(next)).end());
  }

  private static void write(Json out, AdminAction action) {
    out.object();
    out.field("recordId", action.id());
    out.field("slot", action.slot());
    out.field("sequence", action.sequence());
    out.field("ordinal", action.ordinal());
    out.field("at", action.at());
    out.field("principal", action.principal());
    out.field("kind", action.kind());
    out.object("subjects");
    action.subjects().forEach(out::field);
    out.end();
    out.field("reason", action.reason());
    out.field("traceId", action.traceId().isEmpty() ? null : action.traceId());
    out.end();
  }
}
