package com.resultity.grpc.accounts;

import com.resultity.domain.accounts.AccountCommand;
import com.resultity.domain.accounts.AccountRecord.AccountChanged;
import com.resultity.domain.accounts.AccountRecord.AccountOpened;
import com.resultity.domain.accounts.AccountRecord.WalletLinked;
import com.resultity.domain.accounts.AccountStatus;
import com.resultity.domain.accounts.Contact;
import com.resultity.domain.accounts.Role;
import com.resultity.domain.accounts.WalletAddress;
import com.resultity.domain.accounts.WalletProof;
import com.resultity.domain.journal.Ids;
import com.resultity.grpc.accounts.v1.Account;
import com.resultity.grpc.accounts.v1.AccountRole;
import com.resultity.grpc.accounts.v1.AccountsProto;
import com.resultity.grpc.accounts.v1.ChangeAccountRequest;
import com.resultity.grpc.accounts.v1.ChangeAccountResponse;
import com.resultity.grpc.accounts.v1.FindAccountRequest;
import com.resultity.grpc.accounts.v1.FindAccountResponse;
import com.resultity.grpc.accounts.v1.GetAccountRequest;
import com.resultity.grpc.accounts.v1.GetAccountResponse;
import com.resultity.grpc.accounts.v1.OpenAccountRequest;
import com.resultity.grpc.accounts.v1.OpenAccountResponse;
import com.resultity.grpc.calls.Area;
import com.resultity.grpc.calls.Ask;
import com.resultity.grpc.calls.Input;
import com.resultity.grpc.calls.InvalidRequest;
import com.resultity.grpc.calls.Render;
import com.resultity.grpc.calls.Unary;
import com.resultity.grpc.calls.Violation;
import com.resultity.ports.access.Operation;
import com.resultity.ports.access.Target;
import com.resultity.ports.accounts.AccountReader;
import com.resultity.ports.accounts.Ethereum;
import com.resultity.ports.errors.ErrorCode;
import com.resultity.ports.errors.Fault;
import com.resultity.ports.journal.IdSource;
import com.resultity.ports.journal.Outcome.Done;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The methods of {@code resultity.accounts.v1.Accounts}, of which others keep some. */
public final class AccountMethods {
  private final IdSource ids;
  private final AccountReader accounts;
  private final Contacts contacts;
  private final AccountMessages messages;
  private final List<Unary<?, ?>> others;

  /**
   * @param secrets makes salts; must be unpredictable
   */
  public AccountMethods(
      IdSource ids,
      AccountReader accounts,
      RandomGenerator secrets,
      Ethereum ethereum,
      StandingMethods standings,
      ReferralMethods referrals,
      WalletMethods wallets,
      NamespaceMethods namespaces,
      KeyMethods keys) {
    this.ids = ids;
    this.accounts = accounts;
    this.contacts = new Contacts(secrets);
    this.messages = new AccountMessages(ethereum);
    this.others = new ArrayList<>(standings.methods());
    others.addAll(referrals.methods());
    others.addAll(wallets.methods());
    others.addAll(namespaces.methods());
    others.addAll(keys.methods());
  }

  public Area area() {
    List<Unary<?, ?>> methods = new ArrayList<>(others);
    methods.addAll(
        List.of(
            new Unary<>(Operation.OPEN_ACCOUNT, OpenAccountRequest.parser(), this::openAccount),
            new Unary<>(Operation.GET_ACCOUNT, GetAccountRequest.parser(), this::getAccount),
            new Unary<>(Operation.FIND_ACCOUNT, FindAccountRequest.parser(), this::findAccount),
            new Unary<>(
                Operation.CHANGE_ACCOUNT, ChangeAccountRequest.parser(), this::changeAccount)));
    return new Area(
        AccountsProto.getDescriptor().findServiceByName("Accounts"), methods, List.of());
  }

  private Ask<OpenAccountResponse> openAccount(OpenAccountRequest request) {
    Input in = new Input();
    Contact contact = request.hasEmail() ? contacts.read(in, request.getEmail()) : null;
    Set<Role> roles = roles(in, "roles", request.getRolesList());
    UUID referrer = in.idOrNull("referrer_id", request.hasReferrerId(), request.getReferrerId());
    WalletProof wallet =
        request.hasWallet() ? WalletMethods.proof(in, "wallet", request.getWallet()) : null;
    in.check();
    return new Ask.Change<>(
        new Target.Everything(),
        new AccountCommand.OpenAccount(ids.account(), contact, wallet, roles, referrer),
        this::opened);
  }

