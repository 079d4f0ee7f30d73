package com.resultity.benchmarks.decisions;

import com.resultity.benchmarks.Slowdown;
import com.resultity.domain.journal.Decider;
import com.resultity.domain.journal.Decision;
import com.resultity.domain.journal.LogRecord;
import com.resultity.domain.journal.MerkleTree;
import com.resultity.domain.journal.Origin;
import com.resultity.domain.journal.Recorded;
import com.resultity.domain.journal.SlotState;
import com.resultity.ports.journal.RecordLines;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
 * How many record lines a core writes, reads and hashes in a second: the 1,000 lines of 500
 * submits, encoded to canonical JSON, decoded, and put under one Merkle root.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class RecordEncoding {
  private static final int LINES = 1_000;

  private final List<Recorded> records = new ArrayList<>();
  private final List<byte[]> lines = new ArrayList<>();

  @Setup
  public void decide() {
    SlotFixture fixture = new SlotFixture();
    SlotState state = fixture.state();
    Origin origin = new Origin("cloud", "0af7651916cd43dd8448eb211c80319c", null);
    for (int i = 0; records.size() < LINES; i++) {
      Decision decision = Decider.decide(fixture.submit(i), state, SlotFixture.AT);
      if (!(decision instanceof Decision.Accepted accepted)) {
        throw new IllegalStateException("refused: " + decision);
      }
      for (LogRecord record : accepted.records()) {
        records.add(new Recorded(SlotFixture.AT, origin, record));
      }
    }
    records.forEach(record -> lines.add(RecordLines.encode(record)));
  }

  @Benchmark
  @OperationsPerInvocation(LINES)
  public void encode(Blackhole results) {
    for (int i = 0; i < Slowdown.TIMES; i++) {
      records.forEach(record -> results.consume(RecordLines.encode(record)));
    }
  }

  @Benchmark
  @OperationsPerInvocation(LINES)
  public void decode(Blackhole results) {
    for (int i = 0; i < Slowdown.TIMES; i++) {
      lines.forEach(line -> results.consume(RecordLines.decode(line)));
    }
  }

  @Benchmark
  @OperationsPerInvocation(LINES)
  public void merkleRoot(Blackhole results) {
    for (int i = 0; i < Slowdown.TIMES; i++) {
      results.consume(MerkleTree.root(lines));
    }
  }
}
