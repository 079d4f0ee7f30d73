package com.resultity.benchmarks.load;

import io.vertx.core.Future;

/** One thing asked of Core, anew each time; fails unless the answer is the one hoped for. */
@FunctionalInterface
public interface Operation {
  Future<?> begin();
}
