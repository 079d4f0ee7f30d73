package com.resultity.ports.journal;

import io.vertx.core.Future;
import java.time.Duration;

/** Lets time pass. */
@FunctionalInterface
public interface Delay {
  Future<Void> of(Duration duration);
}
