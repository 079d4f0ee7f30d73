package com.resultity.http.accounts;

import com.resultity.domain.accounts.Account;
import com.resultity.domain.accounts.AccountCommand;
import com.resultity.domain.accounts.AccountCommand.ChangeAccount;
import com.resultity.domain.accounts.AccountCommand.CloseAccount;
import com.resultity.domain.accounts.AccountCommand.ErasePersonalData;
import com.resultity.domain.accounts.AccountCommand.OpenAccount;
import com.resultity.domain.accounts.AccountCommand.ReinstateAccount;
import com.resultity.domain.accounts.AccountCommand.SuspendAccount;
import com.resultity.domain.accounts.AccountRecord.AccountChanged;
import com.resultity.domain.accounts.AccountRecord.AccountOpened;
import com.resultity.domain.accounts.AccountRecord.WalletLinked;
import com.resultity.domain.accounts.AccountStatus;
import com.resultity.domain.accounts.Role;
import com.resultity.domain.accounts.WalletLink;
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
import com.resultity.ports.accounts.Ethereum;
import com.resultity.ports.errors.ErrorCode;
import com.resultity.ports.errors.Fault;
import com.resultity.ports.journal.IdSource;
import com.resultity.ports.journal.Outcome;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** Accounts. */
public final class AccountRoutes implements Routes {
  public static final String ACCOUNT = "/v1/accounts/{accountId}";

  private final AccountReader accounts;
  private final IdSource ids;
  private final Contacts contacts;
  private final AccountJson json;

  public AccountRoutes(AccountReader accounts, IdSource ids, Salts salts, Ethereum ethereum) {
    this.accounts = accounts;
    this.ids = ids;
    this.contacts = new Contacts(salts);
    this.json = new AccountJson(ethereum);
  }

  @Override
  public List<Route> routes() {
    return List.of(
        new Route.Change<>(
            HttpMethod.POST,
            Operation.OPEN_ACCOUNT,
            "/v1/accounts",
            _ -> new Target.Everything(),
            this::open,
            this::opened),
        new Route.Question(
            Operation.FIND_ACCOUNT,
            "/v1/accounts:find",
            _ -> new Target.Everything(),
            (_, body) -> find(body)),
        new Route.Query(
            Operation.GET_ACCOUNT,
            ACCOUNT,
            AccountRoutes::account,
            call -> get(call.id("accountId"))),
        new Route.Change<>(
            HttpMethod.PATCH,
            Operation.CHANGE_ACCOUNT,
            ACCOUNT,
            AccountRoutes::account,
            this::change,
            AccountRoutes::changed),
        standing(
            Operation.SUSPEND_ACCOUNT, ":suspend", SuspendAccount::new, AccountStatus.SUSPENDED),
        standing(
            Operation.REINSTATE_ACCOUNT, ":reinstate", ReinstateAccount::new, AccountStatus.ACTIVE),
        standing(Operation.CLOSE_ACCOUNT, ":close", CloseAccount::new, AccountStatus.CLOSED),
        new Route.Change<>(
            HttpMethod.POST,
            Operation.ERASE_PERSONAL_DATA,
            ACCOUNT + ":erase",
            AccountRoutes::account,
            (call, _) -> new ErasePersonalData(call.id("accountId")),
            (command, done) ->
                Reply.ok(
                    new Json()
                        .object()
                        .field("accountId", command.accountId())
                        .field("erasedAt", at(done))
                        .end())));
  }

  private static <C extends AccountCommand.OnAccount> Route standing(
      Operation operation, String verb, Function<UUID, C> command, AccountStatus status) {
    return new Route.Change<C>(
        HttpMethod.POST,
        operation,
        ACCOUNT + verb,
        AccountRoutes::account,
        (call, _) -> command.apply(call.id("accountId")),
        (asked, _) ->
            Reply.ok(
                new Json()
                    .object()
                    .field("accountId", asked.accountId())
                    .field("status", status.code())
                    .end()));
  }

  static Target account(Call call) {
    return new Target.OfAccount(call.id("accountId"));
  }

  static Instant at(Outcome.Done done) {
    return done.records().getFirst().at();
  }

  private OpenAccount open(Call call, Body body) {
    return new OpenAccount(
        ids.account(),
        contacts.read(body),
        body.has("wallet") ? WalletRoutes.proof(body.object("wallet")) : null,
        body.has("roles") ? roles(body) : Set.of(Role.CONSUMER),
        body.orNull("referrerId", body::id));
  }

  private static Set<Role> roles(Body body) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    roles.addAll(body.codes("roles", Role.class));
    return roles;
  }

  // The log has no email, but the same key names the same email.
  private Reply opened(OpenAccount command, Outcome.Done done) {
    AccountOpened opened = done.get(AccountOpened.class);
    Account account =
        new Account(
            opened.accountId(),
            AccountStatus.ACTIVE,
            opened.roles(),
            opened.emailCommitment(),
            opened.referrerId(),
            at(done));
    List<WalletLink> wallets =
        done.find(WalletLinked.class).map(linked -> WalletRoutes.link(linked, done)).stream()
            .toList();
    String email = command.contact() == null ? null : command.contact().email();
    return Reply.created(
        "/v1/accounts/" + opened.accountId(),
        json.write(new AccountView(account, email, List.of(), wallets)));
  }

  private ChangeAccount change(Call call, Body body) {
    return new ChangeAccount(
        call.id("accountId"), contacts.read(body), body.has("roles") ? roles(body) : null);
  }

  private static Reply changed(ChangeAccount command, Outcome.Done done) {
    Json out = new Json().object().field("accountId", command.accountId());
    if (command.contact() != null) {
      out.field("email", command.contact().email());
    }
    AccountJson.roles(out, done.get(AccountChanged.class).roles());
    return Reply.ok(out.end());
  }

  private Future<Reply> find(Body body) {
    Future<Optional<UUID>> found =
        body.has("email")
            ? accounts.findByEmail(Contacts.email(body))
            : accounts.findByWallet(WalletRoutes.address(body, "wallet"));
    return found.compose(id ->
        id.map(this::get).orElse(Future.failedFuture(new Fault(ErrorCode.ACCOUNT_NOT_FOUND))));
  }

  private Future<Reply> get(UUID accountId) {
    return accounts
        .find(accountId)
        .map(found ->
            Reply.ok(json.write(found.orElseThrow(() -> new Fault(ErrorCode.ACCOUNT_NOT_FOUND)))));
  }
}
