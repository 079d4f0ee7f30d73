package com.resultity.benchmarks.load;

import org.HdrHistogram.Histogram;

/**
 * What one load did.
 *
 * @param seconds how long it ran
 * @param failures operations that failed or were refused; they are in neither rate nor latency
 * @param latency nanoseconds of every operation that succeeded
 */
public record Measured(double seconds, long failures, Histogram latency) {

  public long operations() {
    return latency.getTotalCount();
  }

  public double perSecond() {
    return operations() / seconds;
  }

  public double medianMillis() {
    return millis(50);
  }

  public double p99Millis() {
    return millis(99);
  }

  private double millis(double percentile) {
    return latency.getValueAtPercentile(percentile) / 1e6;
  }
}
