package com.resultity.http.accounts;

import com.resultity.domain.accounts.Account;
import com.resultity.domain.accounts.AccountCommand.OpenAccount;
import com.resultity.domain.accounts.AccountCommand.OpenNamespace;
import com.resultity.domain.accounts.AccountRecord.AccountOpened;
import com.resultity.domain.accounts.AccountRecord.NamespaceOpened;
import com.resultity.domain.accounts.AccountStatus;
import com.resultity.domain.accounts.Contact;
import com.resultity.domain.accounts.Namespace;
import com.resultity.domain.accounts.NamespaceStatus;
import com.resultity.domain.accounts.Role;
import com.resultity.domain.journal.Ids;
import com.resultity.domain.journal.Recorded;
import com.resultity.domain.network.Network;
import com.resultity.http.Body;
import com.resultity.http.Call;
import com.resultity.http.Json;
import com.resultity.http.Reply;
import com.resultity.http.Route;
import com.resultity.http.Routes;
import com.resultity.ports.access.Operation;
import com.resultity.ports.access.Target;
import com.resultity.ports.accounts.AccountReader;
import com.resultity.ports.accounts.AccountView;
import com.resultity.ports.errors.ErrorCode;
import com.resultity.ports.errors.Fault;
import com.resultity.ports.journal.IdSource;
import com.resultity.ports.journal.Outcome;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Accounts and namespaces. */
public final class AccountRoutes implements Routes {
  private static final String ACCOUNT = "/v1/accounts/{accountId}";

  private final AccountReader accounts;
  private final IdSource ids;
  private final Salts salts;

  public AccountRoutes(AccountReader accounts, IdSource ids, Salts salts) {
    this.accounts = accounts;
    this.ids = ids;
    this.salts = salts;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        new Route.Change<>(
            HttpMethod.POST,
            Operation.OPEN_ACCOUNT,
            "/v1/accounts",
            _ -> new Target.Everything(),
            this::openAccount,
            AccountRoutes::opened),
        new Route.Query(Operation.GET_ACCOUNT, ACCOUNT, AccountRoutes::account, this::get),
        new Route.Change<>(
            HttpMethod.POST,
            Operation.OPEN_NAMESPACE,
            ACCOUNT + "/namespaces",
            AccountRoutes::account,
            this::openNamespace,
            (_, done) -> opened(done.get(NamespaceOpened.class))));
  }

  private static Target account(Call call) {
    return new Target.OfAccount(call.id("accountId"));
  }

  private OpenAccount openAccount(Call call, Body body) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    roles.addAll(body.has("roles") ? body.codes("roles", Role.class) : List.of(Role.CONSUMER));
    return new OpenAccount(
        ids.account(),
        body.orNull("email", name -> contact(body.text(name))),
        roles,
        body.orNull("referrerId", body::id));
  }

  private Contact contact(String email) {
    return new Contact(email.toLowerCase(Locale.ROOT), salts.next());
  }

  private static Reply opened(OpenAccount command, Outcome.Done done) {
    Recorded recorded = done.records().getFirst();
    AccountOpened opened = done.get(AccountOpened.class);
    Account account =
        new Account(
            opened.accountId(),
            AccountStatus.ACTIVE,
            opened.roles(),
            opened.emailCommitment(),
            opened.referrerId(),
            recorded.at());
    // The log has no email, but the same key names the same email.
    String email = command.contact() == null ? null : command.contact().email();
    return Reply.created("/v1/accounts/" + opened.accountId(), write(account, email, List.of()));
  }

  private OpenNamespace openNamespace(Call call, Body body) {
    UUID accountId = call.id("accountId");
    return new OpenNamespace(
        ids.beside(accountId), accountId, body.text("name"), body.code("network", Network.class));
  }

  private static Reply opened(NamespaceOpened opened) {
    Namespace namespace =
        new Namespace(
            opened.namespaceId(),
            opened.accountId(),
            opened.name(),
            opened.network(),
            NamespaceStatus.OPEN,
            Instant.EPOCH);
    Json out = new Json();
    write(out, namespace);
    return Reply.created("/v1/namespaces/" + opened.namespaceId() + "/credits", out);
  }

  private Future<Reply> get(Call call) {
    return accounts
        .find(call.id("accountId"))
        .map(found -> {
          AccountView view = found.orElseThrow(() -> new Fault(ErrorCode.ACCOUNT_NOT_FOUND));
          return Reply.ok(write(view.account(), view.email(), view.namespaces()));
        });
  }

  private static Json write(Account account, @Nullable String email, List<Namespace> namespaces) {
    Json out = new Json().object();
    out.field("accountId", account.id());
    out.field("slot", Ids.slotOf(account.id()));
    out.field("status", account.status().code());
    out.array("roles");
    account.roles().stream().sorted().map(Role::code).forEach(out::element);
    out.endArray();
    out.field("email", email);
    out.field("referrerId", account.referrerId());
    out.field("openedAt", account.openedAt());
    out.array("namespaces");
    namespaces.forEach(namespace -> write(out, namespace));
    return out.endArray().end();
  }

  private static void write(Json out, Namespace namespace) {
    out.object();
    out.field("namespaceId", namespace.id());
    out.field("accountId", namespace.accountId());
    out.field("name", namespace.name());
    out.field("network", namespace.network().code());
    out.field("status", namespace.status().code());
    out.end();
  }
}
