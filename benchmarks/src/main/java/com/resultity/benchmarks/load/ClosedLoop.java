package com.resultity.benchmarks.load;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;

/**
 * Always so many operations under way: the next begins when one ends. Tells the rate; its latencies
 * are those of this concurrency and of no arrival rate.
 */
public record ClosedLoop(Operation operation, int outstanding) implements Driver {

  @Override
  public Measured run(Duration duration) {
    Running running = new Running(duration);
    for (int i = 0; i < outstanding; i++) {
      running.next();
    }
    return running.finish();
  }

  private final class Running {
    private final ConcurrentHistogram latency = new ConcurrentHistogram(3);
    private final LongAdder failures = new LongAdder();
    private final CountDownLatch live = new CountDownLatch(outstanding);
    private final long start = System.nanoTime();
    private final long length;

    Running(Duration duration) {
      length = duration.toNanos();
    }

    void next() {
      long begun = System.nanoTime();
      if (begun - start > length) {
        live.countDown();
        return;
      }
      operation
          .begin()
          .onComplete(done -> {
            if (done.succeeded()) {
              latency.recordValue(System.nanoTime() - begun);
            } else {
              failures.increment();
            }
            next();
          });
    }

    Measured finish() {
      Answers.await(live);
      double seconds = (System.nanoTime() - start) / 1e9;
      return new Measured(seconds, failures.sum(), latency);
    }
  }
}
