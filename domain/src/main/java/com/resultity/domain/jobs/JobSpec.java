package com.resultity.domain.jobs;

import com.resultity.domain.network.Network;
import com.resultity.domain.network.Tariff;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a job is, fixed when it is submitted.
 *
 * @param configVersion the configuration version that priced it
 * @param tariff the prices of that version, pinned
 * @param maxTokens the most it may use, read and written together
 * @param maxAttempts how many nodes may try it
 * @param contentReference where another system keeps the content
 * @param held microcredits locked for it, by the hold with the job's id
 * @param deadline when it expires unless finished
 */
public record JobSpec(
    UUID namespaceId,
    Network network,
    String model,
    String modelVersion,
    long configVersion,
    Tariff tariff,
    Mode mode,
    Priority priority,
    long maxTokens,
    int maxAttempts,
    Constraints constraints,
    @Nullable String contentReference,
    long held,
    Instant deadline) {}
