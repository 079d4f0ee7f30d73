package com.resultity.benchmarks.decisions;

import com.resultity.benchmarks.Slowdown;
import com.resultity.domain.jobs.JobCommand.SubmitJob;
import com.resultity.domain.journal.Command;
import com.resultity.domain.journal.Decider;
import com.resultity.domain.journal.Decision;
import com.resultity.domain.journal.LogRecord;
import com.resultity.domain.journal.SlotState;
import com.resultity.domain.ledger.LedgerCommand.PlaceHold;
import com.resultity.domain.ledger.LedgerCommand.SettleHold;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * How many holds, submits and settles a core decides in a second (goal P16), on 512 purses of four
 * grants each; and how many submits when each also changes the state, as in a block of 512.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class HoldDecision {
  private static final int BLOCK = SlotFixture.NAMESPACES;

  private final SlotFixture fixture = new SlotFixture();
  private final PlaceHold[] holds = commands(fixture::hold, new PlaceHold[BLOCK]);
  private final SettleHold[] settles = commands(fixture::settle, new SettleHold[BLOCK]);
  private final SubmitJob[] submits = commands(fixture::submit, new SubmitJob[BLOCK]);
  private SlotState fresh = new SlotState();
  private SlotState withHolds = new SlotState();
  private int next;

  @Setup
  public void load() {
    fresh = fixture.state();
    withHolds = fixture.state();
    for (PlaceHold hold : holds) {
      accept(hold, withHolds);
    }
    for (Command command : new Command[] {settles[0], submits[0]}) {
      records(Decider.decide(command, withHolds, SlotFixture.AT));
    }
  }

  @Benchmark
  public void hold(Blackhole results) {
    decide(holds[++next & (BLOCK - 1)], fresh, results);
  }

  @Benchmark
  public void submit(Blackhole results) {
    decide(submits[++next & (BLOCK - 1)], fresh, results);
  }

  @Benchmark
  public void settle(Blackhole results) {
    decide(settles[++next & (BLOCK - 1)], withHolds, results);
  }

  /** Loads the state of a block, then decides and accepts its submits one after the other. */
  @Benchmark
  @OperationsPerInvocation(BLOCK)
  public SlotState blockOfSubmits() {
    SlotState state = fixture.state();
    for (SubmitJob submit : submits) {
      accept(submit, state);
    }
    return state;
  }

  private static void decide(Command command, SlotState state, Blackhole results) {
    for (int i = 0; i < Slowdown.TIMES; i++) {
      results.consume(Decider.decide(command, state, SlotFixture.AT));
    }
  }

  private static void accept(Command command, SlotState state) {
    Decision decision = Decider.decide(command, state, SlotFixture.AT);
    state.accept(command, records(decision), SlotFixture.AT);
  }

  private static List<LogRecord> records(Decision decision) {
    if (decision instanceof Decision.Accepted accepted) {
      return accepted.records();
    }
    throw new IllegalStateException("refused: " + decision);
  }

  private static <C> C[] commands(IntFunction<C> command, C[] all) {
    IntStream.range(0, all.length).forEach(i -> all[i] = command.apply(i));
    return all;
  }
}
