package com.resultity.grpc.accounts;

import com.resultity.domain.accounts.Namespace;
import com.resultity.domain.accounts.NamespaceCommand;
import com.resultity.domain.accounts.NamespaceRecord.NamespaceOpened;
import com.resultity.domain.accounts.NamespaceStatus;
import com.resultity.domain.ledger.LedgerCommand;
import com.resultity.domain.network.Network;
import com.resultity.grpc.accounts.v1.CloseNamespaceRequest;
import com.resultity.grpc.accounts.v1.CloseNamespaceResponse;
import com.resultity.grpc.accounts.v1.OpenNamespaceRequest;
import com.resultity.grpc.accounts.v1.OpenNamespaceResponse;
import com.resultity.grpc.accounts.v1.RenameNamespaceRequest;
import com.resultity.grpc.accounts.v1.RenameNamespaceResponse;
import com.resultity.grpc.calls.Ask;
import com.resultity.grpc.calls.Input;
import com.resultity.grpc.calls.Render;
import com.resultity.grpc.calls.Unary;
import com.resultity.ports.access.Operation;
import com.resultity.ports.access.Target;
import com.resultity.ports.journal.IdSource;
import com.resultity.ports.journal.Outcome.Done;
import java.util.List;
import java.util.UUID;

/** The methods of {@code resultity.accounts.v1.Accounts} about namespaces. */
public final class NamespaceMethods {
  private static final int MAX_NAME = 100;

  private final IdSource ids;

  public NamespaceMethods(IdSource ids) {
    this.ids = ids;
  }

  List<Unary<?, ?>> methods() {
    return List.of(
        new Unary<>(Operation.OPEN_NAMESPACE, OpenNamespaceRequest.parser(), this::openNamespace),
        new Unary<>(
            Operation.RENAME_NAMESPACE,
            RenameNamespaceRequest.parser(),
            NamespaceMethods::renameNamespace),
        new Unary<>(
            Operation.CLOSE_NAMESPACE,
            CloseNamespaceRequest.parser(),
            NamespaceMethods::closeNamespace));
  }

  private Ask<OpenNamespaceResponse> openNamespace(OpenNamespaceRequest request) {
    Input in = new Input();
    UUID account = in.id("account_id", request.getAccountId());
    String name = in.text("name", request.getName(), MAX_NAME);
    Network network =
        in.known("network", Render.networkOrNull(request.getNetwork()), Network.TESTNET);
    in.check();
    return new Ask.Change<>(
        new Target.OfAccount(account),
        new NamespaceCommand.OpenNamespace(ids.beside(account), account, name, network),
        NamespaceMethods::opened);
  }

  private static OpenNamespaceResponse opened(Done done) {
    NamespaceOpened opened = done.get(NamespaceOpened.class);
    return OpenNamespaceResponse.newBuilder()
        .setNamespace(AccountMessages.namespace(Namespace.opened(opened, AccountMessages.at(done))))
        .build();
  }

  private static Ask<RenameNamespaceResponse> renameNamespace(RenameNamespaceRequest request) {
    Input in = new Input();
    UUID id = in.id("namespace_id", request.getNamespaceId());
    String name = in.text("name", request.getName(), MAX_NAME);
    in.check();
    return new Ask.Change<>(
        new Target.OfNamespace(id),
        new NamespaceCommand.RenameNamespace(id, name),
        _ ->
            RenameNamespaceResponse.newBuilder()
                .setNamespaceId(id.toString())
                .setName(name)
                .build());
  }

  private static Ask<CloseNamespaceResponse> closeNamespace(CloseNamespaceRequest request) {
    Input in = new Input();
    UUID id = in.id("namespace_id", request.getNamespaceId());
    in.check();
    return new Ask.Change<>(
        new Target.OfNamespace(id),
        new LedgerCommand.CloseNamespace(id, request.getForfeit()),
        _ ->
            CloseNamespaceResponse.newBuilder()
                .setNamespaceId(id.toString())
                .setStatus(AccountMessages.status(NamespaceStatus.CLOSED))
                .build());
  }
}
