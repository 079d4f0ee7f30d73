package com.resultity.grpc.calls;

import java.time.Duration;

/**
 * The bounds of calls.
 *
 * @param deadline how long a caller waits who does not say
 * @param outstanding the most requests of one stream that may be unanswered; more are not read
 * @param recheck how often the token of a stream is verified again
 */
public record CallSettings(Duration deadline, int outstanding, Duration recheck) {
  public static final CallSettings DEFAULT =
      new CallSettings(Duration.ofSeconds(10), 2048, Duration.ofMinutes(1));

  public CallSettings {
    if (outstanding < 1 || !deadline.isPositive() || !recheck.isPositive()) {
      throw new IllegalArgumentException("bounds must be positive");
    }
  }
}
