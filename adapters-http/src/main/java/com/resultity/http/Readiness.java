package com.resultity.http;

import io.vertx.core.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** Whether Core takes requests: its database answers, and it is not on its way out. */
public final class Readiness {
  private final Supplier<Future<Boolean>> check;
  private final AtomicBoolean draining = new AtomicBoolean();

  public Readiness(Supplier<Future<Boolean>> check) {
    this.check = check;
  }

  /** From now on no new requests are wanted. */
  public void drain() {
    draining.set(true);
  }

  Future<Boolean> ready() {
    return draining.get() ? Future.succeededFuture(false) : check.get().otherwise(false);
  }
}
