package com.resultity.domain.network;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How often nodes may try one job, and how long.
 *
 * @param maxAttempts how many times it may be dispatched, at least 1
 * @param attemptTimeout how long one attempt may take; null for as long as the job may live
 * @param backOff the pause after the first failed attempt, doubled after each further one
 */
public record RetryPolicy(int maxAttempts, @Nullable Duration attemptTimeout, Duration backOff) {
  /** No pause between attempts is longer. */
  public static final Duration MAX_PAUSE = Duration.ofHours(1);

  private static final int MAX_DOUBLINGS = 30;

  /** So many attempts, one right after the other, each as long as the job may live. */
  public static RetryPolicy of(int maxAttempts) {
    return new RetryPolicy(maxAttempts, null, Duration.ZERO);
  }

  /** When a job may be tried again whose attempt of this number, from 1, failed then. */
  public Instant readyAt(int attempt, Instant failedAt) {
    if (backOff.isZero()) {
      return failedAt;
    }
    Duration pause = backOff.multipliedBy(1L << Math.min(attempt - 1, MAX_DOUBLINGS));
    return failedAt.plus(pause.compareTo(MAX_PAUSE) > 0 ? MAX_PAUSE : pause);
  }

  void problems(String path, Map<String, String> problems) {
    if (maxAttempts < 1 || maxAttempts > 100) {
      problems.put(path + "/maxAttempts", "must be from 1 to 100");
    }
    if (attemptTimeout != null
        && (attemptTimeout.compareTo(Duration.ofSeconds(1)) < 0
            || attemptTimeout.compareTo(Duration.ofDays(30)) > 0)) {
      problems.put(path + "/attemptTimeout", "must be from 1 second to 30 days");
    }
    if (backOff.isNegative() || backOff.compareTo(MAX_PAUSE) > 0) {
      problems.put(path + "/backOff", "must be from 0 to 1 hour");
    }
  }
}
