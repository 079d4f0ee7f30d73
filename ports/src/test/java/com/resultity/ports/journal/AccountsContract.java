package com.resultity.ports.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.resultity.domain.accounts.Account;
import com.resultity.domain.accounts.AccountCommand.ChangeAccount;
import com.resultity.domain.accounts.AccountCommand.CloseAccount;
import com.resultity.domain.accounts.AccountCommand.ErasePersonalData;
import com.resultity.domain.accounts.AccountCommand.LinkWallet;
import com.resultity.domain.accounts.AccountCommand.OpenAccount;
import com.resultity.domain.accounts.AccountCommand.ReinstateAccount;
import com.resultity.domain.accounts.AccountCommand.SuspendAccount;
import com.resultity.domain.accounts.AccountCommand.UnlinkWallet;
import com.resultity.domain.accounts.AccountStatus;
import com.resultity.domain.accounts.ApiKey;
import com.resultity.domain.accounts.Contact;
import com.resultity.domain.accounts.KeyCommand.IssueKey;
import com.resultity.domain.accounts.KeyCommand.RevokeKey;
import com.resultity.domain.accounts.KeyCommand.RotateKey;
import com.resultity.domain.accounts.KeySecret;
import com.resultity.domain.accounts.Namespace;
import com.resultity.domain.accounts.NamespaceCommand.FollowAccount;
import com.resultity.domain.accounts.NamespaceCommand.OpenNamespace;
import com.resultity.domain.accounts.NamespaceCommand.RenameNamespace;
import com.resultity.domain.accounts.NamespaceStatus;
import com.resultity.domain.accounts.Role;
import com.resultity.domain.accounts.Scope;
import com.resultity.domain.accounts.WalletAddress;
import com.resultity.domain.accounts.WalletChallenge;
import com.resultity.domain.accounts.WalletLink;
import com.resultity.domain.accounts.WalletProof;
import com.resultity.domain.journal.Command;
import com.resultity.domain.journal.Digest;
import com.resultity.domain.journal.Ids;
import com.resultity.domain.journal.RefusalCode;
import com.resultity.domain.ledger.LedgerCommand.CloseNamespace;
import com.resultity.ports.accounts.AccountView;
import com.resultity.ports.accounts.KeyStanding;
import com.resultity.ports.accounts.KeyView;
import com.resultity.ports.accounts.Standings;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is known of accounts, wallets and keys, wherever it is kept. */
public interface AccountsContract {
  Backend backend();

  private static <T> T now(Future<T> future) {
    return Await.result(future);
  }

  private AccountView view(UUID accountId) {
    return now(backend().accounts().find(accountId)).orElseThrow();
  }

  /** Ids in the order in which they are asked for. */
  private static UUID newId(Stage stage) {
    stage.pass(Duration.ofMillis(1));
    return Ids.of(
        stage.now(), stage.tenant().slot(), stage.tenant().newId().getLeastSignificantBits());
  }

  private static RefusalCode refused(Stage stage, Command command) {
    return ((Outcome.Declined) stage.run(command)).refusal().code();
  }

  private static Contact contact(Stage stage, String name) {
    return new Contact(name + "-" + newId(stage) + "@example.org", "11".repeat(16));
  }

  private static UUID open(Stage stage, @Nullable Contact contact, @Nullable UUID referrer) {
    UUID id = newId(stage);
    stage.done(new OpenAccount(id, contact, Set.of(Role.CONSUMER), referrer));
    return id;
  }

  @Test
  default void anAccountIsFoundByItsEmailUntilItIsChangedOrErased() {
    Stage stage = Stage.empty(backend());
    Contact first = contact(stage, "first");
    Contact second = contact(stage, "second");
    UUID id = open(stage, first, null);
    assertThat(now(backend().accounts().findByEmail(first.email()))).contains(id);

    stage.done(new ChangeAccount(id, second, Set.of(Role.OPERATOR)));
    assertThat(now(backend().accounts().findByEmail(first.email()))).isEmpty();
    assertThat(now(backend().accounts().findByEmail(second.email()))).contains(id);
    assertThat(view(id).email()).isEqualTo(second.email());
    assertThat(view(id).account().roles()).containsExactly(Role.OPERATOR);
    UUID heir = open(stage, first, null);

    stage.done(new ErasePersonalData(id));
    assertThat(now(backend().accounts().findByEmail(second.email()))).isEmpty();
    assertThat(view(id).email()).isNull();
    assertThat(view(id).account().emailCommitment()).isNull();
    assertThat(refused(stage, new ErasePersonalData(id)))
        .isEqualTo(RefusalCode.PERSONAL_DATA_ABSENT);
    assertThat(view(heir).email()).isEqualTo(first.email());
  }

