package com.resultity.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoopsTest {
  private static final Duration SHORT = Duration.ofMillis(200);
  private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();
  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();

  @AfterEach
  void stop() {
    later.shutdownNow();
  }

  @Test
  void closedLoopKeepsSoManyUnderWay() {
    Measured measured = new ClosedLoop(() -> answerIn(5), 4).run(SHORT);
    assertThat(most).hasValue(4);
    assertThat(measured.operations()).isPositive();
    assertThat(measured.medianMillis()).isGreaterThanOrEqualTo(4.9);
  }

  @Test
  void openLoopSendsWhetherOrNotItIsAnswered() {
    Measured measured = new OpenLoop(() -> answerIn(100), 1_000).run(SHORT);
    assertThat(measured.operations()).isEqualTo(200);
    assertThat(most.get()).isGreaterThan(10);
  }

  @Test
  void openLoopCountsTheWaitOfThoseHeldUp() {
    AtomicInteger number = new AtomicInteger();
    Measured measured =
        new OpenLoop(() -> number.incrementAndGet() == 1 ? stall() : answerIn(0), 1_000).run(SHORT);
    assertThat(measured.latency().getCountBetweenValues(50_000_000, Long.MAX_VALUE / 4))
        .isGreaterThan(40);
  }

  @Test
  void failuresAreCountedAndNotTimed() {
    Measured measured = new OpenLoop(() -> Future.failedFuture("no"), 1_000).run(SHORT);
    assertThat(measured.failures()).isEqualTo(200);
    assertThat(measured.operations()).isZero();
  }

  @Test
  void pgbenchLogIsInMicroseconds() {
    assertThat(Pgbench.nanoseconds("0 199 2241 0 1175850568 995598")).isEqualTo(2_241_000);
  }

  private Future<?> answerIn(long millis) {
    most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
    Promise<Void> promise = Promise.promise();
    var _ =
        later.schedule(
            () -> {
              underWay.decrementAndGet();
              promise.complete();
            },
            millis,
            TimeUnit.MILLISECONDS);
    return promise.future();
  }

  // Holds up the thread that sends, as a full pause of the machine would.
  private static Future<?> stall() {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(100);
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    return Future.succeededFuture();
  }
}
