package com.resultity.ports.journal;

import com.resultity.domain.journal.Origin;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who sends a command, and how it is to be treated.
 *
 * @param idempotencyKey names the command among those of the principal; null for one that is not
 *     remembered
 * @param deadline when the caller stops waiting; a command not in a block by then is not executed
 * @param dryRun whether it is only decided, on the state as it is, and nothing is recorded
 */
public record Caller(
    Origin origin, @Nullable String idempotencyKey, @Nullable Instant deadline, boolean dryRun) {

  public Caller(Origin origin, @Nullable String idempotencyKey, @Nullable Instant deadline) {
    this(origin, idempotencyKey, deadline, false);
  }
}
