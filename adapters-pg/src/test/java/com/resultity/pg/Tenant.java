package com.resultity.pg;

import com.resultity.domain.accounts.AccountCommand.OpenAccount;
import com.resultity.domain.accounts.Contact;
import com.resultity.domain.accounts.NamespaceCommand.OpenNamespace;
import com.resultity.domain.accounts.Role;
import com.resultity.domain.jobs.Constraints;
import com.resultity.domain.jobs.JobCommand.SubmitJob;
import com.resultity.domain.jobs.JobRequest;
import com.resultity.domain.journal.Command;
import com.resultity.domain.journal.Ids;
import com.resultity.domain.journal.Origin;
import com.resultity.domain.ledger.GrantSource;
import com.resultity.domain.ledger.LedgerCommand.GrantCredit;
import com.resultity.domain.ledger.LedgerCommand.PlaceHold;
import com.resultity.domain.ledger.Overage;
import com.resultity.domain.network.JobLimits;
import com.resultity.domain.network.Mode;
import com.resultity.domain.network.Model;
import com.resultity.domain.network.Network;
import com.resultity.domain.network.NetworkCommand.PublishConfiguration;
import com.resultity.domain.network.Priority;
import com.resultity.domain.network.RetryPolicy;
import com.resultity.domain.network.Tariff;
import com.resultity.domain.network.Terms;
import com.resultity.domain.nodes.NodeId;
import com.resultity.ports.journal.Caller;
import com.resultity.ports.journal.CommitListener;
import com.resultity.ports.journal.Committer;
import com.resultity.ports.journal.CommitterSettings;
import com.resultity.ports.journal.Outcome;
import com.resultity.ports.journal.Preparation;
import com.resultity.ports.journal.SlotStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** An account with a namespace, and what it may send. */
record Tenant(int slot, UUID account, UUID namespace) {
  static final NodeId NODE = new NodeId("0x" + "1a".repeat(20));
  static final PublishConfiguration TERMS =
      new PublishConfiguration(
          Network.MAINNET,
          new Terms(
              List.of(new Model("llama", "1", new Tariff(0, 1_000_000, 1_000_000), 1000)),
              new JobLimits(Duration.ofDays(1), RetryPolicy.of(2))));

  static Tenant in(int slot) {
    return new Tenant(slot, newId(slot), newId(slot));
  }

  private static UUID newId(int slot) {
    return Ids.of(Instant.now(), slot, ThreadLocalRandom.current().nextLong());
  }

  UUID newId() {
    return newId(slot);
  }

  /** Opens the account and its namespace, with so much credit. */
  Tenant open(Committer committer, long credit) {
    Contact contact = new Contact(account + "@example.com", "00".repeat(16));
    done(committer, new OpenAccount(account, contact, Set.of(Role.CONSUMER), null));
    done(committer, new OpenNamespace(namespace, account, "main", Network.MAINNET));
    done(committer, grant(credit));
    return this;
  }

  GrantCredit grant(long amount) {
    return new GrantCredit(newId(), namespace, amount, GrantSource.BONUS, 0, null, null);
  }

  PlaceHold hold(long amount) {
    return hold(newId(), amount, Overage.REFUSE, Duration.ofHours(1));
  }

  PlaceHold hold(UUID id, long amount, Overage overage, Duration life) {
    return new PlaceHold(
        id, namespace, amount, Instant.now().truncatedTo(ChronoUnit.MICROS).plus(life), overage);
  }

  SubmitJob submit(UUID id, long tokens) {
    return new SubmitJob(
        id,
        namespace,
        new JobRequest(
            "llama",
            Mode.SYNC,
            Priority.NORMAL,
            Duration.ofHours(1),
            tokens,
            Constraints.NONE,
            null,
            null),
        null);
  }

  static Committer committer(Vertx vertx, SlotStore store, int slots, CommitListener listener) {
    return new Committer(
        CommitterSettings.ofSlots(slots),
        store,
        Preparation.NONE,
        InstantSource.system(),
        time -> vertx.timer(time.toMillis(), TimeUnit.MILLISECONDS).mapEmpty(),
        listener);
  }

  static Future<Outcome> send(Committer committer, Command command) {
    return committer.submit(new Caller(new Origin("tester", "", null), null, null), command);
  }

  static Outcome.Done done(Committer committer, Command command) {
    return (Outcome.Done) Await.result(send(committer, command));
  }
}
