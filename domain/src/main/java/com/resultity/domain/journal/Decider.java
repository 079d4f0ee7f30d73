package com.resultity.domain.journal;

import com.resultity.domain.accounts.AccountCommand;
import com.resultity.domain.accounts.AccountDecider;
import com.resultity.domain.accounts.KeyCommand;
import com.resultity.domain.accounts.KeyDecider;
import com.resultity.domain.accounts.NamespaceCommand;
import com.resultity.domain.accounts.NamespaceDecider;
import com.resultity.domain.jobs.JobCommand;
import com.resultity.domain.jobs.JobDecider;
import com.resultity.domain.ledger.LedgerCommand;
import com.resultity.domain.ledger.LedgerDecider;
import com.resultity.domain.network.NetworkCommand;
import com.resultity.domain.network.NetworkDecider;
import com.resultity.domain.nodes.NodeCommand;
import com.resultity.domain.nodes.NodeDecider;
import java.time.Instant;

/** The one door to the rules of every area. */
public final class Decider {
  private Decider() {}

  /** Decides a command on the state it touches, at the block's time. Changes nothing. */
  public static Decision decide(Command command, SlotState state, Instant at) {
    try {
      return switch (command) {
        case LedgerCommand c -> LedgerDecider.decide(c, state, at);
        case JobCommand c -> JobDecider.decide(c, state, at);
        case AccountCommand c -> AccountDecider.decide(c, state, at);
        case NamespaceCommand c -> NamespaceDecider.decide(c, state);
        case KeyCommand c -> KeyDecider.decide(c, state, at);
        case NetworkCommand c -> NetworkDecider.decide(c, state, at);
        case NodeCommand c -> NodeDecider.decide(c, state, at);
      };
    } catch (ArithmeticException overflow) {
      return Decision.refuse(RefusalCode.AMOUNT_OVERFLOW);
    }
  }
}
