package com.resultity.domain.accounts;

import com.resultity.domain.journal.Command;
import com.resultity.domain.journal.Ids;
import com.resultity.domain.journal.Intent;
import com.resultity.domain.journal.Touched;
import com.resultity.domain.network.Network;
import java.util.UUID;

/** What may be asked of namespaces, but for their credit. Their account's home slot decides it. */
public sealed interface NamespaceCommand extends Command {

  /** Opens a namespace in the account's home slot. */
  record OpenNamespace(UUID namespaceId, UUID accountId, String name, Network network)
      implements NamespaceCommand {
    @Override
    public int slot() {
      return Ids.homeSlot(accountId);
    }

    @Override
    public void touch(Touched touched) {
      touched.account(accountId).namespaceCountOf(accountId).namespaceName(accountId, name);
    }

    @Override
    public String intent() {
      return Intent.of("open_namespace", accountId, name, network);
    }
  }

  /** Gives a namespace another name. */
  record RenameNamespace(UUID namespaceId, String name) implements NamespaceCommand {
    @Override
    public int slot() {
      return Ids.homeSlot(namespaceId);
    }

    @Override
    public void touch(Touched touched) {
      touched.namespace(namespaceId).namesake(namespaceId, name);
    }

    @Override
    public String intent() {
      return Intent.of("rename_namespace", namespaceId, name);
    }
  }

  /** Brings an account's namespaces to what the account's own status makes of them. */
  record FollowAccount(UUID accountId) implements NamespaceCommand {
    @Override
    public int slot() {
      return Ids.homeSlot(accountId);
    }

    @Override
    public void touch(Touched touched) {
      touched.account(accountId).namespacesOf(accountId);
    }

    @Override
    public String intent() {
      return Intent.of("follow_account", accountId);
    }
  }
}
