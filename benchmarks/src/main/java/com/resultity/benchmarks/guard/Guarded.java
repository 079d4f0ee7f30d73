package com.resultity.benchmarks.guard;

/**
 * A bench that is guarded.
 *
 * @param name its class and method
 * @param baseline the bench that it is compared with
 * @param calibrated its operations per one of the baseline's, as measured when nothing was wrong
 */
public record Guarded(String name, String baseline, double calibrated) {
  /** Above half of what was measured by as much as the best of some rounds may miss it. */
  private static final double TOLERANCE = 0.65;

  /** The least ratio that passes. */
  public double bound() {
    return calibrated * TOLERANCE;
  }

  /** What a run of it amounts to. */
  public Guarding of(double figure, double base) {
    return new Guarding(this, figure, base);
  }
}