  @Test
  default void anEmailMayPassFromOneAccountToAnotherWithinOneBlock() {
    Stage stage = Stage.empty(backend());
    Contact contact = contact(stage, "passed");
    UUID id = open(stage, contact, null);
    UUID heir = newId(stage);

    stage.block(
        new ErasePersonalData(id), new OpenAccount(heir, contact, Set.of(Role.CONSUMER), null));

    assertThat(now(backend().accounts().findByEmail(contact.email()))).contains(heir);
  }

  @Test
  default void aWalletIsLinkedToOneAccountAtATimeAndItsPastIsKept() {
    Stage stage = Stage.empty(backend());
    WalletAddress wallet = wallet(stage);
    UUID ann = open(stage, null, null);
    UUID bob = open(stage, null, null);
    LinkWallet first = link(stage, ann, wallet);
    stage.done(first);
    assertThat(refused(stage, link(stage, bob, wallet))).isEqualTo(RefusalCode.WALLET_TAKEN);
    assertThat(refused(stage, first)).isEqualTo(RefusalCode.CHALLENGE_USED);
    assertThat(now(backend().accounts().findByWallet(wallet))).contains(ann);

    stage.pass(Duration.ofMinutes(1));
    stage.done(new UnlinkWallet(ann, wallet));
    assertThat(now(backend().accounts().findByWallet(wallet))).isEmpty();
    assertThat(refused(stage, new UnlinkWallet(ann, wallet)))
        .isEqualTo(RefusalCode.WALLET_NOT_LINKED);
    stage.done(link(stage, bob, wallet));

    assertThat(now(backend().accounts().findByWallet(wallet))).contains(bob);
    WalletLink past = view(ann).wallets().getFirst();
    assertThat(past.linkedAt()).isBefore(past.unlinkedAt());
    assertThat(view(bob).wallets())
        .singleElement()
        .satisfies(link -> assertThat(link.lasts()).isTrue());
  }

  @Test
  default void aWalletMayMoveWithinOneBlock() {
    Stage stage = Stage.empty(backend());
    WalletAddress wallet = wallet(stage);
    UUID ann = open(stage, null, null);
    UUID bob = open(stage, null, null);
    stage.done(link(stage, ann, wallet));

    stage.block(new UnlinkWallet(ann, wallet), link(stage, bob, wallet));

    assertThat(now(backend().accounts().findByWallet(wallet))).contains(bob);
  }

  @Test
  default void anAccountThatAWalletOpensHasIt() {
    Stage stage = Stage.empty(backend());
    WalletAddress wallet = wallet(stage);
    UUID id = newId(stage);
    stage.done(new OpenAccount(id, null, proof(stage, null, wallet), Set.of(), null));

    assertThat(view(id).wallets().getFirst().address()).isEqualTo(wallet);
  }

  @Test
  default void namespacesFollowAnAccountThatIsSuspended() {
    Stage stage = Stage.of(backend());
    Tenant tenant = stage.tenant();
    stage.done(tenant.grant(100));
    stage.done(new SuspendAccount(tenant.accountId()));
    Standings.Change change = pending(tenant.accountId()).orElseThrow();

    stage.done(new FollowAccount(tenant.accountId()));
    now(backend().standings().forget(change));

    assertThat(pending(tenant.accountId())).isEmpty();
    assertThat(namespace(tenant).suspended()).isTrue();
    assertThat(now(backend().credits().find(tenant.namespaceId())).orElseThrow().covers(1))
        .isFalse();
    assertThat(refused(stage, tenant.hold(newId(stage), 1)))
        .isEqualTo(RefusalCode.ACCOUNT_NOT_ACTIVE);
    assertThat(refused(stage, new FollowAccount(tenant.accountId())))
        .isEqualTo(RefusalCode.NAMESPACES_UP_TO_DATE);
    stage.done(new ReinstateAccount(tenant.accountId()));
    stage.done(new FollowAccount(tenant.accountId()));
    assertThat(namespace(tenant).suspended()).isFalse();
    stage.done(tenant.hold(newId(stage), 1));
  }

