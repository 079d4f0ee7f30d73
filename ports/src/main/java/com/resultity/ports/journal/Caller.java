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
 * @param part where the command stands in a batch that the idempotency key names; null when the key
 *     names the command itself
 */
public record Caller(
    Origin origin,
    @Nullable String idempotencyKey,
    @Nullable Instant deadline,
    boolean dryRun,
    @Nullable Part part) {

  /**
   * A place in a batch of commands that happen or not on their own.
   *
   * @param index counted from 0
   * @param request what the whole batch asks for
   */
  public record Part(int index, String request) {}

  public Caller(
      Origin origin, @Nullable String idempotencyKey, @Nullable Instant deadline, boolean dryRun) {
    this(origin, idempotencyKey, deadline, dryRun, null);
  }

  public Caller(Origin origin, @Nullable String idempotencyKey, @Nullable Instant deadline) {
    this(origin, idempotencyKey, deadline, false);
  }

  /** The same caller for a part of its batch. */
  public Caller of(Part place) {
    return new Caller(origin, idempotencyKey, deadline, dryRun, place);
  }
}
