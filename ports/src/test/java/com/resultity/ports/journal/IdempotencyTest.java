package com.resultity.ports.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.resultity.domain.jobs.Constraints;
import com.resultity.domain.jobs.JobCommand.SubmitJob;
import com.resultity.domain.jobs.JobRequest;
import com.resultity.domain.network.JobLimits;
import com.resultity.domain.network.Mode;
import com.resultity.domain.network.Model;
import com.resultity.domain.network.Network;
import com.resultity.domain.network.NetworkCommand.PublishConfiguration;
import com.resultity.domain.network.Priority;
import com.resultity.domain.network.RetryPolicy;
import com.resultity.domain.network.Tariff;
import com.resultity.domain.network.Terms;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When two requests are the same. */
class IdempotencyTest {
  private final Tenant tenant = Tenant.in(1);

  @Test
  void whatCoreAddsDoesNotMakeAnotherRequest() {
    assertThat(tenant.grant(5).intent()).isEqualTo(tenant.grant(5).intent());
    assertThat(tenant.submit(tenant.newId(), 5).intent())
        .isEqualTo(tenant.submit(tenant.newId(), 5).intent());
    assertThat(tenant.grant(5).intent()).isNotEqualTo(tenant.grant(6).intent());
  }

  @Test
  void principalAndKeyDoNotRunTogether() {
    assertThat(Idempotency.of("ab", "c", "x").key())
        .isNotEqualTo(Idempotency.of("a", "bc", "x").key())
        .isEqualTo(Idempotency.of("ab", "c", "y").key());
  }

  @Test
  void constraintsThatReadAlikeAreTold() {
    assertThat(submit(new Constraints("eu, gpu=h100", "b", null, null)).intent())
        .isNotEqualTo(submit(new Constraints("eu", "h100, gpu=b", null, null)).intent());
    assertThat(submit(new Constraints("null", null, null, null)).intent())
        .isNotEqualTo(submit(Constraints.NONE).intent());
  }

  @Test
  void termsThatReadAlikeAreTold() {
    assertThat(publish("a, version=b", "c").intent())
        .isNotEqualTo(publish("a", "b, version=c").intent());
    assertThat(publish("a", "b").intent()).isEqualTo(publish("a", "b").intent());
  }

  private SubmitJob submit(Constraints constraints) {
    return new SubmitJob(
        tenant.newId(),
        tenant.namespaceId(),
        new JobRequest(
            "m", Mode.SYNC, Priority.NORMAL, Duration.ofHours(1), 1, constraints, null, null),
        null);
  }

  private static PublishConfiguration publish(String name, String version) {
    return new PublishConfiguration(
        Network.TESTNET,
        new Terms(
            List.of(new Model(name, version, new Tariff(1, 1, 1), 1)),
            new JobLimits(Duration.ofHours(1), RetryPolicy.of(1))));
  }
}
