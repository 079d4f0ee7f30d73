package com.resultity.domain.accounts;

import static com.resultity.domain.journal.Scenario.ACCOUNT;
import static com.resultity.domain.journal.Scenario.NS;
import static com.resultity.domain.journal.Scenario.given;
import static com.resultity.domain.journal.Scenario.id;
import static com.resultity.domain.ledger.Requests.grant;
import static com.resultity.domain.ledger.Requests.hold;
import static org.assertj.core.api.Assertions.assertThat;

import com.resultity.domain.accounts.NamespaceCommand.FollowAccount;
import com.resultity.domain.accounts.NamespaceCommand.OpenNamespace;
import com.resultity.domain.accounts.NamespaceCommand.RenameNamespace;
import com.resultity.domain.accounts.NamespaceRecord.NamespaceClosed;
import com.resultity.domain.accounts.NamespaceRecord.NamespaceRenamed;
import com.resultity.domain.accounts.NamespaceRecord.NamespaceResumed;
import com.resultity.domain.accounts.NamespaceRecord.NamespaceSuspended;
import com.resultity.domain.journal.RefusalCode;
import com.resultity.domain.journal.Scenario;
import com.resultity.domain.ledger.LedgerCommand.CloseNamespace;
import com.resultity.domain.ledger.LedgerCommand.FreezeNamespace;
import com.resultity.domain.ledger.LedgerCommand.UnfreezeNamespace;
import com.resultity.domain.ledger.LedgerRecord.GrantExpired;
import com.resultity.domain.network.Network;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of a namespace. */
class NamespaceTest {

  @Test
  void aNamespaceTakesAnotherNameThatIsFreeAndFreesItsOwn() {
    given()
        .and(new OpenNamespace(id(3), ACCOUNT, "taken", Network.TESTNET))
        .when(new RenameNamespace(NS, "taken"))
        .thenRefused(RefusalCode.NAMESPACE_NAME_TAKEN)
        .when(new RenameNamespace(NS, "new"))
        .then(new NamespaceRenamed(NS, "new"))
        .and(new RenameNamespace(NS, "new"), new RenameNamespace(id(3), "default"))
        .when(new RenameNamespace(id(9), "x"))
        .thenRefused(RefusalCode.NAMESPACE_NOT_FOUND);
  }

  @Test
  void aNamespaceWithNothingOnItClosesForGood() {
    given()
        .when(new CloseNamespace(NS, false))
        .then(new NamespaceClosed(NS))
        .when(new CloseNamespace(NS, false))
        .thenRefused(RefusalCode.NAMESPACE_CLOSED)
        .when(new RenameNamespace(NS, "x"))
        .thenRefused(RefusalCode.NAMESPACE_CLOSED)
        .when(grant(11, 100))
        .thenRefused(RefusalCode.NAMESPACE_CLOSED);
  }

  @Test
  void aNamespaceWithCreditClosesOnlyWhenTheCreditIsGivenUp() {
    given(grant(11, 100), grant(12, 50))
        .when(new CloseNamespace(NS, false))
        .thenRefused(
            RefusalCode.NAMESPACE_NOT_EMPTY, Map.of("available", "150", "held", "0", "debt", "0"))
        .when(new CloseNamespace(NS, true))
        .thenKinds(GrantExpired.class, GrantExpired.class, NamespaceClosed.class)
        .thenCredits(0, 0, 0, 0);
  }

  @Test
  void aNamespaceThatHoldsCreditDoesNotClose() {
    given(grant(11, 100), hold(21, 30))
        .when(new CloseNamespace(NS, true))
        .thenRefused(
            RefusalCode.NAMESPACE_NOT_EMPTY, Map.of("available", "70", "held", "30", "debt", "0"));
  }

  @Test
  void namespacesFollowTheirAccount() {
    Scenario scenario = given(grant(11, 100));

    scenario
        .when(new FollowAccount(ACCOUNT))
        .thenRefused(RefusalCode.NAMESPACES_UP_TO_DATE)
        .and(new AccountCommand.SuspendAccount(ACCOUNT))
        .when(new FollowAccount(ACCOUNT))
        .then(new NamespaceSuspended(NS))
        .when(hold(21, 10))
        .thenRefused(RefusalCode.ACCOUNT_NOT_ACTIVE)
        .and(grant(12, 1), new AccountCommand.ReinstateAccount(ACCOUNT))
        .when(new FollowAccount(ACCOUNT))
        .then(new NamespaceResumed(NS))
        .and(hold(21, 10));
    assertThat(scenario.state().identities().standings()).containsExactly(ACCOUNT);
  }

  @Test
  void aFrozenNamespaceStaysFrozenWhenItsAccountIsReinstated() {
    given(grant(11, 100), new FreezeNamespace(NS), new AccountCommand.SuspendAccount(ACCOUNT))
        .and(new FollowAccount(ACCOUNT), new AccountCommand.ReinstateAccount(ACCOUNT))
        .and(new FollowAccount(ACCOUNT))
        .when(hold(21, 10))
        .thenRefused(RefusalCode.NAMESPACE_FROZEN)
        .and(new UnfreezeNamespace(NS), hold(21, 10));
  }

  @Test
  void aNamespaceThatIsClosedFollowsNobody() {
    given(new CloseNamespace(NS, false), new AccountCommand.SuspendAccount(ACCOUNT))
        .when(new FollowAccount(ACCOUNT))
        .thenRefused(RefusalCode.NAMESPACES_UP_TO_DATE);
  }
}
