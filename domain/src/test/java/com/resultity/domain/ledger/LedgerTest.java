package com.resultity.domain.ledger;

import static com.resultity.domain.journal.Scenario.NS;
import static com.resultity.domain.journal.Scenario.after;
import static com.resultity.domain.journal.Scenario.given;
import static com.resultity.domain.journal.Scenario.id;
import static com.resultity.domain.ledger.Requests.HOUR;
import static com.resultity.domain.ledger.Requests.debtLimit;
import static com.resultity.domain.ledger.Requests.expireGrant;
import static com.resultity.domain.ledger.Requests.expireHold;
import static com.resultity.domain.ledger.Requests.extend;
import static com.resultity.domain.ledger.Requests.grant;
import static com.resultity.domain.ledger.Requests.hold;
import static com.resultity.domain.ledger.Requests.settle;
import static com.resultity.domain.ledger.Requests.topUp;
import static com.resultity.domain.ledger.Requests.voidHold;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.resultity.domain.accounts.NamespaceStatus;
import com.resultity.domain.journal.Command;
import com.resultity.domain.journal.Ids;
import com.resultity.domain.journal.RefusalCode;
import com.resultity.domain.journal.Scenario;
import com.resultity.domain.ledger.LedgerCommand.FreezeNamespace;
import com.resultity.domain.ledger.LedgerCommand.GrantCredit;
import com.resultity.domain.ledger.LedgerCommand.PlaceHold;
import com.resultity.domain.ledger.LedgerCommand.SetDebtLimit;
import com.resultity.domain.ledger.LedgerCommand.SetThresholds;
import com.resultity.domain.ledger.LedgerCommand.UnfreezeNamespace;
import com.resultity.domain.ledger.LedgerRecord.CreditGranted;
import com.resultity.domain.ledger.LedgerRecord.GrantExpired;
import com.resultity.domain.ledger.LedgerRecord.HoldExpired;
import com.resultity.domain.ledger.LedgerRecord.HoldExtended;
import com.resultity.domain.ledger.LedgerRecord.HoldPlaced;
import com.resultity.domain.ledger.LedgerRecord.HoldSettled;
import com.resultity.domain.ledger.LedgerRecord.HoldVoided;
import com.resultity.domain.ledger.LedgerRecord.NamespaceFrozen;
import com.resultity.domain.ledger.LedgerRecord.NamespaceUnfrozen;
import com.resultity.domain.ledger.LedgerRecord.ThresholdCrossed;
import com.resultity.domain.ledger.LedgerRecord.ThresholdsSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The two-phase ledger: what is granted, held, charged, returned and lapses. */
class LedgerTest {
  private static final UUID NOWHERE = Ids.of(Scenario.NOON, 1, 999_999);

  @Test
  void creditBurnsByPriorityThenEarliestExpiryThenAge() {
    given(
            grant(10, 5, 1, HOUR),
            grant(11, 5),
            grant(12, 5, 0, HOUR.multipliedBy(2)),
            grant(13, 5, 0, HOUR),
            grant(14, 5))
        .when(hold(20, 23))
        .then(
            new HoldPlaced(
                id(20),
                NS,
                23,
                after(HOUR),
                Overage.REFUSE,
                false,
                List.of(slice(13, 5), slice(12, 5), slice(11, 5), slice(14, 5), slice(10, 3)),
                new Credits(2, 23, 0, 0)));
  }

  @Test
  void aPartialSettleReturnsTheRestToItsExactSlices() {
    given(grant(10, 10, 0, HOUR), grant(11, 10, 1, null), grant(12, 10, 2, null), hold(20, 25))
        .thenLeft(10, 0)
        .thenLeft(11, 0)
        .thenLeft(12, 5)
        .when(settle(20, 12))
        .then(
            new HoldSettled(
                id(20),
                NS,
                12,
                List.of(slice(11, 8), slice(12, 5)),
                List.of(),
                0,
                false,
                new Credits(18, 0, 12, 0)))
        .thenLeft(10, 0)
        .thenLeft(11, 8)
        .thenLeft(12, 10)
        .thenSystem(0, -30, 12, 0);
  }

