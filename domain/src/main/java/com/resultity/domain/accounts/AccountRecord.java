package com.resultity.domain.accounts;

import com.resultity.domain.journal.Digest;
import com.resultity.domain.journal.LogRecord;
import com.resultity.domain.network.Network;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What happened to accounts and namespaces. */
public sealed interface AccountRecord extends LogRecord {

  /** An account exists from now on. */
  record AccountOpened(
      UUID accountId, @Nullable Digest emailCommitment, Set<Role> roles, @Nullable UUID referrerId)
      implements AccountRecord {
    public AccountOpened {
      roles = Set.copyOf(roles);
    }
  }

  /** A namespace exists from now on, with nothing on it. */
  record NamespaceOpened(UUID namespaceId, UUID accountId, String name, Network network)
      implements AccountRecord {}
}
