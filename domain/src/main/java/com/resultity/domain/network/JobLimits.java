package com.resultity.domain.network;

import java.time.Duration;
import java.util.Map;

/**
 * What every job of a network is held to.
 *
 * @param maxTtl the longest a job may wait and run before it expires, at least a second
 * @param maxAttempts how many nodes may try one job, at least 1
 */
public record JobLimits(Duration maxTtl, int maxAttempts) {

  void problems(String path, Map<String, String> problems) {
    if (maxTtl.compareTo(Duration.ofSeconds(1)) < 0 || maxTtl.compareTo(Duration.ofDays(30)) > 0) {
      problems.put(path + "/maxTtl", "must be from 1 second to 30 days");
    }
    if (maxAttempts < 1 || maxAttempts > 100) {
      problems.put(path + "/maxAttempts", "must be from 1 to 100");
    }
  }
}
