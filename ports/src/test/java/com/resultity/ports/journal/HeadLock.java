package com.resultity.ports.journal;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Deque;

/** Lets one transaction of a slot in at a time, in the order in which they came. */
final class HeadLock {
  private final Deque<Promise<Void>> waiting = new ArrayDeque<>();
  private boolean taken;

  synchronized Future<Void> lock() {
    if (!taken) {
      taken = true;
      return Future.succeededFuture();
    }
    Promise<Void> turn = Promise.promise();
    waiting.add(turn);
    return turn.future();
  }

  void unlock() {
    Promise<Void> next;
    synchronized (this) {
      next = waiting.poll();
      taken = next != null;
    }
    if (next != null) {
      next.complete();
    }
  }
}
