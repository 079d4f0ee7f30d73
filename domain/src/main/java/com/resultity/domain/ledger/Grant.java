package com.resultity.domain.ledger;

import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A lot of credit, in microcredits.
 *
 * @param priority lower burns first
 * @param amount what was granted
 * @param remaining what is neither held, charged nor expired
 * @param expiresAt when the rest of it lapses; null for never
 */
public record Grant(
    UUID id,
    UUID namespaceId,
    GrantSource source,
    int priority,
    long amount,
    long remaining,
    @Nullable Instant expiresAt) {

  /** Priority, then earliest expiry, then age: ids are in time order. */
  public static final Comparator<Grant> BURN_DOWN =
      Comparator.comparingInt(Grant::priority)
          .thenComparing(Grant::expiresAt, Comparator.nullsLast(Comparator.naturalOrder()))
          .thenComparing(Grant::id);

  public Grant {
    if (remaining < 0 || remaining > amount) {
      throw new IllegalArgumentException("remaining out of range");
    }
  }

  /** Whether any of it can be used. */
  public boolean open() {
    return remaining > 0;
  }

  /** Whether its time has come and something is left to expire. */
  public boolean due(Instant at) {
    return remaining > 0 && expiresAt != null && !expiresAt.isAfter(at);
  }

  Grant plus(long change) {
    return new Grant(id, namespaceId, source, priority, amount, remaining + change, expiresAt);
  }
}
