package com.resultity.domain.jobs;

import com.resultity.domain.journal.Refusal;
import com.resultity.domain.journal.RefusalCode;
import com.resultity.domain.network.Configuration;
import com.resultity.domain.network.Model;
import com.resultity.domain.network.Tariff;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a requested job comes to under a configuration. */
sealed interface JobPricing {
  Duration MIN_TTL = Duration.ofSeconds(1);

  /** It cannot be had. */
  record Refused(Refusal refusal) implements JobPricing {}

  /**
   * It can be had.
   *
   * @param tariff for its mode and priority
   */
  record Priced(JobRequest request, Configuration configuration, Model model, Tariff tariff)
      implements JobPricing {

    private long maxTokens() {
      return Math.min(request.maxTokens(), model.maxTokens());
    }

    /** The highest price it can come to, in microcredits. */
    long most() {
      return tariff.priceAtMost(maxTokens());
    }

    JobSpec spec(@Nullable UUID namespaceId, long held, Instant at) {
      return new JobSpec(
          namespaceId,
          request.keyId(),
          configuration.network(),
          model.name(),
          model.version(),
          configuration.version(),
          tariff,
          request.mode(),
          request.priority(),
          maxTokens(),
          configuration.terms().limits().retry(),
          request.constraints(),
          request.contentReference(),
          held,
          at.plus(request.ttl()));
    }
  }

  static JobPricing price(JobRequest request, @Nullable Configuration configuration) {
    if (configuration == null) {
      return refuse(RefusalCode.NETWORK_NOT_CONFIGURED);
    }
    Optional<Model> model = configuration.terms().model(request.model());
    if (model.isEmpty()) {
      return refuse(RefusalCode.MODEL_NOT_AVAILABLE);
    }
    Duration maxTtl = configuration.terms().limits().maxTtl();
    if (request.ttl().compareTo(MIN_TTL) < 0 || request.ttl().compareTo(maxTtl) > 0) {
      return new Refused(
          Refusal.of(RefusalCode.TTL_OUT_OF_RANGE, Map.of("maxTtl", maxTtl.toString())));
    }
    if (request.maxTokens() <= 0) {
      return refuse(RefusalCode.MAX_TOKENS_NOT_POSITIVE);
    }
    Tariff tariff =
        configuration
            .terms()
            .multipliers()
            .apply(model.get().tariff(), request.mode(), request.priority());
    return new Priced(request, configuration, model.get(), tariff);
  }

  private static JobPricing refuse(RefusalCode code) {
    return new Refused(Refusal.of(code));
  }
}
