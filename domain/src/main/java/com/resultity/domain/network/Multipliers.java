package com.resultity.domain.network;

import java.util.Map;

/**
 * What a model's prices are multiplied by, in percent, for how a job is asked for; 100 for what is
 * not named.
 */
public record Multipliers(Map<Mode, Integer> modes, Map<Priority, Integer> priorities) {
  /** Every job at the model's own prices. */
  public static final Multipliers NONE = new Multipliers(Map.of(), Map.of());

  private static final int MAX = 10_000;

  public Multipliers {
    modes = Map.copyOf(modes);
    priorities = Map.copyOf(priorities);
  }

  /**
   * The tariff for a mode and a priority, each price rounded up.
   *
   * @throws ArithmeticException when a price does not fit 63 bits
   */
  public Tariff apply(Tariff tariff, Mode mode, Priority priority) {
    return tariff
        .times(modes.getOrDefault(mode, 100))
        .times(priorities.getOrDefault(priority, 100));
  }

  /** The most that a model's tariff can become. */
  Tariff dearest(Tariff tariff) {
    return tariff.times(most(modes)).times(most(priorities));
  }

  private static int most(Map<?, Integer> percents) {
    return Math.max(100, percents.values().stream().mapToInt(Integer::intValue).max().orElse(100));
  }

  void problems(String path, Map<String, String> problems) {
    modes.forEach((mode, percent) -> check(path + "/modes/" + mode.code(), percent, problems));
    priorities.forEach(
        (priority, percent) -> check(path + "/priorities/" + priority.code(), percent, problems));
  }

  private static void check(String path, int percent, Map<String, String> problems) {
    if (percent < 1 || percent > MAX) {
      problems.put(path, "must be from 1 to 10000 percent");
    }
  }
}
