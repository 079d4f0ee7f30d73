package com.resultity.domain.accounts;

import com.resultity.domain.journal.Command;
import com.resultity.domain.journal.Ids;
import com.resultity.domain.journal.Intent;
import com.resultity.domain.journal.Touched;
import com.resultity.domain.network.Network;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What may be asked of accounts and namespaces. */
public sealed interface AccountCommand extends Command {

  /**
   * Opens an account.
   *
   * @param accountId new; names the account's home slot
   * @param contact the email to reach it by, or null for an account without one
   * @param referrerId the account that brought it, for good
   */
  record OpenAccount(
      UUID accountId, @Nullable Contact contact, Set<Role> roles, @Nullable UUID referrerId)
      implements AccountCommand {
    public OpenAccount {
      roles = Set.copyOf(roles);
    }

    @Override
    public int slot() {
      return 0;
    }

    @Override
    public void touch(Touched touched) {
      if (contact != null) {
        touched.email(contact.email());
      }
      if (referrerId != null) {
        touched.account(referrerId);
      }
    }

    @Override
    public String intent() {
      return Intent.of(
          "open_account",
          contact == null ? null : contact.email(),
          new TreeSet<>(roles),
          referrerId);
    }
  }

  /** Opens a namespace in the account's home slot. */
  record OpenNamespace(UUID namespaceId, UUID accountId, String name, Network network)
      implements AccountCommand {
    @Override
    public int slot() {
      return Ids.homeSlot(accountId);
    }

    @Override
    public void touch(Touched touched) {
      touched.account(accountId).namespaceName(accountId, name);
    }

    @Override
    public String intent() {
      return Intent.of("open_namespace", accountId, name, network);
    }
  }
}
