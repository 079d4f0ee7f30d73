package com.resultity.grpc.accounts;

import com.resultity.domain.accounts.AccountCommand;
import com.resultity.domain.accounts.AccountRecord.AccountOpened;
import com.resultity.domain.accounts.AccountRecord.NamespaceOpened;
import com.resultity.domain.accounts.AccountStatus;
import com.resultity.domain.accounts.Contact;
import com.resultity.domain.accounts.Namespace;
import com.resultity.domain.accounts.NamespaceStatus;
import com.resultity.domain.accounts.Role;
import com.resultity.domain.journal.Ids;
import com.resultity.domain.network.Network;
import com.resultity.grpc.accounts.v1.AccountRole;
import com.resultity.grpc.accounts.v1.AccountsProto;
import com.resultity.grpc.accounts.v1.GetAccountRequest;
import com.resultity.grpc.accounts.v1.GetAccountResponse;
import com.resultity.grpc.accounts.v1.OpenAccountRequest;
import com.resultity.grpc.accounts.v1.OpenAccountResponse;
import com.resultity.grpc.accounts.v1.OpenNamespaceRequest;
import com.resultity.grpc.accounts.v1.OpenNamespaceResponse;
import com.resultity.grpc.calls.Area;
import com.resultity.grpc.calls.Ask;
import com.resultity.grpc.calls.Input;
import com.resultity.grpc.calls.Render;
import com.resultity.grpc.calls.Unary;
import com.resultity.ports.access.Operation;
import com.resultity.ports.access.Target;
import com.resultity.ports.accounts.AccountReader;
import com.resultity.ports.errors.ErrorCode;
import com.resultity.ports.errors.Fault;
import com.resultity.ports.journal.IdSource;
import com.resultity.ports.journal.Outcome.Done;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The methods of {@code resultity.accounts.v1.Accounts}. */
public final class AccountMethods {
  private static final Pattern EMAIL = Pattern.compile("[^@\\s\\p{Cntrl}]+@[^@\\s\\p{Cntrl}]+");
  private static final int MAX_EMAIL = 254;
  private static final int MAX_NAME = 100;
  private static final int SALT_BYTES = 16;

  private final IdSource ids;
  private final AccountReader accounts;
  private final RandomGenerator secrets;

  /**
   * @param secrets makes salts; must be unpredictable
   */
  public AccountMethods(IdSource ids, AccountReader accounts, RandomGenerator secrets) {
    this.ids = ids;
    this.accounts = accounts;
    this.secrets = secrets;
  }

  public Area area() {
    return new Area(
        AccountsProto.getDescriptor().findServiceByName("Accounts"),
        List.of(
            new Unary<>(Operation.OPEN_ACCOUNT, OpenAccountRequest.parser(), this::openAccount),
            new Unary<>(Operation.GET_ACCOUNT, GetAccountRequest.parser(), this::getAccount),
            new Unary<>(
                Operation.OPEN_NAMESPACE, OpenNamespaceRequest.parser(), this::openNamespace)),
        List.of());
  }

  private Ask<OpenAccountResponse> openAccount(OpenAccountRequest request) {
    Input in = new Input();
    Contact contact = request.hasEmail() ? contact(in, request.getEmail()) : null;
    Set<Role> roles = roles(in, request.getRolesList());
    UUID referrer = in.idOrNull("referrer_id", request.hasReferrerId(), request.getReferrerId());
    in.check();
    return new Ask.Change<>(
        new Target.Everything(),
        new AccountCommand.OpenAccount(ids.account(), contact, roles, referrer),
        AccountMethods::opened);
  }

  private Contact contact(Input in, String text) {
    String email = text.strip().toLowerCase(Locale.ROOT);
    if (email.length() > MAX_EMAIL || !EMAIL.matcher(email).matches()) {
      in.reject("email", "must be an email address of at most 254 characters");
    }
    byte[] salt = new byte[SALT_BYTES];
    secrets.nextBytes(salt);
    return new Contact(email, HexFormat.of().formatHex(salt));
  }

  private static Set<Role> roles(Input in, List<AccountRole> named) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    for (int i = 0; i < named.size(); i++) {
      roles.add(in.known("roles[" + i + "]", role(named.get(i)), Role.CONSUMER));
    }
    return roles;
  }

  private static OpenAccountResponse opened(Done done) {
    AccountOpened opened = done.get(AccountOpened.class);
    OpenAccountResponse.Builder answer =
        OpenAccountResponse.newBuilder()
            .setAccountId(opened.accountId().toString())
            .setSlot(Ids.homeSlot(opened.accountId()))
            .setStatus(AccountMessages.status(AccountStatus.ACTIVE))
            .addAllRoles(AccountMessages.roles(opened.roles()))
            .setOpenedAt(Render.time(at(done)));
    if (opened.referrerId() != null) {
      answer.setReferrerId(opened.referrerId().toString());
    }
    return answer.build();
  }

  private Ask<GetAccountResponse> getAccount(GetAccountRequest request) {
    Input in = new Input();
    UUID id = in.id("account_id", request.getAccountId());
    in.check();
    return new Ask.Look<>(
        new Target.OfAccount(id),
        () ->
            accounts
                .find(id)
                .map(found ->
                    GetAccountResponse.newBuilder()
                        .setAccount(
                            AccountMessages.account(
                                found.orElseThrow(() -> new Fault(ErrorCode.ACCOUNT_NOT_FOUND))))
                        .build()));
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
        new AccountCommand.OpenNamespace(ids.beside(account), account, name, network),
        AccountMethods::namespaceOpened);
  }

  private static OpenNamespaceResponse namespaceOpened(Done done) {
    NamespaceOpened opened = done.get(NamespaceOpened.class);
    return OpenNamespaceResponse.newBuilder()
        .setNamespace(
            AccountMessages.namespace(
                new Namespace(
                    opened.namespaceId(),
                    opened.accountId(),
                    opened.name(),
                    opened.network(),
                    NamespaceStatus.OPEN,
                    at(done))))
        .build();
  }

  private static Instant at(Done done) {
    return done.records().getFirst().at();
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
