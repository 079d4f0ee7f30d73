package com.resultity.domain.accounts;

import com.resultity.domain.journal.Digest;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A customer, operator or referrer, as the registry knows it. Its id names its home slot.
 *
 * @param emailCommitment SHA-256 of a secret salt and the email, which is itself never recorded
 */
public record Account(
    UUID id,
    AccountStatus status,
    Set<Role> roles,
    @Nullable Digest emailCommitment,
    @Nullable UUID referrerId,
    Instant openedAt) {
  public Account {
    roles = Set.copyOf(roles);
  }
}
