package com.resultity.domain.jobs;

import com.resultity.domain.network.Mode;
import com.resultity.domain.network.Network;
import com.resultity.domain.network.Priority;
import com.resultity.domain.network.RetryPolicy;
import com.resultity.domain.network.Tariff;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a job is, fixed when it is submitted.
 *
 * @param namespaceId who pays for it; null for a blind job, which nobody does
 * @param keyId the API key it was asked for with
 * @param configVersion the configuration version that priced it
 * @param tariff the prices of that version for its mode and priority, pinned
 * @param maxTokens the most it may use, read and written together
 * @param retry how nodes may try it, pinned
 * @param contentReference where another system keeps the content
 * @param held microcredits locked for it, by the hold with the job's id; none for a blind job
 * @param deadline when it expires unless finished
 */
public record JobSpec(
    @Nullable UUID namespaceId,
    @Nullable UUID keyId,
    Network network,
    String model,
    String modelVersion,
    long configVersion,
    Tariff tariff,
    Mode mode,
    Priority priority,
    long maxTokens,
    RetryPolicy retry,
    Constraints constraints,
    @Nullable String contentReference,
    long held,
    Instant deadline) {

  /** Whether it tests nodes: nobody is billed for it, and to nodes it looks like any other. */
  public boolean blind() {
    return namespaceId == null;
  }

  JobSpec withoutBilling() {
    return new JobSpec(
        null,
        null,
        network,
        model,
        modelVersion,
        configVersion,
        Tariff.FREE,
        mode,
        priority,
        maxTokens,
        retry,
        constraints,
        contentReference,
        0,
        deadline);
  }
}
