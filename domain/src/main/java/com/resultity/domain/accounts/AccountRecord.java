package com.resultity.domain.accounts;

import com.resultity.domain.journal.Digest;
import com.resultity.domain.journal.LogRecord;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What happened to accounts and their wallets. */
public sealed interface AccountRecord extends LogRecord {
  UUID accountId();

  /** An account exists from now on. */
  record AccountOpened(
      UUID accountId, @Nullable Digest emailCommitment, Set<Role> roles, @Nullable UUID referrerId)
      implements AccountRecord {
    public AccountOpened {
      roles = Set.copyOf(roles);
    }
  }

  /** It has these roles and this email from now on. */
  record AccountChanged(UUID accountId, @Nullable Digest emailCommitment, Set<Role> roles)
      implements AccountRecord {
    public AccountChanged {
      roles = Set.copyOf(roles);
    }
  }

  /** Its email was forgotten, and the salt that would prove a commitment to it. */
  record PersonalDataErased(UUID accountId) implements AccountRecord {}

  /** It may do nothing until it is reinstated; its namespaces follow. */
  record AccountSuspended(UUID accountId) implements AccountRecord {}

  /** It may act again; its namespaces follow. */
  record AccountReinstated(UUID accountId) implements AccountRecord {}

  /** It will never act again. */
  record AccountClosed(UUID accountId) implements AccountRecord {}

  /** A wallet proved that it belongs to it. */
  record WalletLinked(UUID accountId, WalletAddress address, long chainId, String nonce)
      implements AccountRecord {}

  /** A wallet left it, and may be linked again, here or elsewhere. */
  record WalletUnlinked(UUID accountId, WalletAddress address, String nonce)
      implements AccountRecord {}
}
