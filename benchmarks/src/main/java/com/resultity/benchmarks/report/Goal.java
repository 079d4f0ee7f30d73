package com.resultity.benchmarks.report;

/**
 * A ratio that is to be reached.
 *
 * @param id as in the list of goals
 * @param sense whether more is better
 * @param bound the ratio of the figure to its baseline
 */
public record Goal(String id, Sense sense, double bound) {

  /** Which side of the bound is good. */
  public enum Sense {
    AT_LEAST("≥"),
    AT_MOST("≤");

    private final String sign;

    Sense(String sign) {
      this.sign = sign;
    }
  }

  public static Goal atLeast(String id, double bound) {
    return new Goal(id, Sense.AT_LEAST, bound);
  }

  public static Goal atMost(String id, double bound) {
    return new Goal(id, Sense.AT_MOST, bound);
  }

  /** Met, or missed and how many times over. */
  public String verdict(double ratio) {
    double shortBy =
        switch (sense) {
          case AT_LEAST -> bound / ratio;
          case AT_MOST -> ratio / bound;
        };
    return shortBy <= 1 ? "met" : "missed by %.2f×".formatted(shortBy);
  }

  @Override
  public String toString() {
    return "%s %s×".formatted(sense.sign, trimmed(bound));
  }

  private static String trimmed(double number) {
    return number == Math.rint(number) ? "%.0f".formatted(number) : Double.toString(number);
  }
}
