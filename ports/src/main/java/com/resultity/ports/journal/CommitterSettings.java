package com.resultity.ports.journal;

import java.time.Duration;

/**
 * The bounds of a committer.
 *
 * @param slots how many slots besides the registry
 * @param queue the most commands that may wait in one slot
 * @param batch with so many commands a block is full; only a batch of commands exceeds it
 * @param settleFor how long to look for the outcome of a commit whose connection was lost
 */
public record CommitterSettings(int slots, int queue, int batch, Duration settleFor) {
  public CommitterSettings {
    if (slots < 1 || queue < 1 || batch < 1) {
      throw new IllegalArgumentException("slots, queue and batch must be positive");
    }
  }

  public static CommitterSettings ofSlots(int slots) {
    return new CommitterSettings(slots, 4096, 512, Duration.ofSeconds(10));
  }
}
