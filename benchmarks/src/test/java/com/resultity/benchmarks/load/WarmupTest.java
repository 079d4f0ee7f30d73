package com.resultity.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class WarmupTest {
  private static final Warmup WARMUP = new Warmup(3, 5, Duration.ofSeconds(1));

  @Test
  void isSteadyWhenItNoLongerGetsFaster() {
    assertThat(Warmup.steady(List.of(100.0, 105.0, 98.0))).isTrue();
    assertThat(Warmup.steady(List.of(100.0, 50.0, 60.0))).isTrue();
  }

  @Test
  void isNotSteadyWhileItGetsFaster() {
    assertThat(Warmup.steady(List.of(100.0, 150.0, 200.0))).isFalse();
    assertThat(Warmup.steady(List.of(100.0, 100.0))).isFalse();
  }

  @Test
  void stopsWhenSteady() {
    Iterator<Double> rates = List.of(100.0, 200.0, 300.0, 310.0, 300.0, 9_999.0).iterator();
    assertThat(WARMUP.run(_ -> measured(rates.next()))).isTrue();
    assertThat(rates.next()).isEqualTo(9_999.0);
  }

  @Test
  void givesUpOnWhatNeverBecomesSteady() {
    Iterator<Double> rates = List.of(100.0, 200.0, 400.0, 800.0, 1_600.0).iterator();
    assertThat(WARMUP.run(_ -> measured(rates.next()))).isFalse();
  }

  private static Measured measured(double perSecond) {
    Histogram latency = new Histogram(3);
    latency.recordValueWithCount(1_000, (long) perSecond);
    return new Measured(1, 0, latency);
  }
}
