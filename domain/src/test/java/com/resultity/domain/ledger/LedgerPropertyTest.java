package com.resultity.domain.ledger;

import static com.resultity.domain.journal.Scenario.NOON;
import static com.resultity.domain.journal.Scenario.NS;
import static com.resultity.domain.journal.Scenario.id;
import static org.assertj.core.api.Assertions.assertThat;

import com.resultity.domain.accounts.Namespace;
import com.resultity.domain.accounts.NamespaceStatus;
import com.resultity.domain.journal.Command;
import com.resultity.domain.journal.Decider;
import com.resultity.domain.journal.Decision;
import com.resultity.domain.journal.LogRecord;
import com.resultity.domain.journal.SlotState;
import com.resultity.domain.ledger.LedgerCommand.ExpireGrant;
import com.resultity.domain.ledger.LedgerCommand.ExpireHold;
import com.resultity.domain.ledger.LedgerCommand.ExtendHold;
import com.resultity.domain.ledger.LedgerCommand.GrantCredit;
import com.resultity.domain.ledger.LedgerCommand.PlaceHold;
import com.resultity.domain.ledger.LedgerCommand.SetDebtLimit;
import com.resultity.domain.ledger.LedgerCommand.SettleHold;
import com.resultity.domain.ledger.LedgerCommand.VoidHold;
import com.resultity.domain.ledger.LedgerRecord.CreditGranted;
import com.resultity.domain.ledger.LedgerRecord.GrantExpired;
import com.resultity.domain.ledger.LedgerRecord.HoldPlaced;
import com.resultity.domain.ledger.LedgerRecord.ThresholdCrossed;
import com.resultity.domain.ledger.LedgerRecord.ThresholdsSet;
import com.resultity.domain.network.Network;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/**
 * Whatever is asked of the ledger, in whatever order: the same as of a simple one, and in balance.
 */
class LedgerPropertyTest {
  private static final int GRANT = 1000;
  private static final int HOLD = 2000;
  private static final List<String> OVERAGES = List.of("refuse", "cap", "charge");

  private static final List<Long> THRESHOLDS = List.of(1L, 20L, 60L);

  /** One step of a random history; {@code which} names the thing, counted from the newest. */
  record Step(int kind, int which, long amount, long seconds, int choice, long pass) {}

  @Property(edgeCases = EdgeCasesMode.NONE)
  void everyHistoryEndsAsInTheSimpleLedger(@ForAll("histories") List<Step> history) {
    Run run = new Run();
    history.forEach(run::step);
  }

  @Provide
  Arbitrary<List<Step>> histories() {
    Arbitrary<Step> step =
        Combinators.combine(
                Arbitraries.frequency(
                    Tuple.of(4, 0),
                    Tuple.of(5, 1),
                    Tuple.of(6, 2),
                    Tuple.of(2, 3),
                    Tuple.of(1, 4),
                    Tuple.of(2, 5),
                    Tuple.of(1, 6),
                    Tuple.of(1, 7)),
                Arbitraries.integers().between(0, 4),
                Arbitraries.frequencyOf(
                    Tuple.of(12, Arbitraries.longs().between(1, 60)),
                    Tuple.of(1, Arbitraries.of(-1L, 0L))),
                Arbitraries.frequencyOf(
                    Tuple.of(10, Arbitraries.longs().between(0, 40)),
                    Tuple.of(1, Arbitraries.of(31L * 24 * 3600, 31L * 24 * 3600 + 1))),
                Arbitraries.integers().between(0, 5),
                Arbitraries.frequencyOf(
                    Tuple.of(3, Arbitraries.just(0L)),
                    Tuple.of(1, Arbitraries.longs().between(1, 30))))
            .as(Step::new);
    return step.list().ofMinSize(40).ofMaxSize(120);
  }

  private static final class Run {
    private final SimpleLedger simple = new SimpleLedger();
    private final SlotState state = new SlotState();
    private final Map<UUID, HoldStatus> ended = new HashMap<>();
    private final Map<UUID, Instant> grantExpiry = new HashMap<>();
    private final Set<UUID> lapsed = new HashSet<>();
    private long now;
    private int grants;
    private int holds;

    Run() {
      state.loadPurse(
          Purse.empty(
              new Namespace(NS, id(2), "n", Network.TESTNET, NamespaceStatus.OPEN, NOON, false)));
      state.apply(new ThresholdsSet(NS, THRESHOLDS), NOON);
    }

    void step(Step step) {
      now += step.pass();
      int grant = GRANT + Math.max(0, grants - step.which());
      int hold = HOLD + Math.max(0, holds - step.which());
      switch (step.kind()) {
        case 0 -> grant(step);
        case 1 -> place(step);
        case 2 ->
            check(
                new SettleHold(id(hold), step.amount()),
                () -> simple.settle(hold, step.amount(), now));
        case 3 -> check(new VoidHold(id(hold)), () -> simple.voidHold(hold, now));
        case 4 -> {
          long expires = now + step.seconds();
          check(new ExtendHold(id(hold), time(expires)), () -> simple.extend(hold, expires, now));
        }
        case 5 -> check(new ExpireHold(id(hold)), () -> simple.expireHold(hold, now));
        case 6 -> check(new ExpireGrant(id(grant)), () -> simple.expireGrant(grant, now));
        default ->
            check(new SetDebtLimit(NS, step.amount()), () -> simple.limitDebt(step.amount()));
      }
    }

