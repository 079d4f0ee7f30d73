package com.resultity.domain.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.resultity.domain.network.Configuration;
import com.resultity.domain.network.JobLimits;
import com.resultity.domain.network.Network;
import com.resultity.domain.network.NetworkRecord.ConfigurationPublished;
import com.resultity.domain.network.RetryPolicy;
import com.resultity.domain.network.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a store is told to write back. */
class SlotStateTest {
  private static final Terms TERMS =
      new Terms(List.of(), new JobLimits(Duration.ofDays(1), RetryPolicy.of(3)));

  @Test
  void everyConfigurationOfABlockIsWrittenNotOnlyTheLast() {
    SlotState state = new SlotState();
    Configuration first = new Configuration(Network.TESTNET, 1, TERMS);
    Configuration second = new Configuration(Network.TESTNET, 2, TERMS);

    state.apply(new ConfigurationPublished(first), Instant.EPOCH);
    state.apply(new ConfigurationPublished(second), Instant.EPOCH);

    assertThat(state.configurations().created()).containsExactly(first, second);
    assertThat(state.configuration(Network.TESTNET)).isEqualTo(second);
  }
}