  @Test
  default void aLaterChangeOfAnAccountIsNotForgottenWithAnEarlierOne() {
    Stage stage = Stage.of(backend());
    UUID account = stage.tenant().accountId();
    stage.done(new SuspendAccount(account));
    Standings.Change earlier = pending(account).orElseThrow();
    stage.done(new ReinstateAccount(account));

    now(backend().standings().forget(earlier));

    assertThat(pending(account)).isPresent();
  }

  private Optional<Standings.Change> pending(UUID account) {
    return now(backend().standings().list(1_000)).stream()
        .filter(change -> change.accountId().equals(account))
        .findFirst();
  }

  private Namespace namespace(Tenant tenant) {
    return now(backend().namespaces().find(tenant.namespaceId())).orElseThrow();
  }

  @Test
  default void anAccountClosesWhenItsNamespacesHaveClosed() {
    Stage stage = Stage.of(backend());
    Tenant tenant = stage.tenant();
    stage.done(tenant.grant(100));
    assertThat(refused(stage, new CloseAccount(tenant.accountId())))
        .isEqualTo(RefusalCode.ACCOUNT_NOT_EMPTY);
    assertThat(refused(stage, new CloseNamespace(tenant.namespaceId(), false)))
        .isEqualTo(RefusalCode.NAMESPACE_NOT_EMPTY);
    stage.done(new CloseNamespace(tenant.namespaceId(), true));
    assertThat(namespace(tenant).status()).isEqualTo(NamespaceStatus.CLOSED);
    assertThat(
            now(backend().credits().find(tenant.namespaceId())).orElseThrow().credits().available())
        .isZero();

    stage.done(new CloseAccount(tenant.accountId()));

    assertThat(view(tenant.accountId()).account().status()).isEqualTo(AccountStatus.CLOSED);
  }

  @Test
  default void aNamespaceTakesANameThatNoOtherOfItsAccountHas() {
    Stage stage = Stage.of(backend());
    Tenant tenant = stage.tenant();
    String taken = "taken";
    stage.done(new OpenNamespace(newId(stage), tenant.accountId(), taken, tenant.network()));

    assertThat(refused(stage, new RenameNamespace(tenant.namespaceId(), taken)))
        .isEqualTo(RefusalCode.NAMESPACE_NAME_TAKEN);
    stage.done(new RenameNamespace(tenant.namespaceId(), "renamed"));

    assertThat(namespace(tenant).name()).isEqualTo("renamed");
    assertThat(refused(stage, tenant.openNamespace("renamed")))
        .isEqualTo(RefusalCode.NAMESPACE_NAME_TAKEN);
  }

  @Test
  default void aKeyIsReadWithItsNamespaceAndCredit() {
    Stage stage = Stage.of(backend());
    Tenant tenant = stage.tenant();
    stage.done(tenant.grant(100));
    IssueKey issue = issue(stage);
    Instant issued = stage.now();
    stage.done(issue);

    KeyStanding standing = now(backend().keys().find(issue.keyId())).orElseThrow();
    ApiKey key = standing.key();
    assertThat(key.hash()).isEqualTo(issue.secret().hash());
    assertThat(key.scopes()).containsExactlyInAnyOrder(Scope.SUBMIT_JOBS, Scope.READ_USAGE);
    assertThat(key.requestsPerMinute()).isEqualTo(60);
    assertThat(key.issuedAt()).isEqualTo(issued);
    assertThat(standing.namespace()).isEqualTo(namespace(tenant));
    assertThat(standing.standing().credits().available()).isEqualTo(100);
    assertThat(now(backend().keys().find(newId(stage)))).isEmpty();
  }

