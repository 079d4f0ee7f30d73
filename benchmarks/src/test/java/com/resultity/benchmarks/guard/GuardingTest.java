package com.resultity.benchmarks.guard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GuardingTest {
  private static final Guarded GUARDED = new Guarded("Some.bench", "Some.baseline", 3);

  @Test
  void passesWhatWasMeasuredAndSomeNoise() {
    assertThat(GUARDED.of(300, 100).passes()).isTrue();
    assertThat(GUARDED.of(240, 100).passes()).isTrue();
  }

  @Test
  void failsWhatTakesTwiceAsLong() {
    assertThat(GUARDED.of(150, 100).passes()).isFalse();
    assertThat(GUARDED.of(150, 100).line()).contains("TOO SLOW by 1.30×");
  }

  @Test
  void followsTheMachine() {
    assertThat(GUARDED.of(150, 50).passes()).isTrue();
  }
}
