package com.resultity.ports.journal;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** Time passes when a test says so: the clock moves on and whoever waited goes on. */
public final class ManualDelay implements Delay {
  private record Waiting(Duration duration, Promise<Void> promise) {}

  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private final ManualClock clock;

  public ManualDelay(ManualClock clock) {
    this.clock = clock;
  }

  @Override
  public Future<Void> of(Duration duration) {
    Promise<Void> promise = Promise.promise();
    waiting.add(new Waiting(duration, promise));
    return promise.future();
  }

  /** Lets the first delay pass; false when nobody waits. */
  public boolean pass() {
    Waiting first = waiting.poll();
    if (first != null) {
      clock.move(first.duration());
      first.promise().complete();
    }
    return first != null;
  }
}
