package com.resultity.domain.accounts;

import static com.resultity.domain.journal.Scenario.account;
import static com.resultity.domain.journal.Scenario.empty;
import static com.resultity.domain.journal.Scenario.id;
import static org.assertj.core.api.Assertions.assertThat;

import com.resultity.domain.accounts.AccountCommand.OpenAccount;
import com.resultity.domain.accounts.AccountCommand.OpenNamespace;
import com.resultity.domain.accounts.AccountRecord.AccountOpened;
import com.resultity.domain.accounts.AccountRecord.NamespaceOpened;
import com.resultity.domain.journal.RefusalCode;
import com.resultity.domain.journal.Scenario;
import com.resultity.domain.network.Network;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who may open what. */
class AccountTest {
  private static final Contact ANN = new Contact("ann@example.com", "00".repeat(16));

  @Test
  void anAccountIsOpenedWithACommitmentToItsEmailAndNotTheEmail() {
    Scenario scenario = empty().when(open(5, ANN, null));

    scenario.then(new AccountOpened(id(5), ANN.commitment(), Set.of(Role.CONSUMER), null));
    assertThat(scenario.log().toString()).doesNotContain("ann@");
    assertThat(scenario.state().contacts()).containsEntry(id(5), ANN);
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

    assertThat(scenario.state().contacts()).isEmpty();
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
    scenario.state().loadAccount(account(id(8), AccountStatus.ACTIVE));
    scenario.state().loadAccount(account(id(9), AccountStatus.SUSPENDED));
    scenario.state().loadAccount(account(id(10), AccountStatus.CLOSED));

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
    scenario.state().loadAccount(account(Scenario.ACCOUNT, AccountStatus.ACTIVE));

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
  @EnumSource(
      value = AccountStatus.class,
      names = {"SUSPENDED", "CLOSED"})
  void anAccountThatIsNotActiveOpensNoNamespace(AccountStatus status) {
    Scenario scenario = empty();
    scenario.state().loadAccount(account(Scenario.ACCOUNT, status));

    scenario.when(openNamespace(Scenario.NS, "prod")).thenRefused(RefusalCode.ACCOUNT_NOT_ACTIVE);
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
