package com.resultity.domain.ledger;

import static com.resultity.domain.journal.Scenario.NOON;
import static com.resultity.domain.journal.Scenario.NS;
import static com.resultity.domain.journal.Scenario.given;
import static com.resultity.domain.journal.Scenario.id;
import static com.resultity.domain.ledger.Requests.expireGrant;
import static com.resultity.domain.ledger.Requests.grant;
import static com.resultity.domain.ledger.Requests.hold;
import static com.resultity.domain.ledger.Requests.settle;
import static com.resultity.domain.ledger.Requests.topUp;
import static com.resultity.domain.ledger.Requests.voidHold;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.resultity.domain.journal.Ids;
import com.resultity.domain.journal.RefusalCode;
import com.resultity.domain.journal.Scenario;
import com.resultity.domain.journal.SlotState;
import com.resultity.domain.journal.Touched;
import com.resultity.domain.ledger.LedgerCommand.AllOrNone;
import com.resultity.domain.ledger.LedgerCommand.FreezeNamespace;
import com.resultity.domain.ledger.LedgerCommand.SetThresholds;
import com.resultity.domain.ledger.LedgerRecord.CreditGranted;
import com.resultity.domain.ledger.LedgerRecord.GrantExpired;
import com.resultity.domain.ledger.LedgerRecord.HoldPlaced;
import com.resultity.domain.ledger.LedgerRecord.HoldSettled;
import com.resultity.domain.ledger.LedgerRecord.ThresholdCrossed;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Commands that happen together or not at all. */
class AllOrNoneTest {
  private static AllOrNone together(LedgerCommand... commands) {
    return new AllOrNone(List.of(commands));
  }

  @Test
  void eachIsDecidedOnWhatThoseBeforeItLeft() {
    given()
        .when(together(grant(10, 100), hold(11, 60), settle(11, 25), hold(12, 75)))
        .thenKinds(CreditGranted.class, HoldPlaced.class, HoldSettled.class, HoldPlaced.class)
        .thenCredits(0, 75, 25, 0)
        .thenSystem(0, -100, 25, 0);
  }

  @Test
  void theFirstRefusalIsThatOfAllAndNamesItsPlace() {
    Scenario refused =
        given(grant(10, 100))
            .when(together(hold(11, 60), hold(12, 60), hold(13, 1000)))
            .thenRefused(
                RefusalCode.INSUFFICIENT_CREDIT,
                Map.of("available", "40", "required", "60", "command", "1"))
            .thenCredits(100, 0, 0, 0);
    assertThat(refused.state().hold(id(11))).isNull();
    assertThat(refused.state().holds().created()).isEmpty();
  }

  @Test
  void aHoldEndsOnceThoughTheBatchEndsItTwice() {
    given(grant(10, 100), hold(11, 60))
        .when(together(settle(11, 10), voidHold(11)))
        .thenRefused(RefusalCode.HOLD_ALREADY_SETTLED, Map.of("command", "1"))
        .thenCredits(40, 60, 0, 0);
  }

  @Test
  void aPaymentIsGrantedOnceThoughTheBatchNamesItTwice() {
    given()
        .when(together(topUp(10, 5, "p"), topUp(11, 5, "p")))
        .thenRefused(RefusalCode.PAYMENT_ALREADY_GRANTED, Map.of("command", "1"))
        .when(together(topUp(10, 5, "p"), topUp(11, 5, "q")))
        .thenCredits(10, 0, 0, 0);
  }

  @Test
  void anOverflowAnywhereRefusesAll() {
    given()
        .when(together(grant(10, 1), grant(11, Long.MAX_VALUE)))
        .thenRefused(RefusalCode.AMOUNT_OVERFLOW, Map.of("command", "1"))
        .thenCredits(0, 0, 0, 0);
  }

