package com.resultity.ports.jobs;

import io.vertx.core.Future;
import java.util.List;

/** What finished jobs used, by when they were submitted. */
public interface UsageReader {
  /** The most groups that one answer holds. */
  int MOST_GROUPS = 10_000;

  /**
   * A line for every group that has a finished job.
   *
   * <p>Fails with {@code TOO_MANY_GROUPS} when there are more than {@link #MOST_GROUPS}.
   */
  Future<List<UsageLine>> list(UsageQuery query);
}