  private static Set<Role> roles(Input in, String field, List<AccountRole> named) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    for (int i = 0; i < named.size(); i++) {
      roles.add(in.known(field + "[" + i + "]", role(named.get(i)), Role.CONSUMER));
    }
    return roles;
  }

  private OpenAccountResponse opened(Done done) {
    AccountOpened opened = done.get(AccountOpened.class);
    Instant at = AccountMessages.at(done);
    OpenAccountResponse.Builder answer =
        OpenAccountResponse.newBuilder()
            .setAccountId(opened.accountId().toString())
            .setSlot(Ids.homeSlot(opened.accountId()))
            .setStatus(AccountMessages.status(AccountStatus.ACTIVE))
            .addAllRoles(AccountMessages.roles(opened.roles()))
            .setOpenedAt(Render.time(at));
    if (opened.referrerId() != null) {
      answer.setReferrerId(opened.referrerId().toString());
    }
    done.find(WalletLinked.class).ifPresent(link -> answer.setWallet(messages.wallet(link, at)));
    return answer.build();
  }

  private Ask<GetAccountResponse> getAccount(GetAccountRequest request) {
    Input in = new Input();
    UUID id = in.id("account_id", request.getAccountId());
    in.check();
    return new Ask.Look<>(
        new Target.OfAccount(id),
        () -> find(id).map(account -> GetAccountResponse.newBuilder().setAccount(account).build()));
  }

  private Future<Account> find(UUID id) {
    return accounts.find(id).map(found -> messages.account(known(found)));
  }

  private static <T> T known(Optional<T> found) {
    return found.orElseThrow(() -> new Fault(ErrorCode.ACCOUNT_NOT_FOUND));
  }

  private Ask<FindAccountResponse> findAccount(FindAccountRequest request) {
    Supplier<Future<Optional<UUID>>> search = search(request);
    return new Ask.Look<>(
        new Target.Everything(),
        () ->
            search
                .get()
                .compose(id -> find(known(id)))
                .map(account -> FindAccountResponse.newBuilder().setAccount(account).build()));
  }

  private Supplier<Future<Optional<UUID>>> search(FindAccountRequest request) {
    Input in = new Input();
    return switch (request.getByCase()) {
      case EMAIL -> {
        String email = Contacts.email(in, request.getEmail());
        in.check();
        yield () -> accounts.findByEmail(email);
      }
      case WALLET -> {
        WalletAddress wallet = in.wallet("wallet", request.getWallet());
        in.check();
        yield () -> accounts.findByWallet(wallet);
      }
      case BY_NOT_SET ->
          throw new InvalidRequest(List.of(new Violation("by", "must be an email or a wallet")));
    };
  }

  private Ask<ChangeAccountResponse> changeAccount(ChangeAccountRequest request) {
    Input in = new Input();
    UUID id = in.id("account_id", request.getAccountId());
    Contact contact = request.hasEmail() ? contacts.read(in, request.getEmail()) : null;
    Set<Role> roles =
        request.hasRoles() ? roles(in, "roles.roles", request.getRoles().getRolesList()) : null;
    if (contact == null && roles == null) {
      in.reject("email", "is required unless roles are given");
    }
    in.check();
    return new Ask.Change<>(
        new Target.OfAccount(id),
        new AccountCommand.ChangeAccount(id, contact, roles),
        done -> changed(done.get(AccountChanged.class), contact));
  }

  // The log has no email, but the same key names the same email.
  private static ChangeAccountResponse changed(AccountChanged record, @Nullable Contact contact) {
    ChangeAccountResponse.Builder answer =
        ChangeAccountResponse.newBuilder()
            .setAccountId(record.accountId().toString())
            .addAllRoles(AccountMessages.roles(record.roles()));
    if (contact != null) {
      answer.setEmail(contact.email());
    }
    return answer.build();
  }

  private static @Nullable Role role(AccountRole role) {
    return switch (role) {
      case ACCOUNT_ROLE_CONSUMER -> Role.CONSUMER;
      case ACCOUNT_ROLE_OPERATOR -> Role.OPERATOR;
      case ACCOUNT_ROLE_REFERRER -> Role.REFERRER;
      case ACCOUNT_ROLE_UNSPECIFIED, UNRECOGNIZED -> null;
    };
  }
}
