package com.resultity.benchmarks.reads;

import io.vertx.core.Future;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/** How long does a credit check take, alone and among 64 at once, and how many pass in a second? */
@BenchmarkMode({Mode.SampleTime, Mode.Throughput})
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CreditCheckLatency {
  @Benchmark
  public void lone(ReadFixture fixture) {
    fixture.ask(1, CreditCheckLatency::read);
  }

  @Benchmark
  @OperationsPerInvocation(ReadFixture.BATCH)
  public void batch(ReadFixture fixture) {
    fixture.ask(ReadFixture.BATCH, CreditCheckLatency::read);
  }

  private static Future<?> read(ReadFixture fixture) {
    return fixture.core().credits().find(fixture.randomNamespace());
  }
}
