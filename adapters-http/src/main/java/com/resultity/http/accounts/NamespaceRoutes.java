package com.resultity.http.accounts;

import com.resultity.domain.accounts.Namespace;
import com.resultity.domain.accounts.NamespaceCommand.OpenNamespace;
import com.resultity.domain.accounts.NamespaceCommand.RenameNamespace;
import com.resultity.domain.accounts.NamespaceRecord.NamespaceOpened;
import com.resultity.domain.accounts.NamespaceStatus;
import com.resultity.domain.ledger.LedgerCommand.CloseNamespace;
import com.resultity.domain.network.Network;
import com.resultity.http.Body;
import com.resultity.http.Call;
import com.resultity.http.Json;
import com.resultity.http.Reply;
import com.resultity.http.Route;
import com.resultity.http.Routes;
import com.resultity.ports.access.Operation;
import com.resultity.ports.access.Target;
import com.resultity.ports.journal.IdSource;
import com.resultity.ports.journal.Outcome;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.UUID;

/** Namespaces, but for their credit. */
public final class NamespaceRoutes implements Routes {
  static final String NAMESPACE = "/v1/namespaces/{namespaceId}";

  private final IdSource ids;

  public NamespaceRoutes(IdSource ids) {
    this.ids = ids;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        new Route.Change<>(
            HttpMethod.POST,
            Operation.OPEN_NAMESPACE,
            AccountRoutes.ACCOUNT + "/namespaces",
            AccountRoutes::account,
            this::open,
            NamespaceRoutes::opened),
        new Route.Change<>(
            HttpMethod.PATCH,
            Operation.RENAME_NAMESPACE,
            NAMESPACE,
            NamespaceRoutes::namespace,
            (call, body) -> new RenameNamespace(call.id("namespaceId"), body.text("name")),
            (command, _) -> reply(command.namespaceId(), "name", command.name())),
        new Route.Change<>(
            HttpMethod.POST,
            Operation.CLOSE_NAMESPACE,
            NAMESPACE + ":close",
            NamespaceRoutes::namespace,
            (call, body) -> new CloseNamespace(call.id("namespaceId"), body.flag("forfeit")),
            (command, _) -> reply(command.namespaceId(), "status", NamespaceStatus.CLOSED.code())));
  }

  static Target namespace(Call call) {
    return new Target.OfNamespace(call.id("namespaceId"));
  }

  private OpenNamespace open(Call call, Body body) {
    UUID accountId = call.id("accountId");
    return new OpenNamespace(
        ids.beside(accountId), accountId, body.text("name"), body.code("network", Network.class));
  }

  private static Reply opened(OpenNamespace command, Outcome.Done done) {
    NamespaceOpened opened = done.get(NamespaceOpened.class);
    Json out = new Json();
    AccountJson.write(out, Namespace.opened(opened, AccountRoutes.at(done)));
    return Reply.created("/v1/namespaces/" + opened.namespaceId() + "/credits", out);
  }

  private static Reply reply(UUID namespaceId, String name, String value) {
    return Reply.ok(new Json().object().field("namespaceId", namespaceId).field(name, value).end());
  }
}
