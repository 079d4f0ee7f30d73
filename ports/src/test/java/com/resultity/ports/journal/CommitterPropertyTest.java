package com.resultity.ports.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.resultity.domain.journal.Command;
import com.resultity.domain.journal.Origin;
import com.resultity.domain.journal.Recorded;
import com.resultity.domain.ledger.LedgerCommand;
import com.resultity.domain.ledger.LedgerCommand.AllOrNone;
import com.resultity.domain.ledger.LedgerCommand.SettleHold;
import com.resultity.domain.ledger.LedgerCommand.VoidHold;
import com.resultity.domain.ledger.Overage;
import com.resultity.ports.errors.ErrorCode;
import com.resultity.ports.errors.Fault;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

/**
 * Two committers on one slot, commands batched by chance, stores that fail by chance: what happened
 * is what one committer without faults would have done, one command at a time, in the order of the
 * log.
 */
class CommitterPropertyTest {
  private static final int SLOT = 1;

  /** A command as it was sent, and what came back; its number is the trace of its records. */
  private static final class Sent {
    final int number;
    final @Nullable String key;
    final Command command;
    final Future<Outcome> answer;
    int answers;

    Sent(int number, @Nullable String key, Command command, Future<Outcome> answer) {
      this.number = number;
      this.key = key;
      this.command = command;
      this.answer = answer;
      answer.onComplete(_ -> answers++);
    }
  }

  @Property(tries = 150)
  void theLogIsASequentialHistoryWhateverGoesWrong(@ForAll long seed) {
    Run run = new Run(new Random(seed));
    run.play();
    run.calmDown();
    run.check();
  }

  private static final class Run {
    private final Random random;
    private final MemoryStore store = new MemoryStore();
    private final MemoryStore otherStore = store.otherStore();
    private final ManualClock clock = new ManualClock();
    private final ManualDelay delay = new ManualDelay(clock);
    private final Stage stage = Stage.of(store);
    private final Tenant tenant = stage.tenant();
    private final List<Committer> committers;
    private final List<Sent> sent = new ArrayList<>();
    private final List<UUID> holds = new ArrayList<>();

    Run(Random random) {
      this.random = random;
      committers = List.of(committer(store), committer(otherStore));
      store.faults().drawFrom(this::fault);
      otherStore.faults().drawFrom(this::fault);
    }

    private Committer committer(SlotStore on) {
      return new Committer(
          new CommitterSettings(1, 20, 1 + random.nextInt(8), Duration.ofSeconds(1)),
          on,
          Preparation.NONE,
          clock,
          delay,
          CommitListener.NONE);
    }

    private Faults.Fault fault() {
      return switch (random.nextInt(12)) {
        case 0 -> Faults.Fault.UNAVAILABLE;
        case 1 -> Faults.Fault.LOST_UNWRITTEN;
        case 2 -> Faults.Fault.LOST_WRITTEN;
        default -> Faults.Fault.NONE;
      };
    }

    void play() {
      for (int i = 0; i < 80; i++) {
        MemoryStore either = random.nextBoolean() ? store : otherStore;
        switch (random.nextInt(12)) {
          case 0 -> either.faults().hold(SLOT);
          case 1, 2 -> either.faults().release(SLOT);
          case 3 -> either.faults().failSettling(random.nextInt(15));
          case 4 -> delay.pass();
          case 5 -> clock.move(Duration.ofMillis(random.nextInt(2000) - 500));
          default -> send();
        }
      }
    }

    void calmDown() {
      for (MemoryStore each : List.of(store, otherStore)) {
        each.faults().drawFrom(() -> Faults.Fault.NONE);
        each.faults().failSettling(0);
        each.faults().release(SLOT);
      }
      while (delay.pass()) {
        // Whoever waits looks again.
      }
      committers.forEach(committer -> Await.result(committer.drain()));
    }

    private void send() {
      String key = random.nextBoolean() ? null : "key " + random.nextInt(25);
      int number = sent.size();
      Command command = command(key);
      Caller caller = new Caller(origin(number), key, null);
      Future<Outcome> answer = committers.get(random.nextInt(2)).submit(caller, command);
      sent.add(new Sent(number, key, command, answer));
    }

    private static Origin origin(int number) {
      return new Origin("tester", "%032x".formatted(number), null);
    }

