package com.resultity.domain.jobs;

import java.util.List;

/**
 * What the registry says of a node that is to have a job.
 *
 * @param reasons why it may not have it; none when it may
 * @param others whether a node that has not tried the job may have it instead
 */
public record NodeCheck(List<String> reasons, boolean others) {
  /** The node may have it, and so may others. */
  public static final NodeCheck PASSED = new NodeCheck(List.of(), true);

  public NodeCheck {
    reasons = List.copyOf(reasons);
  }
}