  @Test
  default void keysEndByRotationAndRevocation() {
    Stage stage = Stage.of(backend());
    IssueKey issue = issue(stage);
    stage.done(issue);
    UUID next = newId(stage);
    stage.done(new RotateKey(issue.keyId(), next, secret(8), Duration.ofHours(1)));
    stage.done(new RevokeKey(next));

    List<KeyView> keys = keys(stage, null, 10);

    assertThat(keys).map(view -> view.key().id()).containsExactly(issue.keyId(), next);
    ApiKey first = keys.getFirst().key();
    ApiKey second = keys.getLast().key();
    assertThat(first.expiresAt()).isEqualTo(stage.now().plusSeconds(3600));
    assertThat(second.replaces()).isEqualTo(first.id());
    assertThat(second.revokedAt()).isEqualTo(stage.now());
    assertThat(refused(stage, new RevokeKey(next))).isEqualTo(RefusalCode.KEY_REVOKED);
  }

  @Test
  default void keysAreListedPageByPage() {
    Stage stage = Stage.of(backend());
    IssueKey first = issue(stage);
    IssueKey second = issue(stage);
    stage.block(first, second);

    assertThat(keys(stage, null, 1)).map(v -> v.key().id()).containsExactly(first.keyId());
    assertThat(keys(stage, first.keyId(), 9))
        .map(v -> v.key().id())
        .containsExactly(second.keyId());
    assertThat(keys(stage, second.keyId(), 9)).isEmpty();
  }

  private List<KeyView> keys(Stage stage, @Nullable UUID after, int limit) {
    return now(backend().keyLists().list(stage.tenant().namespaceId(), after, limit));
  }

  @Test
  default void theLaterUseOfAKeyIsKept() {
    Stage stage = Stage.of(backend());
    IssueKey issue = issue(stage);
    stage.done(issue);
    assertThat(keys(stage, null, 1).getFirst().lastUsedAt()).isNull();

    now(backend().keyUses().save(Map.of(issue.keyId(), stage.now().plusSeconds(5))));
    now(backend().keyUses().save(Map.of(issue.keyId(), stage.now())));

    assertThat(keys(stage, null, 1).getFirst().lastUsedAt()).isEqualTo(stage.now().plusSeconds(5));
  }

  @Test
  default void whomAnAccountBroughtIsCountedAndListedNewestFirst() {
    Stage stage = Stage.empty(backend());
    UUID referrer = open(stage, null, null);
    UUID first = open(stage, null, referrer);
    UUID second = open(stage, null, referrer);
    UUID third = open(stage, null, referrer);
    open(stage, null, first);
    stage.done(new SuspendAccount(second));

    assertThat(now(backend().referrals().count(referrer)))
        .isEqualTo(Map.of(AccountStatus.ACTIVE, 2L, AccountStatus.SUSPENDED, 1L));
    assertThat(now(backend().referrals().list(referrer, null, 2)))
        .map(Account::id)
        .containsExactly(third, second);
    assertThat(now(backend().referrals().list(referrer, second, 2)))
        .map(Account::id)
        .containsExactly(first);
    assertThat(now(backend().referrals().count(third))).isEmpty();
  }

  private static IssueKey issue(Stage stage) {
    return new IssueKey(
        newId(stage),
        stage.tenant().namespaceId(),
        "ci",
        secret(7),
        Set.of(Scope.SUBMIT_JOBS, Scope.READ_USAGE),
        60,
        null);
  }

  private static KeySecret secret(int number) {
    return new KeySecret("secret", new Digest("%064x".formatted(number)));
  }

  private static WalletAddress wallet(Stage stage) {
    return new WalletAddress("0x00000000" + newId(stage).toString().replace("-", ""));
  }

  private static LinkWallet link(Stage stage, UUID account, WalletAddress wallet) {
    return new LinkWallet(account, proof(stage, account, wallet));
  }

  private static WalletProof proof(Stage stage, @Nullable UUID account, WalletAddress wallet) {
    WalletChallenge challenge =
        new WalletChallenge(
            "localhost",
            wallet.text(),
            1,
            account,
            newId(stage).toString().replace("-", ""),
            stage.now(),
            stage.now().plusSeconds(600));
    return new WalletProof(challenge.text(), "0x").found(new WalletProof.Finding.Proven(challenge));
  }
}
