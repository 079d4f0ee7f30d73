package com.resultity.domain.accounts;

import static com.resultity.domain.journal.Scenario.account;
import static com.resultity.domain.journal.Scenario.empty;
import static com.resultity.domain.journal.Scenario.id;
import static org.assertj.core.api.Assertions.assertThat;

import com.resultity.domain.accounts.AccountCommand.ChangeAccount;
import com.resultity.domain.accounts.AccountCommand.CloseAccount;
import com.resultity.domain.accounts.AccountCommand.ErasePersonalData;
import com.resultity.domain.accounts.AccountCommand.OpenAccount;
import com.resultity.domain.accounts.AccountCommand.ReinstateAccount;
import com.resultity.domain.accounts.AccountCommand.SuspendAccount;
import com.resultity.domain.accounts.AccountRecord.AccountChanged;
import com.resultity.domain.accounts.AccountRecord.AccountClosed;
import com.resultity.domain.accounts.AccountRecord.AccountOpened;
import com.resultity.domain.accounts.AccountRecord.AccountReinstated;
import com.resultity.domain.accounts.AccountRecord.AccountSuspended;
import com.resultity.domain.accounts.AccountRecord.PersonalDataErased;
import com.resultity.domain.accounts.NamespaceCommand.OpenNamespace;
import com.resultity.domain.accounts.NamespaceRecord.NamespaceOpened;
import com.resultity.domain.journal.RefusalCode;
import com.resultity.domain.journal.Scenario;
import com.resultity.domain.network.Network;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may open what. */
class AccountTest {
  private static final Contact BOB = new Contact("bob@example.com", "22".repeat(16));
  private static final Contact ANN = new Contact("ann@example.com", "00".repeat(16));

  @Test
  void anAccountIsOpenedWithACommitmentToItsEmailAndNotTheEmail() {
    Scenario scenario = empty().when(open(5, ANN, null));

    scenario.then(new AccountOpened(id(5), ANN.commitment(), Set.of(Role.CONSUMER), null));
    assertThat(scenario.log().toString()).doesNotContain("ann@");
    assertThat(scenario.state().identities().contacts()).containsEntry(id(5), ANN);
    assertThat(Objects.requireNonNull(scenario.state().account(id(5))).status())
        .isEqualTo(AccountStatus.ACTIVE);
  }

  @Test
  void anEmailIsTakenFromThenOnAlsoWithinTheBlock() {
    empty()
        .and(open(5, ANN, null))
        .when(open(6, new Contact(ANN.email(), "11".repeat(16)), null))
        .thenRefused(RefusalCode.EMAIL_TAKEN);
  }

  @Test
  void anAccountNeedsNoEmail() {
    Scenario scenario = empty().and(open(5, null, null), open(6, null, null));

    assertThat(scenario.state().identities().contacts()).isEmpty();
  }

  @Test
  void theSameEmailIsCommittedToDifferentlyUnderAnotherSalt() {
    assertThat(ANN.commitment())
        .isNotEqualTo(new Contact(ANN.email(), "01".repeat(16)).commitment())
        .isEqualTo(new Contact(ANN.email(), ANN.salt()).commitment());
  }

  @Test
  void onlyAnActiveAccountThatExistsMayRefer() {
    Scenario scenario = empty();
    scenario.state().identities().loadAccount(account(id(8), AccountStatus.ACTIVE));
    scenario.state().identities().loadAccount(account(id(9), AccountStatus.SUSPENDED));
    scenario.state().identities().loadAccount(account(id(10), AccountStatus.CLOSED));

    scenario
        .when(open(5, ANN, id(7)))
        .thenRefused(RefusalCode.REFERRAL_INVALID)
        .when(open(5, ANN, id(9)))
        .thenRefused(RefusalCode.REFERRAL_INVALID)
        .when(open(5, ANN, id(10)))
        .thenRefused(RefusalCode.REFERRAL_INVALID)
        .when(open(5, ANN, id(5)))
        .thenRefused(RefusalCode.REFERRAL_INVALID)
        .when(open(5, ANN, id(8)))
        .then(new AccountOpened(id(5), ANN.commitment(), Set.of(Role.CONSUMER), id(8)));
  }

  @Test
  void aNamespaceBeginsEmptyAndItsNameIsTaken() {
    Scenario scenario = empty();
    scenario.state().identities().loadAccount(account(Scenario.ACCOUNT, AccountStatus.ACTIVE));

    scenario
        .when(openNamespace(Scenario.NS, "prod"))
        .then(new NamespaceOpened(Scenario.NS, Scenario.ACCOUNT, "prod", Network.MAINNET))
        .thenCredits(0, 0, 0, 0)
        .when(openNamespace(id(3), "prod"))
        .thenRefused(RefusalCode.NAMESPACE_NAME_TAKEN)
        .when(openNamespace(id(3), "Prod"))
        .thenKinds(NamespaceOpened.class);
  }

  @ParameterizedTest
  @CsvSource({"SUSPENDED, ACCOUNT_NOT_ACTIVE", "CLOSED, ACCOUNT_CLOSED"})
  void anAccountThatIsNotActiveOpensNoNamespace(AccountStatus status, RefusalCode code) {
    Scenario scenario = empty();
    scenario.state().identities().loadAccount(account(Scenario.ACCOUNT, status));

    scenario.when(openNamespace(Scenario.NS, "prod")).thenRefused(code);
  }

