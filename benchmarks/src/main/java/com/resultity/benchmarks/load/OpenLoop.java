package com.resultity.benchmarks.load;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;

/**
 * Operations that arrive at a fixed rate, whether or not earlier ones were answered. Latency counts
 * from when an operation was due, so that a stall is felt by all that it holds up.
 */
public record OpenLoop(Operation operation, double perSecond) implements Driver {

  @Override
  public Measured run(Duration duration) {
    int count = (int) (perSecond * duration.toNanos() / 1e9);
    double gap = 1e9 / perSecond;
    ConcurrentHistogram latency = new ConcurrentHistogram(3);
    LongAdder failures = new LongAdder();
    CountDownLatch live = new CountDownLatch(count);
    long start = System.nanoTime();
    for (int i = 0; i < count; i++) {
      long due = start + (long) (i * gap);
      waitUntil(due);
      operation
          .begin()
          .onComplete(done -> {
            if (done.succeeded()) {
              latency.recordValue(System.nanoTime() - due);
            } else {
              failures.increment();
            }
            live.countDown();
          });
    }
    Answers.await(live);
    return new Measured((System.nanoTime() - start) / 1e9, failures.sum(), latency);
  }

  private static void waitUntil(long due) {
    for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
