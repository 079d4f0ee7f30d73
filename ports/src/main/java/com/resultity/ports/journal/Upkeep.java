package com.resultity.ports.journal;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;

/** What a store needs done from time to time. Each may be repeated, and done by several at once. */
public interface Upkeep {
  /** Makes the registry and so many slots, where they are not there yet. */
  Future<Void> openSlots(int slots);

  /**
   * Makes the partitions for what has ids from one time to another.
   *
   * @return how many were made
   */
  Future<Integer> makePartitions(Instant since, Instant until);

  /**
   * Forgets outcomes of idempotency keys older than the period, and none younger.
   *
   * @return whether the time had come
   */
  Future<Boolean> turnOutcomes(Instant at, Duration period);
}
