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
 */
public record Caller(Origin origin, @Nullable String idempotencyKey, @Nullable Instant deadline) {}
