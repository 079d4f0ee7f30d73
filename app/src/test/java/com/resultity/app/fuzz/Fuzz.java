package com.resultity.app.fuzz;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;

/** How long to fuzz, {@code -Dfuzz.seconds}, and from which seed, {@code -Dfuzz.seed}. */
final class Fuzz {
  private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("fuzz.seconds", 15));

  private Fuzz() {}

  static long seed() {
    return Long.getLong("fuzz.seed", ThreadLocalRandom.current().nextLong());
  }

  /** One case, which fails when anything is not as it should be. */
  interface Case {
    void run() throws Exception;
  }

  /** Runs cases until the time is up and there were enough. */
  static void run(long seed, BooleanSupplier enough, Case one) {
    long end = System.nanoTime() + TIME.toNanos();
    for (int number = 0; System.nanoTime() < end || !enough.getAsBoolean(); number++) {
      try {
        one.run();
      } catch (Exception | AssertionError failed) {
        throw new AssertionError(
            "case %d of -Dfuzz.seed=%d: %s".formatted(number, seed, failed.getMessage()), failed);
      }
    }
  }
}
