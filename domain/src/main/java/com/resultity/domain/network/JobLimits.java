package com.resultity.domain.network;

import java.time.Duration;
import java.util.Map;

/**
 * What every job of a network is held to.
 *
 * @param maxTtl the longest a job may wait and run before it expires, at least a second
 */
public record JobLimits(Duration maxTtl, RetryPolicy retry) {

  void problems(String path, Map<String, String> problems) {
    if (maxTtl.compareTo(Duration.ofSeconds(1)) < 0 || maxTtl.compareTo(Duration.ofDays(30)) > 0) {
      problems.put(path + "/maxTtl", "must be from 1 second to 30 days");
    }
    retry.problems(path, problems);
  }
}