    private void grant(Step step) {
      int number = GRANT + grants + 1;
      boolean paid = step.choice() < 2;
      String payment = paid ? "payment " + step.which() + grants / 3 : "";
      long expires = step.choice() % 2 == 0 ? 0 : now + step.seconds();
      check(
          new GrantCredit(
              id(number),
              NS,
              step.amount(),
              paid ? GrantSource.TOP_UP : GrantSource.REWARD,
              step.which() / 2,
              expires == 0 ? null : time(expires),
              paid ? payment : null),
          () -> simple.grant(number, step.amount(), step.which() / 2, expires, payment, now));
      grants = simple.left().size();
    }

    private void place(Step step) {
      int number = HOLD + holds + 1;
      String overage = OVERAGES.get(step.choice() % 3);
      long expires = now + step.seconds();
      check(
          new PlaceHold(
              id(number),
              NS,
              step.amount(),
              time(expires),
              Overage.valueOf(overage.toUpperCase(Locale.ROOT))),
          () -> simple.hold(number, step.amount(), expires, overage, now));
      holds = simple.states().size();
    }

    private void check(Command command, Supplier<String> expected) {
      String before = picture();
      Decision decision = Decider.decide(command, state, time(now));
      assertThat(picture()).as("deciding changes nothing").isEqualTo(before);
      assertThat(Decider.decide(command, state, time(now))).isEqualTo(decision);

      String outcome = outcome(decision);
      assertThat(outcome).as("%s at %d", command, now).isEqualTo(expected.get());
      if (decision instanceof Decision.Accepted accepted) {
        long available = available();
        for (LogRecord fact : accepted.records()) {
          state.apply(fact, time(now));
          watch((LedgerRecord) fact);
          assertInBalance();
        }
        assertThat(crossings(accepted.records()))
            .isEqualTo(
                THRESHOLDS.stream()
                    .filter(each -> available < each != available() < each)
                    .map(each -> new ThresholdCrossed(NS, each, available() < each, available()))
                    .toList());
      }
      assertSame();
    }

    private long available() {
      return Objects.requireNonNull(state.purse(NS)).credits().available();
    }

    private static List<LogRecord> crossings(List<LogRecord> records) {
      return records.stream().filter(ThresholdCrossed.class::isInstance).toList();
    }

    private static String outcome(Decision decision) {
      return switch (decision) {
        case Decision.Accepted _ -> SimpleLedger.OK;
        case Decision.Refused refused -> refused.refusal().code().code();
      };
    }

    // No draw of lapsed credit, no lapse before its time, no second life.
    private void watch(LedgerRecord fact) {
      switch (fact) {
        case CreditGranted granted -> {
          if (granted.expiresAt() != null) {
            grantExpiry.put(granted.grantId(), granted.expiresAt());
          }
        }
        case GrantExpired expired -> {
          Instant due = Objects.requireNonNull(grantExpiry.get(expired.grantId()));
          assertThat(due).isBeforeOrEqualTo(time(now));
          lapsed.add(expired.grantId());
        }
        case HoldPlaced placed ->
            assertThat(placed.slices()).noneMatch(s -> lapsed.contains(s.grantId()));
        case LedgerRecord.HoldSettled settled ->
            assertThat(settled.drawn()).noneMatch(s -> lapsed.contains(s.grantId()));
        default -> {}
      }
    }

    private void assertInBalance() {
      Credits credits = purse().credits();
      long system = state.system(Network.TESTNET).total();
      assertThat(credits.available() + credits.held() - credits.debt() + system).isZero();
      assertThat(purse().grants().stream().mapToLong(Grant::remaining).sum())
          .isEqualTo(credits.available());
    }

    private void assertSame() {
      Credits credits = purse().credits();
      assertThat(credits)
          .isEqualTo(new Credits(simple.available(), simple.held(), simple.spent, simple.debt));
      assertThat(state.system(Network.TESTNET))
          .isEqualTo(
              new SystemAccounts(-simple.paidIn, -simple.givenAway, simple.spent, simple.lapsed));
      Map<UUID, Long> left = new HashMap<>();
      purse().grants().forEach(grant -> left.put(grant.id(), grant.remaining()));
      Map<UUID, Long> expected = new HashMap<>();
      simple.left().forEach((number, amount) -> expected.put(id(number), amount));
      assertThat(left).isEqualTo(expected);
      assertHolds();
    }

    private void assertHolds() {
      long held = 0;
      for (Map.Entry<Integer, String> each : simple.states().entrySet()) {
        Hold hold = Objects.requireNonNull(state.hold(id(each.getKey())));
        assertThat(hold.status().code()).isEqualTo(each.getValue());
        assertThat(Slice.total(hold.slices())).isEqualTo(hold.amount());
        held += hold.status() == HoldStatus.HELD ? hold.amount() : 0;
        HoldStatus end = ended.get(hold.id());
        if (end != null) {
          assertThat(hold.status()).isEqualTo(end);
        }
        if (hold.status() == HoldStatus.SETTLED || hold.status() == HoldStatus.VOIDED) {
          ended.put(hold.id(), hold.status());
        }
      }
      assertThat(purse().credits().held()).isEqualTo(held);
    }

    private Purse purse() {
      return Objects.requireNonNull(state.purse(NS));
    }

    // Everything that a decision could have changed, down to the last value.
    private String picture() {
      List<Object> parts = new ArrayList<>();
      parts.add(purse());
      Map<UUID, Hold> byId = new TreeMap<>();
      state.holds().all().forEach(hold -> byId.put(hold.id(), hold));
      parts.add(byId);
      parts.add(state.system(Network.TESTNET));
      parts.add(state.payments());
      parts.add(state.purses().changed());
      parts.add(state.holds().created());
      parts.add(state.holds().changed());
      return parts.toString();
    }

    private static Instant time(long seconds) {
      return NOON.plusSeconds(seconds);
    }
  }
}
