package com.resultity.benchmarks.report;

import com.resultity.benchmarks.load.Sample;
import java.util.function.ToDoubleFunction;

/**
 * A figure against its baseline and its goal.
 *
 * @param unit of figure and baseline
 * @param warm whether both had been warmed up; without that there is no ratio
 */
public record Row(
    Goal goal,
    String what,
    String unit,
    double figure,
    String baselineName,
    double baseline,
    boolean warm) {

  /** Rates against each other. */
  public static Row rates(Goal goal, Sample figure, Sample baseline) {
    return of(goal, figure, baseline, "/s", Sample::perSecond);
  }

  /** Medians against each other. */
  public static Row medians(Goal goal, Sample figure, Sample baseline) {
    return of(goal, figure, baseline, "ms p50", sample -> sample.measured().medianMillis());
  }

  /** 99th percentiles against each other. */
  public static Row p99s(Goal goal, Sample figure, Sample baseline) {
    return of(goal, figure, baseline, "ms p99", sample -> sample.measured().p99Millis());
  }

  private static Row of(
      Goal goal, Sample figure, Sample base, String unit, ToDoubleFunction<Sample> value) {
    return new Row(
        goal,
        figure.name(),
        unit,
        value.applyAsDouble(figure),
        base.name(),
        value.applyAsDouble(base),
        figure.warm() && base.warm());
  }

  public double ratio() {
    if (!warm) {
      throw new IllegalStateException(what + " was not warmed up: no ratio");
    }
    return figure / baseline;
  }

  public String verdict() {
    return warm ? goal.verdict(ratio()) : "not warmed up";
  }
}
