package com.resultity.benchmarks.guard;

/**
 * A bench that is guarded.
 *
 * @param name its class and method
 * @param baseline the bench that it is compared with
 * @param calibrated its operations per one of the baseline's, as measured when nothing was wrong
 */
public record Guarded(String name, String baseline, double calibrated) {
  /** As far from what was measured as from half of it. */
  private static final double TOLERANCE = Math.sqrt(0.5);

  /** The least ratio that passes. */
  public double bound() {
    return calibrated * TOLERANCE;
  }

  /** What a run of it amounts to. */
  public Guarding of(double figure, double base) {
    return new Guarding(this, figure, base);
  }
}
