package com.resultity.domain.jobs;

import com.resultity.domain.network.Mode;
import com.resultity.domain.network.Priority;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for when a job is submitted.
 *
 * @param ttl how long it may wait and run before it expires
 * @param maxTokens the most it may use, read and written together; the model's own limit bounds it
 * @param contentReference where another system keeps the content
 * @param keyId the API key it was asked for with; null when there was none
 */
public record JobRequest(
    String model,
    Mode mode,
    Priority priority,
    Duration ttl,
    long maxTokens,
    Constraints constraints,
    @Nullable String contentReference,
    @Nullable UUID keyId) {
  public JobRequest {
    ttl = ttl.truncatedTo(ChronoUnit.MICROS);
  }
}
