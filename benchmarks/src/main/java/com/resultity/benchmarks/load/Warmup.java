package com.resultity.benchmarks.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs a driver until it no longer gets faster. Code that is still being compiled has a rising
 * rate; noise from outside makes it fall and rise again.
 *
 * @param least windows at least
 * @param most windows at most
 */
public record Warmup(int least, int most, Duration window) {
  /** How much faster the last windows may be than all before them. */
  private static final double STEADY = 1.10;

  private static final int LAST = 2;

  /** Whether it has become steady. */
  public boolean run(Driver driver) {
    List<Double> rates = new ArrayList<>();
    while (rates.size() < most) {
      rates.add(driver.run(window).perSecond());
      if (rates.size() >= least && steady(rates)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the last windows are hardly faster than the best one before. */
  static boolean steady(List<Double> rates) {
    int split = rates.size() - LAST;
    return split > 0
        && best(rates.subList(split, rates.size())) <= STEADY * best(rates.subList(0, split));
  }

  private static double best(List<Double> rates) {
    return rates.stream().mapToDouble(rate -> rate).max().orElse(0);
  }
}
