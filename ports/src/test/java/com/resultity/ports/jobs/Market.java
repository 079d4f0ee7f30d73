package com.resultity.ports.jobs;

import com.resultity.domain.accounts.AccountCommand.OpenAccount;
import com.resultity.domain.accounts.NamespaceCommand.OpenNamespace;
import com.resultity.domain.jobs.Constraints;
import com.resultity.domain.jobs.Job;
import com.resultity.domain.jobs.JobCommand.SubmitJob;
import com.resultity.domain.jobs.JobRequest;
import com.resultity.domain.journal.Command;
import com.resultity.domain.journal.Ids;
import com.resultity.domain.journal.Origin;
import com.resultity.domain.ledger.GrantSource;
import com.resultity.domain.ledger.LedgerCommand.GrantCredit;
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
import com.resultity.ports.journal.Await;
import com.resultity.ports.journal.Caller;
import com.resultity.ports.journal.CommitListener;
import com.resultity.ports.journal.Committer;
import com.resultity.ports.journal.CommitterSettings;
import com.resultity.ports.journal.ManualClock;
import com.resultity.ports.journal.ManualDelay;
import com.resultity.ports.journal.MemoryStore;
import com.resultity.ports.journal.Outcome;
import com.resultity.ports.nodes.SeenNodes;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Namespaces that submit jobs and nodes that claim them, through two instances on one store. */
final class Market {
  private static final int SLOTS = 2;

  final ManualClock clock = new ManualClock();
  final MemoryStore store = new MemoryStore();
  final SeenNodes nodes = new SeenNodes(clock);
  final List<Instance> instances = List.of(instance(store), instance(store.otherStore()));
  private int made;

  /** One process. */
  record Instance(MemoryStore store, Committer committer, Claim claim) {}

  Market(RetryPolicy retry) {
    store.newSlot();
    store.newSlot();
    Model model = new Model("llama", "1", new Tariff(1, 0, 0), 1000);
    done(
        new PublishConfiguration(
            Network.TESTNET, new Terms(List.of(model), new JobLimits(Duration.ofDays(1), retry))));
  }

  private Instance instance(MemoryStore on) {
    Dispatch dispatch = new Dispatch(on.jobs(), nodes);
    Committer committer =
        new Committer(
            CommitterSettings.ofSlots(SLOTS),
            on,
            dispatch,
            clock,
            new ManualDelay(clock),
            CommitListener.NONE);
    Claim claim =
        new Claim(committer, on.jobs(), on.waiting(), on.configurations(), nodes, dispatch, clock);
    return new Instance(on, committer, claim);
  }

  static NodeId node(int number) {
    return new NodeId("0x%040x".formatted(number));
  }

  UUID newId(int slot) {
    return Ids.of(clock.instant(), slot, made++);
  }

  /** A namespace of an account of its own in slot 1 or 2, with credit for any number of jobs. */
  UUID namespace(int slot) {
    UUID accountId = newId(slot);
    UUID id = newId(slot);
    done(new OpenAccount(accountId, null, Set.of(), null));
    done(new OpenNamespace(id, accountId, "n" + made, Network.TESTNET));
    done(new GrantCredit(newId(slot), id, 1_000_000_000, GrantSource.BONUS, 0, null, null));
    return id;
  }

  UUID submit(UUID namespaceId, Priority priority) {
    UUID id = newId(Ids.slotOf(namespaceId));
    JobRequest request =
        new JobRequest(
            "llama", Mode.SYNC, priority, Duration.ofHours(1), 10, Constraints.NONE, null, null);
    done(new SubmitJob(id, namespaceId, request, null));
    return id;
  }

  Future<Outcome> send(Instance at, Command command) {
    return at.committer().submit(caller(null), command);
  }

  void done(Command command) {
    Outcome outcome = Await.result(send(instances.getFirst(), command));
    if (!(outcome instanceof Outcome.Done)) {
      throw new IllegalStateException(command + " led to " + outcome);
    }
  }

  Future<Optional<Claim.Claimed>> claim(Instance at, NodeId node, @Nullable String key) {
    return at.claim().run(caller(key), node, Network.TESTNET, Set.of());
  }

  Job job(UUID id) {
    return Await.result(store.jobs().find(id)).orElseThrow();
  }

  static Caller caller(@Nullable String key) {
    return new Caller(new Origin("node", "", null), key, null);
  }
}
