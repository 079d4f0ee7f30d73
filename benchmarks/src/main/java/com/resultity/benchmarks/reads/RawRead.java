package com.resultity.benchmarks.reads;

import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long does the plainest read take, alone and among 64 at once: one prepared select of one row
 * per question, over the client that the readers use? The baseline of both readers.
 */
@BenchmarkMode({Mode.SampleTime, Mode.Throughput})
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RawRead {
  private static final String SELECT =
      """
      SELECT available, held, spent, debt FROM ledger.balance
      WHERE slot = $1::int AND namespace_id = $2::uuid
      """;

  @Benchmark
  public void lone(ReadFixture fixture) {
    fixture.askBaseline(1, RawRead::read);
  }

  @Benchmark
  @OperationsPerInvocation(ReadFixture.BATCH)
  public void batch(ReadFixture fixture) {
    fixture.askBaseline(ReadFixture.BATCH, RawRead::read);
  }

  private static Future<?> read(ReadFixture fixture) {
    int number = fixture.randomNumber();
    return fixture
        .core()
        .reading()
        .preparedQuery(SELECT)
        .execute(
            Tuple.of(fixture.population().slot(number), fixture.population().namespace(number)));
  }
}
