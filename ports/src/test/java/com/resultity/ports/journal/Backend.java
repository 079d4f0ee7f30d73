package com.resultity.ports.journal;

import com.resultity.ports.accounts.AccountReader;
import com.resultity.ports.accounts.KeyLists;
import com.resultity.ports.accounts.KeyReader;
import com.resultity.ports.accounts.KeyUseStore;
import com.resultity.ports.accounts.NamespaceReader;
import com.resultity.ports.accounts.ReferralReader;
import com.resultity.ports.accounts.Standings;
import com.resultity.ports.jobs.JobPages;
import com.resultity.ports.jobs.JobReader;
import com.resultity.ports.jobs.QueueReader;
import com.resultity.ports.jobs.UsageReader;
import com.resultity.ports.jobs.WaitingReader;
import com.resultity.ports.ledger.CreditReader;
import com.resultity.ports.ledger.DueReader;
import com.resultity.ports.ledger.EntryReader;
import com.resultity.ports.ledger.HoldReader;
import com.resultity.ports.ledger.TrialBalance;
import com.resultity.ports.network.ConfigurationReader;
import com.resultity.ports.nodes.NodeReader;

/**
 * Where slots are kept, as a test sees it: two stores on the same data, and everything that reads
 * it.
 */
public interface Backend {
  SlotStore store();

  /** Another store on the same data, as another process would have one. */
  SlotStore otherStore();

  /** A slot without blocks that is nobody else's; never the registry. Safe from any thread. */
  int newSlot();

  AccountReader accounts();

  NamespaceReader namespaces();

  ReferralReader referrals();

  KeyReader keys();

  KeyLists keyLists();

  KeyUseStore keyUses();

  Standings standings();

  CreditReader credits();

  HoldReader holds();

  EntryReader entries();

  JobReader jobs();

  JobPages jobPages();

  UsageReader usage();

  QueueReader queue();

  WaitingReader waiting();

  ConfigurationReader configurations();

  NodeReader nodes();

  TrialBalance trialBalance();

  DueReader due();

  BlockReader blocks();

  AdminActionReader adminActions();
}
