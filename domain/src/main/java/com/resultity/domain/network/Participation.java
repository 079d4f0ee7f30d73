package com.resultity.domain.network;

import java.time.Duration;
import java.util.Map;

/**
 * Which nodes may take part, and how they are to behave.
 *
 * @param open whether nodes that are not registered may work
 * @param minimumTrust the least trust level of a node that works, 0 to 100
 * @param penaltyLimit how many penalty points exclude a node
 * @param exclusion for how long
 * @param heartbeatInterval how often a node is to tell that it is there
 * @param messageWindow how far the time of a node's signed message may be from Core's
 */
public record Participation(
    boolean open,
    int minimumTrust,
    int penaltyLimit,
    Duration exclusion,
    Duration heartbeatInterval,
    Duration messageWindow) {
  /** What holds when a configuration does not say. */
  public static final Participation DEFAULT =
      new Participation(
          true, 0, 100, Duration.ofDays(1), Duration.ofSeconds(30), Duration.ofMinutes(5));

  private static final int MOST_TRUST = 100;
  private static final int MOST_POINTS = 1_000_000;

  void problems(String path, Map<String, String> problems) {
    if (minimumTrust < 0 || minimumTrust > MOST_TRUST) {
      problems.put(path + "/minimumTrust", "must be from 0 to 100");
    }
    if (penaltyLimit < 1 || penaltyLimit > MOST_POINTS) {
      problems.put(path + "/penaltyLimit", "must be from 1 to 1000000");
    }
    if (isOutside(exclusion, Duration.ofSeconds(1), Duration.ofDays(366))) {
      problems.put(path + "/exclusion", "must be from 1 second to 366 days");
    }
    if (isOutside(heartbeatInterval, Duration.ofSeconds(1), Duration.ofHours(1))) {
      problems.put(path + "/heartbeatInterval", "must be from 1 second to 1 hour");
    }
    if (isOutside(messageWindow, Duration.ofSeconds(1), Duration.ofHours(1))) {
      problems.put(path + "/messageWindow", "must be from 1 second to 1 hour");
    }
  }

  private static boolean isOutside(Duration time, Duration least, Duration most) {
    return time.compareTo(least) < 0 || time.compareTo(most) > 0;
  }
}
