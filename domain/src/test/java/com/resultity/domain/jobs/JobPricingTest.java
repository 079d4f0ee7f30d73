package com.resultity.domain.jobs;

import static com.resultity.domain.jobs.JobRequests.funded;
import static com.resultity.domain.jobs.JobRequests.request;
import static com.resultity.domain.jobs.JobRequests.submit;
import static com.resultity.domain.journal.Scenario.id;
import static org.assertj.core.api.Assertions.assertThat;

import com.resultity.domain.jobs.JobRecord.JobSubmitted;
import com.resultity.domain.journal.Scenario;
import com.resultity.domain.network.Mode;
import com.resultity.domain.network.Multipliers;
import com.resultity.domain.network.Priority;
import com.resultity.domain.network.RetryPolicy;
import com.resultity.domain.network.Tariff;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a job's way of being asked for does to its price. */
class JobPricingTest {
  private static final Multipliers MULTIPLIERS =
      new Multipliers(Map.of(Mode.BATCH, 50), Map.of(Priority.URGENT, 150, Priority.BULK, 33));

  // 20 tokens at 10 a request and 2 a token come to 50.
  @ParameterizedTest
  @CsvSource({
    "SYNC, NORMAL, 50",
    "BATCH, NORMAL, 25",
    "SYNC, URGENT, 75",
    "BATCH, URGENT, 38",
    "BATCH, BULK, 9"
  })
  void modeAndPriorityMultiplyThePriceRoundedUp(Mode mode, Priority priority, long held) {
    Scenario scenario =
        funded(RetryPolicy.of(2), MULTIPLIERS).when(submit(50, request(mode, priority, 20), null));

    JobSpec spec = scenario.made(JobSubmitted.class).spec();
    assertThat(spec.held()).isEqualTo(held);
    assertThat(spec.tariff().priceAtMost(20)).isEqualTo(held);
    assertThat(spec.keyId()).isEqualTo(id(77));
    scenario.thenCredits(1000 - held, held, 0, 0);
  }

  @Test
  void eachPriceIsRoundedUpSoThatNothingBecomesFree() {
    Multipliers penny = new Multipliers(Map.of(Mode.BATCH, 1), Map.of(Priority.BULK, 1));

    assertThat(penny.apply(new Tariff(1, 1, 0), Mode.BATCH, Priority.BULK))
        .isEqualTo(new Tariff(1, 1, 0));
  }
}
