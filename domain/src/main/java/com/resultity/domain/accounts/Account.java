package com.resultity.domain.accounts;

import com.resultity.domain.journal.Digest;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A customer, operator or referrer, as the registry knows it. Its id names its home slot.
 *
 * @param emailCommitment SHA-256 of a secret salt and the email, which is itself never recorded;
 *     null when there is no email, or no longer
 * @param referrerId the account that brought it, for good
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

  /** This account with another status. */
  Account in(AccountStatus next) {
    return new Account(id, next, roles, emailCommitment, referrerId, openedAt);
  }

  /** This account with other roles and another email. */
  Account with(Set<Role> newRoles, @Nullable Digest newCommitment) {
    return new Account(id, status, newRoles, newCommitment, referrerId, openedAt);
  }

  /**
   * This account after one of its own records.
   *
   * @throws IllegalArgumentException when the record is not about an account that exists
   */
  public Account after(AccountRecord record) {
    return switch (record) {
      case AccountRecord.AccountChanged r -> with(r.roles(), r.emailCommitment());
      case AccountRecord.PersonalDataErased _ -> with(roles, null);
      case AccountRecord.AccountSuspended _ -> in(AccountStatus.SUSPENDED);
      case AccountRecord.AccountReinstated _ -> in(AccountStatus.ACTIVE);
      case AccountRecord.AccountClosed _ -> in(AccountStatus.CLOSED);
      default -> throw new IllegalArgumentException("changes no account: " + record);
    };
  }
}