  @Test
  void settlingZeroReturnsAllAndEndsTheHold() {
    given(grant(10, 10), hold(20, 4))
        .when(settle(20, 0))
        .thenKinds(HoldSettled.class)
        .thenCredits(10, 0, 0, 0)
        .thenLeft(10, 10)
        .when(settle(20, 0))
        .thenRefused(RefusalCode.HOLD_ALREADY_SETTLED);
  }

  @Test
  void voidingReturnsTheExactSlices() {
    given(grant(10, 3, 0, HOUR.multipliedBy(3)), grant(11, 10), hold(20, 7))
        .when(voidHold(20))
        .then(
            new HoldVoided(
                id(20), NS, List.of(slice(10, 3), slice(11, 4)), new Credits(13, 0, 0, 0)))
        .thenLeft(10, 3)
        .thenLeft(11, 10);
  }

  static Stream<Arguments> endings() {
    return Stream.of(
        arguments(settle(20, 1), RefusalCode.HOLD_ALREADY_SETTLED),
        arguments(voidHold(20), RefusalCode.HOLD_ALREADY_VOIDED));
  }

  @ParameterizedTest
  @MethodSource("endings")
  void anEndedHoldRefusesEverythingUnderItsOwnCodeBeforeAndAfterItsExpiry(
      Command ending, RefusalCode code) {
    Scenario scenario = given(grant(10, 100), hold(20, 10)).and(ending);
    for (Duration time : List.of(Duration.ZERO, HOUR.multipliedBy(5))) {
      for (Command again :
          List.of(
              settle(20, 1),
              settle(20, -1),
              settle(20, 11),
              voidHold(20),
              extend(20, HOUR.multipliedBy(9)),
              expireHold(20))) {
        scenario.at(time).when(again).thenRefused(code);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anExpiredHoldCanOnlyBeSettledWhetherOrNotTheSweepHasCome(boolean swept) {
    Scenario scenario = given(grant(10, 100), hold(20, 10)).at(HOUR);
    if (swept) {
      scenario.when(expireHold(20)).thenKinds(HoldExpired.class);
      scenario.when(expireHold(20)).thenRefused(RefusalCode.HOLD_NOT_DUE);
    }
    scenario
        .when(voidHold(20))
        .thenRefused(RefusalCode.HOLD_EXPIRED)
        .when(extend(20, HOUR.multipliedBy(9)))
        .thenRefused(RefusalCode.HOLD_EXPIRED)
        .when(settle(20, -1))
        .thenRefused(RefusalCode.AMOUNT_NEGATIVE)
        .when(settle(20, 8));
    assertThat(scenario.made(HoldSettled.class))
        .isEqualTo(
            new HoldSettled(
                id(20),
                NS,
                8,
                List.of(),
                List.of(slice(10, 8)),
                0,
                true,
                new Credits(92, 0, 8, 0)));
    scenario.when(settle(20, 8)).thenRefused(RefusalCode.HOLD_ALREADY_SETTLED);
  }

  @Test
  void aHoldIsExpiredFromItsInstantOnAndNotBefore() {
    Duration justBefore = HOUR.minusNanos(1000);
    given(grant(10, 100), hold(20, 10), hold(21, 10))
        .at(justBefore)
        .when(expireHold(20))
        .thenRefused(RefusalCode.HOLD_NOT_DUE)
        .when(voidHold(20))
        .thenKinds(HoldVoided.class)
        .at(HOUR)
        .when(voidHold(21))
        .thenRefused(RefusalCode.HOLD_EXPIRED)
        .when(expireHold(21))
        .then(new HoldExpired(id(21), NS, List.of(slice(10, 10)), new Credits(100, 0, 0, 0)));
  }

  @Test
  void aHoldMayTakeExactlyTheBalanceAndNotAMicrocreditMore() {
    given(grant(10, 60), grant(11, 40))
        .when(hold(20, 101))
        .thenRefused(RefusalCode.INSUFFICIENT_CREDIT, Map.of("available", "100", "required", "101"))
        .when(hold(21, 100))
        .thenKinds(HoldPlaced.class)
        .thenCredits(0, 100, 0, 0)
        .when(hold(22, 1))
        .thenRefused(RefusalCode.INSUFFICIENT_CREDIT, Map.of("available", "0", "required", "1"));
  }

  @Test
  void overTheHoldItsPolicyDecides() {
    given(grant(10, 100), hold(20, 10, Overage.REFUSE), hold(21, 10, Overage.CAP))
        .and(hold(22, 10, Overage.CHARGE))
        .when(settle(20, 11))
        .thenRefused(RefusalCode.EXCEEDS_HOLD, Map.of("held", "10"))
        .when(settle(21, 11))
        .then(
            new HoldSettled(
                id(21), NS, 10, List.of(), List.of(), 0, false, new Credits(70, 20, 10, 0)))
        .when(settle(22, 15))
        .then(
            new HoldSettled(
                id(22),
                NS,
                15,
                List.of(),
                List.of(slice(10, 5)),
                0,
                false,
                new Credits(65, 10, 25, 0)));
  }

  @ParameterizedTest
  @EnumSource(Overage.class)
  void exactlyTheHoldIsChargedUnderEveryPolicy(Overage overage) {
    given(grant(10, 10), hold(20, 10, overage))
        .when(settle(20, 10))
        .thenKinds(HoldSettled.class)
        .thenCredits(0, 0, 10, 0);
  }

  @ParameterizedTest
  @CsvSource({"0, 20, true", "0, 21, false", "5, 25, true", "5, 26, false"})
  void chargingGoesIntoDebtDownToItsLimit(long limit, long amount, boolean allowed) {
    Scenario scenario =
        given(grant(10, 20), hold(20, 10, Overage.CHARGE), debtLimit(limit))
            .when(settle(20, amount));
    if (allowed) {
      scenario.thenCredits(0, 0, amount, amount - 20).thenSystem(0, -20, amount, 0);
    } else {
      scenario
          .thenRefused(
              RefusalCode.DEBT_LIMIT_EXCEEDED,
              Map.of("available", "10", "debt", "0", "debtLimit", Long.toString(limit)))
          .thenCredits(10, 10, 0, 0);
    }
  }

  @Test
  void debtBlocksNewHoldsAndIsRepaidFirstByTheNextGrants() {
    given(grant(10, 10), debtLimit(100), hold(20, 10, Overage.CHARGE))
        .and(settle(20, 40))
        .thenCredits(0, 0, 40, 30)
        .when(hold(21, 1))
        .thenRefused(RefusalCode.DEBT_OUTSTANDING, Map.of("debt", "30"))
        .when(grant(11, 20))
        .thenCredits(0, 0, 40, 10)
        .thenLeft(11, 0)
        .when(hold(21, 1))
        .thenRefused(RefusalCode.DEBT_OUTSTANDING, Map.of("debt", "10"))
        .when(topUp(12, 25, "p"))
        .then(
            new CreditGranted(
                id(12), NS, 25, 10, GrantSource.TOP_UP, 0, null, "p", new Credits(15, 0, 40, 0)))
        .thenLeft(12, 15)
        .when(hold(21, 15))
        .thenKinds(HoldPlaced.class)
        .thenSystem(-25, -30, 40, 0);
  }

  @Test
  void debtAddsUpToItsLimitOverSeveralHolds() {
    given(grant(10, 20), debtLimit(10), hold(20, 10, Overage.CHARGE), hold(21, 10, Overage.CHARGE))
        .and(settle(20, 16))
        .thenCredits(0, 10, 16, 6)
        .when(settle(21, 15))
        .thenRefusedBecause(RefusalCode.DEBT_LIMIT_EXCEEDED)
        .when(settle(21, 14))
        .thenCredits(0, 0, 30, 10);
  }

  @Test
  void aSliceWhoseGrantExpiredMeanwhileLapsesInsteadOfComingBack() {
    given(grant(10, 10, 0, Duration.ofMinutes(10)), grant(11, 10), hold(20, 15))
        .at(Duration.ofMinutes(20))
        .when(voidHold(20))
        .then(
            new HoldVoided(
                id(20), NS, List.of(slice(10, 10), slice(11, 5)), new Credits(20, 0, 0, 0)),
            new GrantExpired(id(10), NS, 10, new Credits(10, 0, 0, 0)))
        .thenLeft(10, 0)
        .thenLeft(11, 10)
        .thenSystem(0, -20, 0, 10)
        .when(hold(21, 11))
        .thenRefusedBecause(RefusalCode.INSUFFICIENT_CREDIT);
  }

  @Test
  void whatIsChargedOfALapsedSliceIsRevenueAndTheRestBreakage() {
    given(grant(10, 10, 0, Duration.ofMinutes(10)), hold(20, 10))
        .at(Duration.ofMinutes(20))
        .when(settle(20, 4))
        .thenKinds(HoldSettled.class, GrantExpired.class)
        .thenCredits(0, 0, 4, 0)
        .thenSystem(0, -10, 4, 6);
  }

  @Test
  void aLapsedGrantIsNeverDrawn() {
    given(grant(10, 10, 0, Duration.ofMinutes(10)), grant(11, 10))
        .at(Duration.ofMinutes(10))
        .when(hold(20, 11))
        .thenRefused(RefusalCode.INSUFFICIENT_CREDIT, Map.of("available", "10", "required", "11"))
        .thenCredits(20, 0, 0, 0)
        .when(hold(21, 10))
        .thenKinds(GrantExpired.class, HoldPlaced.class)
        .thenCredits(0, 10, 0, 0);
  }

  @Test
  void aLateSettleOfAnUnsweptHoldReleasesItChargesTheAvailableAndThenDebt() {
    given(grant(10, 10), grant(11, 5), debtLimit(100), hold(20, 12, Overage.REFUSE))
        .at(HOUR)
        .when(settle(20, 18))
        .then(
            new HoldExpired(
                id(20), NS, List.of(slice(10, 10), slice(11, 2)), new Credits(15, 0, 0, 0)),
            new HoldSettled(
                id(20),
                NS,
                18,
                List.of(),
                List.of(slice(10, 10), slice(11, 5)),
                3,
                true,
                new Credits(0, 0, 18, 3)));
  }

  @Test
  void aLateSettleBeyondTheDebtLimitIsRefusedAndReleasesNothing() {
    given(grant(10, 10), hold(20, 10))
        .at(HOUR)
        .when(settle(20, 11))
        .thenRefused(
            RefusalCode.DEBT_LIMIT_EXCEEDED,
            Map.of("available", "10", "debt", "0", "debtLimit", "0"))
        .thenCredits(0, 10, 0, 0);
    assertThat(given(grant(10, 10), hold(20, 10)).at(HOUR).when(settle(20, 11)).hold(20).status())
        .isEqualTo(HoldStatus.HELD);
  }

  @Test
  void aLateSettleDoesNotReviveALapsedGrant() {
    given(grant(10, 10, 0, HOUR), hold(20, 10), debtLimit(4))
        .at(HOUR)
        .when(settle(20, 4))
        .thenKinds(HoldExpired.class, GrantExpired.class, HoldSettled.class)
        .thenCredits(0, 0, 4, 4)
        .thenSystem(0, -10, 4, 10);
  }

  @Test
  void aPaymentIsGrantedOnceAndATopUpMustNameOne() {
    given(topUp(10, 10, "p1"))
        .when(topUp(11, 10, "p1"))
        .thenRefused(RefusalCode.PAYMENT_ALREADY_GRANTED)
        .when(topUp(11, 10, null))
        .thenRefused(RefusalCode.PAYMENT_REFERENCE_MISSING)
        .when(topUp(11, 10, "p2"))
        .thenCredits(20, 0, 0, 0)
        .thenSystem(-20, 0, 0, 0);
  }

  @ParameterizedTest
  @EnumSource(GrantSource.class)
  void whatIsNotPaidInIsPromotion(GrantSource source) {
    boolean paid = source == GrantSource.TOP_UP || source == GrantSource.ADJUSTMENT;
    given(new GrantCredit(id(10), NS, 7, source, 0, null, "p"))
        .thenSystem(paid ? -7 : 0, paid ? 0 : -7, 0, 0);
  }

  @Test
  void amountsThatWouldNotFitAreRefused() {
    given(topUp(10, Long.MAX_VALUE, "p"))
        .when(grant(11, 1))
        .thenRefused(RefusalCode.AMOUNT_OVERFLOW)
        .and(hold(20, Long.MAX_VALUE), settle(20, Long.MAX_VALUE))
        .thenCredits(0, 0, Long.MAX_VALUE, 0)
        .when(grant(12, 5))
        .thenRefused(RefusalCode.AMOUNT_OVERFLOW)
        .when(topUp(13, Long.MAX_VALUE, "q"))
        .thenRefused(RefusalCode.AMOUNT_OVERFLOW);
  }

  @Test
  void overflowingDebtIsRefused() {
    given(grant(10, 10), debtLimit(Long.MAX_VALUE))
        .and(hold(20, 5, Overage.CHARGE), hold(21, 5, Overage.CHARGE))
        .and(settle(20, Long.MAX_VALUE - 10))
        .when(settle(21, Long.MAX_VALUE))
        .thenRefused(RefusalCode.AMOUNT_OVERFLOW);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, Long.MIN_VALUE})
  void amountsMustBePositive(long amount) {
    given(grant(10, 10))
        .when(grant(11, amount))
        .thenRefused(RefusalCode.AMOUNT_NOT_POSITIVE)
        .when(hold(20, amount))
        .thenRefused(RefusalCode.AMOUNT_NOT_POSITIVE);
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, Long.MIN_VALUE})
  void whatMayBeZeroMustNotBeNegative(long amount) {
    given(grant(10, 10), hold(20, 5))
        .when(settle(20, amount))
        .thenRefused(RefusalCode.AMOUNT_NEGATIVE)
        .when(debtLimit(amount))
        .thenRefused(RefusalCode.AMOUNT_NEGATIVE)
        .thenCredits(5, 5, 0, 0);
  }

  @ParameterizedTest
  @CsvSource({"FROZEN, NAMESPACE_FROZEN", "CLOSED, NAMESPACE_CLOSED"})
  void onlyAnOpenNamespaceTakesHolds(NamespaceStatus status, RefusalCode code) {
    given(status).when(hold(20, 1)).thenRefused(code);
  }

  @Test
  void aFrozenNamespaceTakesGrantsAndAClosedOneDoesNot() {
    given(NamespaceStatus.FROZEN).when(grant(10, 1)).thenKinds(CreditGranted.class);
    given(NamespaceStatus.CLOSED).when(grant(10, 1)).thenRefused(RefusalCode.NAMESPACE_CLOSED);
  }

  @Test
  void holdsPlacedBeforeAFreezeEndAsUsual() {
    given(grant(10, 100), hold(20, 10), hold(21, 10))
        .when(new FreezeNamespace(NS))
        .then(new NamespaceFrozen(NS))
        .when(settle(20, 3))
        .thenKinds(HoldSettled.class)
        .when(voidHold(21))
        .thenKinds(HoldVoided.class)
        .when(hold(22, 1))
        .thenRefused(RefusalCode.NAMESPACE_FROZEN);
  }

  @Test
  void aNamespaceIsFrozenOnceAndTakesHoldsAgainWhenUnfrozen() {
    given(grant(10, 100))
        .when(new UnfreezeNamespace(NS))
        .thenRefused(RefusalCode.NAMESPACE_NOT_FROZEN)
        .and(new FreezeNamespace(NS))
        .when(new FreezeNamespace(NS))
        .thenRefused(RefusalCode.NAMESPACE_FROZEN)
        .when(new UnfreezeNamespace(NS))
        .then(new NamespaceUnfrozen(NS))
        .when(hold(20, 1))
        .thenKinds(HoldPlaced.class);
    given(NamespaceStatus.CLOSED)
        .when(new FreezeNamespace(NS))
        .thenRefused(RefusalCode.NAMESPACE_CLOSED)
        .when(new UnfreezeNamespace(NS))
        .thenRefused(RefusalCode.NAMESPACE_NOT_FROZEN);
  }

  @Test
  void crossingAThresholdIsToldOnceInEachDirection() {
    given(new SetThresholds(NS, List.of(50L, 20L)), grant(10, 100))
        .when(hold(20, 50))
        .thenKinds(HoldPlaced.class)
        .when(hold(21, 1))
        .then(
            new HoldPlaced(
                id(21),
                NS,
                1,
                after(HOUR),
                Overage.REFUSE,
                false,
                List.of(new Slice(id(10), 1)),
                new Credits(49, 51, 0, 0)),
            new ThresholdCrossed(NS, 50, true, 49))
        .when(hold(22, 1))
        .thenKinds(HoldPlaced.class)
        .when(voidHold(22))
        .thenKinds(HoldVoided.class)
        .when(voidHold(21))
        .then(
            new HoldVoided(id(21), NS, List.of(new Slice(id(10), 1)), new Credits(50, 50, 0, 0)),
            new ThresholdCrossed(NS, 50, false, 50))
        .when(hold(23, 31))
        .thenKinds(HoldPlaced.class, ThresholdCrossed.class, ThresholdCrossed.class);
  }

  @Test
  void thresholdsAreFewAndPositiveAndReplaceThoseBefore() {
    List<Long> tooMany = LongStream.rangeClosed(1, Purse.MAX_THRESHOLDS + 1).boxed().toList();
    given(new SetThresholds(NS, List.of(50L)))
        .when(new SetThresholds(NS, tooMany))
        .thenRefused(RefusalCode.TOO_MANY_THRESHOLDS)
        .when(new SetThresholds(NS, List.of(1L, 0L)))
        .thenRefused(RefusalCode.AMOUNT_NOT_POSITIVE)
        .when(new SetThresholds(NS, List.of(7L, 3L, 7L)))
        .then(new ThresholdsSet(NS, List.of(3L, 7L)))
        .and(new SetThresholds(NS, List.of()))
        .when(grant(10, 100))
        .thenKinds(CreditGranted.class);
  }

  @Test
  void expiriesAreInTheFutureAndWithinAHoldsLife() {
    Duration life = Hold.MAX_LIFE;
    given(grant(10, 100))
        .when(grant(11, 1, 0, Duration.ZERO))
        .thenRefused(RefusalCode.EXPIRY_NOT_IN_FUTURE)
        .when(hold(20, 1, Overage.CAP, Duration.ZERO))
        .thenRefused(RefusalCode.EXPIRY_NOT_IN_FUTURE)
        .when(hold(20, 1, Overage.CAP, life.plusNanos(1000)))
        .thenRefused(RefusalCode.EXPIRY_TOO_FAR)
        .when(hold(20, 1, Overage.CAP, life))
        .thenKinds(HoldPlaced.class);
  }

  @Test
  void aHoldIsExtendedToALaterTimeWithinItsLifeSinceItWasPlaced() {
    given(grant(10, 100), hold(20, 1))
        .at(Duration.ofMinutes(30))
        .when(extend(20, HOUR))
        .thenRefused(RefusalCode.EXPIRY_NOT_LATER)
        .when(extend(20, Hold.MAX_LIFE.plusNanos(1000)))
        .thenRefused(RefusalCode.EXPIRY_TOO_FAR)
        .when(extend(20, Hold.MAX_LIFE))
        .then(new HoldExtended(id(20), NS, after(Hold.MAX_LIFE)))
        .at(HOUR.multipliedBy(3))
        .when(expireHold(20))
        .thenRefused(RefusalCode.HOLD_NOT_DUE)
        .when(voidHold(20))
        .thenKinds(HoldVoided.class);
  }

  @Test
  void grantsExpireWhenTheyAreDue() {
    given(grant(10, 10, 0, HOUR), grant(11, 10))
        .when(expireGrant(10))
        .thenRefused(RefusalCode.GRANT_NOT_DUE)
        .at(HOUR)
        .when(expireGrant(10))
        .then(new GrantExpired(id(10), NS, 10, new Credits(10, 0, 0, 0)))
        .when(expireGrant(10))
        .thenRefused(RefusalCode.GRANT_NOT_DUE)
        .when(expireGrant(11))
        .thenRefused(RefusalCode.GRANT_NOT_DUE)
        .when(expireGrant(12))
        .thenRefused(RefusalCode.GRANT_NOT_FOUND);
  }

  @Test
  void aGrantThatIsNotDueDoesNotExpireBecauseAnotherIs() {
    given(grant(10, 10, 0, HOUR), grant(11, 10, 0, HOUR.multipliedBy(2)))
        .at(HOUR)
        .when(expireGrant(11))
        .thenRefused(RefusalCode.GRANT_NOT_DUE)
        .when(expireGrant(10))
        .then(new GrantExpired(id(10), NS, 10, new Credits(10, 0, 0, 0)));
  }

  @Test
  void whatIsNotThereIsNotFound() {
    Scenario scenario = given();
    for (Command command : List.of(settle(20, 1), voidHold(20), extend(20, HOUR), expireHold(20))) {
      scenario.when(command).thenRefused(RefusalCode.HOLD_NOT_FOUND);
    }
    for (Command command :
        List.of(
            new GrantCredit(id(10), NOWHERE, 1, GrantSource.BONUS, 0, null, null),
            new PlaceHold(id(20), NOWHERE, 1, after(HOUR), Overage.CAP),
            new SetDebtLimit(NOWHERE, 1),
            new SetThresholds(NOWHERE, List.of()),
            new FreezeNamespace(NOWHERE),
            new UnfreezeNamespace(NOWHERE))) {
      scenario.when(command).thenRefused(RefusalCode.NAMESPACE_NOT_FOUND);
    }
  }

  @Test
  void aNamespaceHasABoundedNumberOfOpenGrants() {
    List<Grant> many = new ArrayList<>();
    for (int i = 0; i < Purse.MAX_OPEN_GRANTS; i++) {
      many.add(new Grant(id(100 + i), NS, GrantSource.BONUS, 0, 1, 1, null));
    }
    Purse full =
        new Purse(
            given().purse().namespace(),
            new Credits(Purse.MAX_OPEN_GRANTS, 0, 0, 0),
            0,
            List.of(),
            many);

    given(full)
        .when(grant(10, 1))
        .thenRefused(RefusalCode.TOO_MANY_GRANTS)
        .and(hold(20, 1))
        .when(grant(10, 1))
        .thenKinds(CreditGranted.class);
  }

  @Test
  void everyMoveIsAnEntryWithTheBalancesAfterIt() {
    Scenario scenario =
        given(grant(10, 10, 0, HOUR), debtLimit(5), hold(20, 4), hold(21, 3), hold(22, 2))
            .and(settle(20, 3), voidHold(21))
            .at(HOUR)
            .and(expireHold(22));

    assertThat(
            scenario.log().stream()
                .filter(LedgerRecord.Moved.class::isInstance)
                .map(fact -> Entry.of(id(1), (LedgerRecord.Moved) fact, after(HOUR)))
                .map(entry -> entry.kind() + " " + entry.amount() + " " + entry.credits()))
        .containsExactly(
            "GRANT 10 Credits[available=10, held=0, spent=0, debt=0]",
            "HOLD 4 Credits[available=6, held=4, spent=0, debt=0]",
            "HOLD 3 Credits[available=3, held=7, spent=0, debt=0]",
            "HOLD 2 Credits[available=1, held=9, spent=0, debt=0]",
            "SETTLE 3 Credits[available=2, held=5, spent=3, debt=0]",
            "VOID 3 Credits[available=5, held=2, spent=3, debt=0]",
            "GRANT_EXPIRY 5 Credits[available=0, held=2, spent=3, debt=0]",
            "HOLD_EXPIRY 2 Credits[available=2, held=0, spent=3, debt=0]",
            "GRANT_EXPIRY 2 Credits[available=0, held=0, spent=3, debt=0]");
  }

  private static Slice slice(int grant, long amount) {
    return new Slice(id(grant), amount);
  }
}
