package com.resultity.domain.ledger;

import static com.resultity.domain.journal.Scenario.NOON;
import static com.resultity.domain.journal.Scenario.NS;
import static com.resultity.domain.journal.Scenario.id;
import static org.assertj.core.api.Assertions.assertThat;

import com.resultity.domain.accounts.Namespace;
import com.resultity.domain.accounts.NamespaceStatus;
import com.resultity.domain.journal.Decider;
import com.resultity.domain.journal.Decision;
import com.resultity.domain.journal.LogRecord;
import com.resultity.domain.journal.Refusal;
import com.resultity.domain.journal.SlotState;
import com.resultity.domain.ledger.LedgerCommand.AllOrNone;
import com.resultity.domain.ledger.LedgerCommand.ExtendHold;
import com.resultity.domain.ledger.LedgerCommand.FreezeNamespace;
import com.resultity.domain.ledger.LedgerCommand.GrantCredit;
import com.resultity.domain.ledger.LedgerCommand.PlaceHold;
import com.resultity.domain.ledger.LedgerCommand.SetDebtLimit;
import com.resultity.domain.ledger.LedgerCommand.SetThresholds;
import com.resultity.domain.ledger.LedgerCommand.SettleHold;
import com.resultity.domain.ledger.LedgerCommand.UnfreezeNamespace;
import com.resultity.domain.ledger.LedgerCommand.VoidHold;
import com.resultity.domain.network.Network;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;

/** A batch does what its commands would do one after another, or nothing at all. */
class AllOrNonePropertyTest {
  private static final int NAMESPACES = 2;
  private static final int SECONDS = 60;
  private static final List<Overage> OVERAGES = List.of(Overage.values());

  @Property(tries = 1500)
  void aBatchIsItsCommandsOneAfterAnotherOrNothing(@ForAll long seed) {
    Random random = new Random(seed);
    Ledger together = new Ledger();
    Ledger apart = new Ledger();
    Commands commands = new Commands(random);
    Instant at = NOON;
    int happened = 0;
    for (int i = 0; i < 16; i++) {
      at = at.plusSeconds(random.nextInt(SECONDS / 4));
      List<LedgerCommand> batch = commands.some(1 + random.nextInt(4), at);
      Decision decision = together.decide(new AllOrNone(batch), at);
      if (apart.wouldAllHappen(batch, at)) {
        assertThat(decision).isEqualTo(new Decision.Accepted(apart.run(batch, at)));
        together.accept(new AllOrNone(batch), decision, at);
        commands.happened(batch);
        happened++;
      } else {
        assertThat(decision).isEqualTo(new Decision.Refused(apart.refusal(batch, at)));
      }
      assertThat(together.picture()).isEqualTo(apart.picture());
      together.assertInBalance();
    }
    Statistics.label("happened").collect(happened > 3);
    Statistics.label("happened").coverage(c -> c.check(true).percentage(p -> p > 50));
  }

  /** A slot's state that its log alone can make again. */
  private static final class Ledger {
    private record Fact(LogRecord record, Instant at) {}

    private final List<Fact> log = new ArrayList<>();
    private SlotState state = empty();

    private static SlotState empty() {
      SlotState state = new SlotState();
      for (int i = 0; i < NAMESPACES; i++) {
        state.loadPurse(
            Purse.empty(
                new Namespace(
                    namespace(i),
                    id(9),
                    "n" + i,
                    Network.TESTNET,
                    NamespaceStatus.OPEN,
                    NOON,
                    false)));
      }
      return state;
    }

    Decision decide(LedgerCommand command, Instant at) {
      String before = picture();
      Decision decision = Decider.decide(command, state, at);
      assertThat(picture()).as("deciding changes nothing").isEqualTo(before);
      return decision;
    }

    void accept(LedgerCommand command, Decision decision, Instant at) {
      List<LogRecord> records = ((Decision.Accepted) decision).records();
      state.accept(command, records, at);
      records.forEach(record -> log.add(new Fact(record, at)));
    }

    /** One after another, whether or not one is refused. */
    private List<Decision> oneByOne(List<LedgerCommand> commands, Instant at) {
      List<Decision> decisions = new ArrayList<>();
      for (LedgerCommand command : commands) {
        Decision decision = decide(command, at);
        decisions.add(decision);
        if (decision instanceof Decision.Refused) {
          break;
        }
        accept(command, decision, at);
      }
      return decisions;
    }

