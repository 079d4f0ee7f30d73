package com.resultity.app;

import com.resultity.ports.journal.BlockReader;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;

/** Whether the database answers. */
final class Health {
  private static final int PATIENCE_SECONDS = 2;

  private final BlockReader blocks;
  private volatile boolean last;

  Health(Vertx vertx, BlockReader blocks) {
    this.blocks = blocks;
    vertx.setPeriodic(0, TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS), _ -> check());
  }

  /** Asks it now. */
  Future<Boolean> check() {
    return blocks
        .head(0)
        .timeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .map(true)
        .otherwise(false)
        .onSuccess(answers -> last = answers);
  }

  /** What it said when it was last asked. */
  boolean last() {
    return last;
  }
}
