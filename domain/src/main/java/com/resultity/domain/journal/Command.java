package com.resultity.domain.journal;

import com.resultity.domain.accounts.AccountCommand;
import com.resultity.domain.accounts.KeyCommand;
import com.resultity.domain.accounts.NamespaceCommand;
import com.resultity.domain.jobs.JobCommand;
import com.resultity.domain.ledger.LedgerCommand;
import com.resultity.domain.network.NetworkCommand;
import com.resultity.domain.nodes.NodeCommand;

/** An intention to change what is recorded. Holds no time and makes no id: both are given to it. */
public sealed interface Command
    permits AccountCommand,
        JobCommand,
        KeyCommand,
        LedgerCommand,
        NamespaceCommand,
        NetworkCommand,
        NodeCommand {

  /** The slot whose order this command takes part in; 0 is the registry. */
  int slot();

  /**
   * What the caller asked for, without what Core added: two commands with the same text are the
   * same request.
   */
  String intent();

  /** How many commands it stands for: what it weighs where commands wait and are batched. */
  default int weight() {
    return 1;
  }

  /** Names the state that must be read before this command can be decided. */
  void touch(Touched touched);
}