  @Test
  void whatIsFrozenInABatchIsFrozenForTheRestOfIt() {
    given(grant(10, 100))
        .when(together(hold(11, 1), new FreezeNamespace(NS), hold(12, 1)))
        .thenRefused(RefusalCode.NAMESPACE_FROZEN, Map.of("command", "2"))
        .when(hold(11, 1))
        .thenKinds(HoldPlaced.class);
  }

  @Test
  void thresholdsAreCrossedCommandByCommand() {
    given(new SetThresholds(NS, List.of(50L)))
        .when(together(grant(10, 100), hold(11, 60), voidHold(11)))
        .thenKinds(
            CreditGranted.class,
            ThresholdCrossed.class,
            HoldPlaced.class,
            ThresholdCrossed.class,
            LedgerRecord.HoldVoided.class,
            ThresholdCrossed.class);
  }

  @Test
  void aGrantThatIsDueExpiresOnceInABatch() {
    given(grant(10, 100, 0, Duration.ofMinutes(1)), grant(11, 10))
        .at(Duration.ofMinutes(2))
        .when(together(hold(12, 4), hold(13, 4), grant(14, 1)))
        .thenKinds(GrantExpired.class, HoldPlaced.class, HoldPlaced.class, CreditGranted.class)
        .thenCredits(3, 8, 0, 0)
        .thenSystem(0, -111, 0, 100);
  }

  @Test
  void aGrantOfTheSameBatchIsKnownToWhatFollows() {
    given()
        .when(together(grant(10, 100, 0, Duration.ofMinutes(1)), expireGrant(10)))
        .thenRefused(RefusalCode.GRANT_NOT_DUE, Map.of("command", "1"));
  }

  @Test
  void exactlyWhatWasAskedForIsToldFromWhatCameWithIt() {
    List<Boolean> asked =
        given(new SetThresholds(NS, List.of(50L)), grant(10, 100, 0, Duration.ofMinutes(1)))
            .at(Duration.ofMinutes(2))
            .when(together(grant(11, 100), hold(12, 1)))
            .log()
            .stream()
            .skip(3)
            .map(record -> ((LedgerRecord) record).asked())
            .toList();
    assertThat(asked).containsExactly(false, true, true);
  }

  @Test
  void itTouchesAndWeighsAllItsCommands() {
    AllOrNone batch = together(hold(10, 1), settle(11, 1), topUp(12, 1, "p"));
    Touched touched = new Touched();
    batch.touch(touched);

    assertThat(batch.weight()).isEqualTo(3);
    assertThat(touched.namespaces()).containsExactly(NS);
    assertThat(touched.holds()).containsExactly(id(11));
    assertThat(touched.payments()).containsExactly("p");
  }

  @Test
  void whatIsAskedForIsToldByEveryCommandAndTheirOrder() {
    assertThat(together(hold(10, 1), settle(11, 1)).intent())
        .isEqualTo(together(hold(20, 1), settle(11, 1)).intent())
        .isNotEqualTo(together(settle(11, 1), hold(10, 1)).intent())
        .isNotEqualTo(together(hold(10, 1)).intent());
  }

  @Test
  void itIsOfOneSlotAndFlatAndNotEmpty() {
    LedgerCommand elsewhere = new FreezeNamespace(Ids.of(NOON, 2, 1));
    assertThatThrownBy(() -> together(hold(10, 1), elsewhere))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> together(together(hold(10, 1))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(AllOrNoneTest::together).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aForkSeesWhatIsUnderItAndLeavesItAsItIs() {
    SlotState state = given(topUp(10, 100, "p"), hold(11, 60)).state();
    SlotState fork = state.fork();
    assertThat(fork.paymentGranted("p")).isTrue();
    assertThat(fork.purseOfGrant(id(10))).isEqualTo(state.purse(NS));
    assertThat(fork.hold(id(11))).isEqualTo(state.hold(id(11)));

    fork.apply(new LedgerRecord.DebtLimitSet(NS, 7), NOON);
    assertThat(fork.purse(NS)).isNotEqualTo(state.purse(NS));
    assertThat(state.purse(NS)).extracting(Purse::debtLimit).isEqualTo(0L);
  }
}
