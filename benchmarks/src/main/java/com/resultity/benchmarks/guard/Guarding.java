package com.resultity.benchmarks.guard;

/**
 * One guarded bench in one run.
 *
 * @param figure its operations per second
 * @param base the baseline's
 */
public record Guarding(Guarded guarded, double figure, double base) {
  /** The heading of {@link #line}. */
  public static String heading() {
    return "%-32s %14s %14s %9s %9s  %s"
        .formatted("bench", "figure/s", "baseline/s", "ratio", "at least", "verdict");
  }

  public double ratio() {
    return figure / base;
  }

  public boolean passes() {
    return ratio() >= guarded.bound();
  }

  public String line() {
    return "%-32s %,14.0f %,14.0f %9.3f %9.3f  %s"
        .formatted(
            guarded.name(),
            figure,
            base,
            ratio(),
            guarded.bound(),
            passes() ? "ok" : "TOO SLOW by %.2f×".formatted(guarded.bound() / ratio()));
  }
}
