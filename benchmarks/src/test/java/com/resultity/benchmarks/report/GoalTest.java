package com.resultity.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class GoalTest {
  @Test
  void isMetAtItsBound() {
    assertThat(Goal.atLeast("P1", 4).verdict(4)).isEqualTo("met");
    assertThat(Goal.atMost("P4", 1.5).verdict(1.5)).isEqualTo("met");
  }

  @Test
  void saysHowManyTimesItWasMissed() {
    assertThat(Goal.atLeast("P1", 4).verdict(2)).isEqualTo("missed by 2.00×");
    assertThat(Goal.atMost("P4", 1.5).verdict(6)).isEqualTo("missed by 4.00×");
  }

  @Test
  void isWrittenAsItIsWanted() {
    assertThat(Goal.atLeast("P1", 4)).hasToString("≥ 4×");
    assertThat(Goal.atMost("P4", 1.5)).hasToString("≤ 1.5×");
  }

  @Test
  void hasNoRatioWhatWasNotWarm() {
    Row cold = new Row(Goal.atLeast("P1", 4), "submit", "/s", 10, "raw", 1, false);
    assertThat(cold.verdict()).isEqualTo("not warmed up");
    assertThatThrownBy(cold::ratio).isInstanceOf(IllegalStateException.class);
  }
}
