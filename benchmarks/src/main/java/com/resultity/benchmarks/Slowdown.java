package com.resultity.benchmarks;

/**
 * A planted regression: how often a guarded bench does its work for each time that it counts, from
 * {@code -Dguard.slow}. It proves that the guard notices.
 */
public final class Slowdown {
  /** 1 unless a regression is planted. */
  public static final int TIMES = Integer.getInteger("guard.slow", 1);

  private Slowdown() {}
}