  @Test
  void anAccountHasAThousandNamespacesAtMost() {
    Scenario scenario = empty();
    scenario.state().identities().loadAccount(account(Scenario.ACCOUNT, AccountStatus.ACTIVE));
    scenario.state().loadNamespaceCount(Scenario.ACCOUNT, Namespace.MOST - 1);

    scenario
        .and(openNamespace(Scenario.NS, "last"))
        .when(openNamespace(id(3), "one more"))
        .thenRefused(RefusalCode.TOO_MANY_NAMESPACES);
  }

  @Test
  void aChangedEmailTakesThePlaceOfTheOldWhichIsFree() {
    Scenario scenario = empty().and(open(5, ANN, null));

    scenario
        .when(new ChangeAccount(id(5), BOB, null))
        .then(new AccountChanged(id(5), BOB.commitment(), Set.of(Role.CONSUMER)))
        .and(open(6, ANN, null))
        .when(new ChangeAccount(id(6), BOB, null))
        .thenRefused(RefusalCode.EMAIL_TAKEN)
        .and(new ChangeAccount(id(5), BOB, Set.of(Role.OPERATOR)));
    assertThat(scenario.state().identities().contacts())
        .containsEntry(id(5), BOB)
        .containsEntry(id(6), ANN);
    assertThat(Objects.requireNonNull(scenario.state().account(id(5))).roles())
        .containsExactly(Role.OPERATOR);
  }

  @Test
  void erasedPersonalDataIsGoneOnceAndTheEmailIsFree() {
    Scenario scenario = empty().and(open(5, ANN, null));

    scenario
        .when(new ErasePersonalData(id(5)))
        .then(new PersonalDataErased(id(5)))
        .when(new ErasePersonalData(id(5)))
        .thenRefused(RefusalCode.PERSONAL_DATA_ABSENT)
        .and(open(6, ANN, null));
    assertThat(scenario.state().identities().contacts()).containsOnlyKeys(id(6));
    assertThat(scenario.state().identities().staleContacts()).contains(id(5));
    assertThat(Objects.requireNonNull(scenario.state().account(id(5))).emailCommitment()).isNull();
  }

  @Test
  void anAccountIsSuspendedAndReinstatedInTurn() {
    empty()
        .and(open(5, null, null))
        .when(new ReinstateAccount(id(5)))
        .thenRefused(RefusalCode.ACCOUNT_NOT_SUSPENDED)
        .when(new SuspendAccount(id(5)))
        .then(new AccountSuspended(id(5)))
        .when(new SuspendAccount(id(5)))
        .thenRefused(RefusalCode.ACCOUNT_NOT_ACTIVE)
        .when(open(6, null, id(5)))
        .thenRefused(RefusalCode.REFERRAL_INVALID)
        .when(new ReinstateAccount(id(5)))
        .then(new AccountReinstated(id(5)));
  }

  @Test
  void anAccountIsClosedForGoodOnceItsNamespacesAre() {
    Scenario scenario = empty().and(open(5, null, null));
    Namespace open =
        new Namespace(
            id(7), id(5), "n", Network.TESTNET, NamespaceStatus.OPEN, Scenario.NOON, false);
    scenario.state().loadElsewhere(open);

    scenario.when(new CloseAccount(id(5))).thenRefused(RefusalCode.ACCOUNT_NOT_EMPTY);
    scenario.state().loadElsewhere(open.in(NamespaceStatus.CLOSED));
    scenario
        .when(new CloseAccount(id(5)))
        .then(new AccountClosed(id(5)))
        .when(new CloseAccount(id(5)))
        .thenRefused(RefusalCode.ACCOUNT_CLOSED)
        .when(new ReinstateAccount(id(5)))
        .thenRefused(RefusalCode.ACCOUNT_CLOSED)
        .when(new SuspendAccount(id(5)))
        .thenRefused(RefusalCode.ACCOUNT_CLOSED)
        .when(new ChangeAccount(id(5), ANN, null))
        .thenRefused(RefusalCode.ACCOUNT_CLOSED);
  }

  @Test
  void whatIsAskedOfAnUnknownAccountIsNotFound() {
    for (AccountCommand command :
        List.of(
            new ChangeAccount(id(5), ANN, null),
            new ErasePersonalData(id(5)),
            new SuspendAccount(id(5)),
            new ReinstateAccount(id(5)),
            new CloseAccount(id(5)))) {
      empty().when(command).thenRefused(RefusalCode.ACCOUNT_NOT_FOUND);
    }
  }

  @Test
  void anUnknownAccountOpensNoNamespace() {
    empty().when(openNamespace(Scenario.NS, "prod")).thenRefused(RefusalCode.ACCOUNT_NOT_FOUND);
  }

  private static OpenAccount open(int number, @Nullable Contact contact, @Nullable UUID referrer) {
    return new OpenAccount(id(number), contact, Set.of(Role.CONSUMER), referrer);
  }

  private static OpenNamespace openNamespace(UUID namespaceId, String name) {
    return new OpenNamespace(namespaceId, Scenario.ACCOUNT, name, Network.MAINNET);
  }
}