    private Command command(@Nullable String key) {
      if (key == null && random.nextInt(4) == 0) {
        return new AllOrNone(List.of(single(null), single(null), single(null)));
      }
      return single(key);
    }

    private LedgerCommand single(@Nullable String key) {
      UUID known = holds.isEmpty() ? tenant.newId() : holds.get(random.nextInt(holds.size()));
      // The same key mostly asks for the same.
      long amount = key == null ? 1 + random.nextInt(30) : 1 + key.hashCode() % 7;
      return switch (random.nextInt(4)) {
        case 0 -> tenant.grant(Math.abs(amount) + 1);
        case 1 -> {
          UUID holdId = tenant.newId();
          holds.add(holdId);
          yield tenant.hold(holdId, Math.abs(amount) + 1, Overage.CAP);
        }
        case 2 -> new SettleHold(known, Math.abs(amount));
        default -> new VoidHold(known);
      };
    }

    void check() {
      SlotStoreContract.assertChained(stage.blocks());
      Map<String, List<Recorded>> log = byTrace();
      for (Sent each : sent) {
        assertThat(each.answer.isComplete()).isTrue();
        assertThat(each.answers).isEqualTo(1);
        checkAnswer(each, log);
      }
      replay(log);
    }

    /** The records of each command, in the order of the log; each command's are in one piece. */
    private Map<String, List<Recorded>> byTrace() {
      Map<String, List<Recorded>> log = new LinkedHashMap<>();
      String last = "";
      for (Block block : stage.blocks().subList(1, stage.blocks().size())) {
        for (byte[] line : block.lines()) {
          Recorded recorded = RecordLines.decode(line);
          String trace = recorded.origin().traceId();
          assertThat(trace.equals(last) || !log.containsKey(trace)).isTrue();
          log.computeIfAbsent(trace, _ -> new ArrayList<>()).add(recorded);
          last = trace;
        }
      }
      return log;
    }

    private void checkAnswer(Sent each, Map<String, List<Recorded>> log) {
      List<Recorded> own = log.get(origin(each.number).traceId());
      if (each.answer.failed()) {
        ErrorCode code = ((Fault) each.answer.cause()).code();
        assertThat(code)
            .isIn(ErrorCode.UNAVAILABLE, ErrorCode.OUTCOME_UNKNOWN, ErrorCode.OVERLOADED);
        assertThat(own == null || code == ErrorCode.OUTCOME_UNKNOWN).isTrue();
        return;
      }
      switch (each.answer.result()) {
        case Outcome.Done done when done.replayed() -> {
          assertThat(each.key).isNotNull();
          String first = done.records().getFirst().origin().traceId();
          assertThat(log.get(first)).isEqualTo(done.records());
        }
        case Outcome.Done done -> assertThat(own).isEqualTo(done.records());
        case Outcome.Declined _, Outcome.KeyReused _ -> assertThat(own).isNull();
      }
    }

    /** One block per command, in the order of the log, at the same times: the same records. */
    private void replay(Map<String, List<Recorded>> log) {
      MemoryStore calm = new MemoryStore();
      ManualClock sameTime = new ManualClock();
      Committer sequential =
          new Committer(
              CommitterSettings.ofSlots(1),
              calm,
              Preparation.NONE,
              sameTime,
              new ManualDelay(sameTime),
              CommitListener.NONE);
      Await.result(sequential.submit(Stage.caller(null), tenant.openAccount()));
      Await.result(sequential.submit(Stage.caller(null), tenant.openNamespace()));
      Map<String, Sent> byTrace = new HashMap<>();
      sent.forEach(each -> byTrace.put(origin(each.number).traceId(), each));
      log.forEach((trace, records) -> {
        Sent each = Objects.requireNonNull(byTrace.get(trace));
        sameTime.move(Duration.between(sameTime.instant(), records.getFirst().at()));
        Outcome outcome =
            Await.result(
                sequential.submit(new Caller(origin(each.number), each.key, null), each.command));
        assertThat(outcome).isEqualTo(new Outcome.Done(records, false));
      });
      assertThat(Await.result(calm.credits().find(tenant.namespaceId())))
          .isEqualTo(Await.result(store.credits().find(tenant.namespaceId())));
      assertThat(Await.result(store.trialBalance().list())).allMatch(line -> line.total() == 0);
    }
  }
}
