package com.resultity.grpc.journal;

import com.resultity.grpc.calls.Ask;
import com.resultity.grpc.calls.Input;
import com.resultity.grpc.calls.Render;
import com.resultity.grpc.journal.v1.ListAdminActionsRequest;
import com.resultity.grpc.journal.v1.ListAdminActionsResponse;
import com.resultity.ports.access.Target;
import com.resultity.ports.journal.AdminAction;
import com.resultity.ports.journal.AdminActionPage;
import com.resultity.ports.journal.AdminActionQuery;
import com.resultity.ports.journal.AdminActionReader;
import java.util.UUID;

/** Lists what administrators did. */
final class AdminActionReads {
  private static final int MAX_NAME = 200;
  private static final int MAX_SUBJECT = 255;

  private final AdminActionReader actions;

  AdminActionReads(AdminActionReader actions) {
    this.actions = actions;
  }

  Ask<ListAdminActionsResponse> list(ListAdminActionsRequest request) {
    Input in = new Input();
    AdminActionQuery query =
        new AdminActionQuery(
            in.idOrNull("account_id", request.hasAccountId(), request.getAccountId()),
            in.idOrNull("namespace_id", request.hasNamespaceId(), request.getNamespaceId()),
            in.textOrNull("principal", request.hasPrincipal(), request.getPrincipal(), MAX_SUBJECT),
            in.textOrNull("kind", request.hasKind(), request.getKind(), MAX_NAME),
            in.timeOrNull("from", request.hasFrom(), request.getFrom()),
            in.timeOrNull("to", request.hasTo(), request.getTo()),
            in.idOrNull("cursor", request.hasCursor(), request.getCursor()),
            in.limit(request.hasLimit(), request.getLimit()));
    in.check();
    return new Ask.Look<>(
        new Target.Everything(), () -> actions.list(query).map(AdminActionReads::page));
  }

  private static ListAdminActionsResponse page(AdminActionPage page) {
    ListAdminActionsResponse.Builder answer = ListAdminActionsResponse.newBuilder();
    page.actions().forEach(action -> answer.addActions(action(action)));
    UUID next = page.next();
    if (next != null) {
      answer.setNextCursor(next.toString());
    }
    return answer.build();
  }

  private static com.resultity.grpc.journal.v1.AdminAction action(AdminAction action) {
    return com.resultity.grpc.journal.v1.AdminAction.newBuilder()
        .setRecordId(action.id().toString())
        .setSlot(action.slot())
        .setSequence(action.sequence())
        .setOrdinal(action.ordinal())
        .setAt(Render.time(action.at()))
        .setPrincipal(action.principal())
        .setKind(action.kind())
        .putAllSubjects(action.subjects())
        .setReason(action.reason())
        .setTraceId(action.traceId())
        .build();
  }
}