    /** Tries them and goes back, by playing the log again. */
    private List<Decision> tried(List<LedgerCommand> commands, Instant at) {
      int known = log.size();
      List<Decision> decisions = oneByOne(commands, at);
      log.subList(known, log.size()).clear();
      state = empty();
      log.forEach(fact -> state.apply(fact.record(), fact.at()));
      return decisions;
    }

    boolean wouldAllHappen(List<LedgerCommand> commands, Instant at) {
      return tried(commands, at).getLast() instanceof Decision.Accepted;
    }

    Refusal refusal(List<LedgerCommand> commands, Instant at) {
      List<Decision> decisions = tried(commands, at);
      return ((Decision.Refused) decisions.getLast())
          .refusal()
          .with("command", Integer.toString(decisions.size() - 1));
    }

    List<LogRecord> run(List<LedgerCommand> commands, Instant at) {
      return oneByOne(commands, at).stream()
          .flatMap(decision -> ((Decision.Accepted) decision).records().stream())
          .toList();
    }

    String picture() {
      List<Object> parts = new ArrayList<>();
      for (int i = 0; i < NAMESPACES; i++) {
        parts.add(purse(i));
      }
      Map<UUID, Hold> holds = new TreeMap<>();
      state.holds().all().forEach(hold -> holds.put(hold.id(), hold));
      parts.add(holds);
      parts.add(state.system(Network.TESTNET));
      parts.add(state.payments());
      return parts.toString();
    }

    void assertInBalance() {
      long total = state.system(Network.TESTNET).total();
      for (int i = 0; i < NAMESPACES; i++) {
        Credits credits = purse(i).credits();
        total += credits.available() + credits.held() - credits.debt();
      }
      assertThat(total).isZero();
    }

    private Purse purse(int index) {
      return Objects.requireNonNull(state.purse(namespace(index)));
    }
  }

  /** Commands that mostly make sense, about two namespaces of one slot. */
  private static final class Commands {
    private final Random random;
    private final List<UUID> holds = new ArrayList<>();
    private int made = 100;

    Commands(Random random) {
      this.random = random;
    }

    List<LedgerCommand> some(int count, Instant at) {
      List<LedgerCommand> commands = new ArrayList<>();
      List<UUID> known = new ArrayList<>(holds);
      for (int i = 0; i < count; i++) {
        LedgerCommand command = any(known, at);
        commands.add(command);
        if (command instanceof PlaceHold place) {
          known.add(place.holdId());
        }
      }
      return commands;
    }

    void happened(List<LedgerCommand> batch) {
      for (LedgerCommand command : batch) {
        if (command instanceof PlaceHold place) {
          holds.add(place.holdId());
        }
      }
    }

    private LedgerCommand any(List<UUID> known, Instant at) {
      UUID namespace = namespace(random.nextInt(NAMESPACES));
      UUID hold = known.isEmpty() ? id(9) : known.get(random.nextInt(known.size()));
      Instant later = at.plusSeconds(1 + random.nextInt(SECONDS));
      long amount = random.nextInt(40) == 0 ? Long.MAX_VALUE : 1 + random.nextInt(200);
      return switch (random.nextInt(14)) {
        case 0, 1, 2, 3 ->
            new GrantCredit(
                id(made++),
                namespace,
                amount,
                GrantSource.TOP_UP,
                random.nextInt(2),
                random.nextBoolean() ? later : null,
                "payment " + random.nextInt(300));
        case 4, 5, 6 ->
            new PlaceHold(
                id(made++),
                namespace,
                1 + random.nextInt(20),
                later,
                OVERAGES.get(random.nextInt(3)));
        case 7, 8 -> new SettleHold(hold, random.nextInt(30));
        case 9 -> new VoidHold(hold);
        case 10 -> new ExtendHold(hold, later);
        case 11 -> new SetDebtLimit(namespace, amount);
        case 12 ->
            random.nextInt(3) == 0
                ? new FreezeNamespace(namespace)
                : new UnfreezeNamespace(namespace);
        default -> new SetThresholds(namespace, List.of(amount, 20L));
      };
    }
  }

  private static UUID namespace(int index) {
    return index == 0 ? NS : id(1 + index);
  }
}
