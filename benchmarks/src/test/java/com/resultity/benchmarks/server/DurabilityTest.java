package com.resultity.benchmarks.server;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DurabilityTest {
  private static final Map<String, String> ON =
      Map.of("fsync", "on", "synchronous_commit", "on", "full_page_writes", "on");

  @Test
  void acceptsServerThatKeepsWhatItCommits() {
    assertThatCode(() -> Durability.require(ON)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"fsync", "synchronous_commit", "full_page_writes"})
  void refusesServerThatMayLoseCommits(String setting) {
    Map<String, String> shown = new HashMap<>(ON);
    shown.put(setting, "off");
    assertThatThrownBy(() -> Durability.require(shown))
        .isInstanceOf(Durability.NotDurable.class)
        .hasMessageContaining(setting + "=off");
  }
}
