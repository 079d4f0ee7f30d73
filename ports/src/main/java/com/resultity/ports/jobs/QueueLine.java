package com.resultity.ports.jobs;

import com.resultity.domain.network.Priority;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * How many jobs of one model and priority have not finished.
 *
 * @param waiting for a node
 * @param dispatched to one
 * @param oldestWaiting when the one that waits longest was submitted; null when none waits
 */
public record QueueLine(
    String model,
    Priority priority,
    long waiting,
    long dispatched,
    @Nullable Instant oldestWaiting) {
  /** By model, then by priority. */
  public static final Comparator<QueueLine> ORDER =
      Comparator.comparing(QueueLine::model).thenComparing(QueueLine::priority);
}
