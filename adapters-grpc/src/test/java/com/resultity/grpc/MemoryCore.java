package com.resultity.grpc;

import com.resultity.domain.accounts.Account;
import com.resultity.domain.accounts.Contact;
import com.resultity.domain.accounts.Namespace;
import com.resultity.domain.jobs.Job;
import com.resultity.domain.journal.Digest;
import com.resultity.domain.journal.Ids;
import com.resultity.domain.journal.Recorded;
import com.resultity.domain.journal.SlotState;
import com.resultity.domain.journal.Touched;
import com.resultity.domain.ledger.Entry;
import com.resultity.domain.ledger.Hold;
import com.resultity.domain.ledger.LedgerRecord.Moved;
import com.resultity.domain.ledger.Purse;
import com.resultity.domain.network.Configuration;
import com.resultity.domain.network.Network;
import com.resultity.ports.accounts.AccountView;
import com.resultity.ports.journal.Block;
import com.resultity.ports.journal.BlockHeader;
import com.resultity.ports.journal.BlockReader;
import com.resultity.ports.journal.Draft;
import com.resultity.ports.journal.Head;
import com.resultity.ports.journal.Outcome;
import com.resultity.ports.journal.SlotStore;
import com.resultity.ports.journal.SlotView;
import com.resultity.ports.journal.StoreFailure;
import com.resultity.ports.journal.StoredOutcome;
import com.resultity.ports.ledger.TrialBalance;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Keeps everything in memory and answers at once, or as a test says. */
final class MemoryCore implements SlotStore, BlockReader {
  private final Map<UUID, Account> accounts = new HashMap<>();
  private final Map<UUID, Contact> contacts = new HashMap<>();
  private final Map<UUID, Purse> purses = new HashMap<>();
  private final Map<UUID, Hold> holds = new HashMap<>();
  private final Map<UUID, Job> jobs = new HashMap<>();
  private final Map<Network, Configuration> configurations = new HashMap<>();
  private final Map<UUID, StoredOutcome> outcomes = new HashMap<>();
  private final Set<String> payments = new HashSet<>();
  private final List<Entry> entries = new ArrayList<>();
  private final Map<Integer, List<Block>> blocks = new HashMap<>();
  private final Queue<StoreFailure> failures = new ArrayDeque<>();
  private @Nullable Promise<Void> barrier;

  /** Until {@link #resume}, nothing commits. */
  synchronized void pause() {
    barrier = Promise.promise();
  }

  void resume() {
    Promise<Void> opened;
    synchronized (this) {
      opened = barrier;
      barrier = null;
    }
    if (opened != null) {
      opened.complete();
    }
  }

  synchronized void failNext(StoreFailure.Kind kind) {
    failures.add(new StoreFailure(kind, new IllegalStateException("as planned")));
  }

  @Override
  public Future<Void> commit(
      int slot, Touched touched, Collection<UUID> keys, Function<SlotView, Draft> decide) {
    Future<Void> open;
    synchronized (this) {
      StoreFailure failure = failures.poll();
      if (failure != null) {
        return Future.failedFuture(failure);
      }
      open = barrier == null ? Future.succeededFuture() : barrier.future();
    }
    return open.compose(_ -> {
      write(slot, touched, keys, decide);
      return Future.succeededFuture();
    });
  }

  private synchronized void write(
      int slot, Touched touched, Collection<UUID> keys, Function<SlotView, Draft> decide) {
    Map<UUID, StoredOutcome> found = new HashMap<>();
    keys.stream().filter(outcomes::containsKey).forEach(k -> found.put(k, outcomes.get(k)));
    Draft draft = decide.apply(new SlotView(headOf(slot), 0, load(touched), found));
    for (Draft.Memory memory : draft.memories()) {
      Outcome outcome =
          memory.refusal() == null
              ? new Outcome.Done(
                  draft.records().subList(memory.ordinal(), memory.ordinal() + memory.count()),
                  false)
              : new Outcome.Declined(memory.refusal(), false);
      outcomes.put(
          memory.idempotency().key(), new StoredOutcome(memory.idempotency().request(), outcome));
    }
    store(draft.state());
    draft.block().ifPresent(block -> append(slot, block, draft.records()));
  }

  private SlotState load(Touched touched) {
    SlotState state = new SlotState();
    Set<UUID> namespaces = new HashSet<>(touched.namespaces());
    touched.holds().stream()
        .filter(holds::containsKey)
        .map(holds::get)
        .forEach(hold -> {
          state.loadHold(hold);
          namespaces.add(hold.namespaceId());
        });
    touched.jobs().stream().filter(jobs::containsKey).map(jobs::get).forEach(state::loadJob);
    namespaces.stream().filter(purses::containsKey).map(purses::get).forEach(state::loadPurse);
    touched.accounts().stream()
        .filter(accounts::containsKey)
        .map(accounts::get)
        .forEach(state::loadAccount);
    touched.configurations().stream()
        .filter(configurations::containsKey)
        .map(configurations::get)
        .forEach(state::loadConfiguration);
    touched.payments().stream().filter(payments::contains).forEach(state::loadPayment);
    contacts.values().forEach(contact -> state.loadEmail(contact.email()));
    for (Touched.NamespaceName name : touched.namespaceNames()) {
      if (purses.values().stream()
          .map(Purse::namespace)
          .anyMatch(n -> n.accountId().equals(name.accountId()) && n.name().equals(name.name()))) {
        state.loadName(name.accountId(), name.name());
      }
    }
    return state;
  }

  private void store(SlotState state) {
    state.accounts().created().forEach(a -> accounts.put(a.id(), a));
    contacts.putAll(state.contacts());
    payments.addAll(state.payments().keySet());
    state.configurations().all().forEach(c -> configurations.put(c.network(), c));
    state.purses().all().forEach(p -> purses.put(p.namespace().id(), p));
    state.holds().all().forEach(h -> holds.put(h.id(), h));
    state.jobs().all().forEach(j -> jobs.put(j.id(), j));
  }

  private void append(int slot, Block block, List<Recorded> records) {
    blocks.computeIfAbsent(slot, _ -> new ArrayList<>()).add(block);
    Instant at = block.header().at();
    for (int i = 0; i < records.size(); i++) {
      if (records.get(i).fact() instanceof Moved moved) {
        entries.add(Entry.of(Ids.ofPlace(at, slot, block.header().sequence(), i), moved, at));
      }
    }
  }

  private Head headOf(int slot) {
    List<Block> chain = blocks.getOrDefault(slot, List.of());
    if (chain.isEmpty()) {
      return Head.NONE;
    }
    BlockHeader last = chain.getLast().header();
    return new Head(last.sequence(), last.hash(), last.at());
  }

  @Override
  public Future<Optional<Digest>> settle(int slot, long sequence) {
    return Future.succeededFuture(Optional.empty());
  }

  @Override
  public synchronized Future<Head> head(int slot) {
    return Future.succeededFuture(headOf(slot));
  }

  @Override
  public synchronized Future<List<Block>> list(int slot, long after, int limit) {
    return Future.succeededFuture(
        blocks.getOrDefault(slot, List.of()).stream().skip(after).limit(limit).toList());
  }

  synchronized Future<Optional<AccountView>> account(UUID id) {
    Contact contact = contacts.get(id);
    return Future.succeededFuture(
        Optional.ofNullable(accounts.get(id))
            .map(account ->
                new AccountView(
                    account,
                    contact == null ? null : contact.email(),
                    purses.values().stream()
                        .map(Purse::namespace)
                        .filter(n -> n.accountId().equals(id))
                        .toList())));
  }

  synchronized Future<Optional<Purse>> purse(UUID id) {
    return Future.succeededFuture(Optional.ofNullable(purses.get(id)));
  }

  Future<Optional<Namespace>> namespace(UUID id) {
    return purse(id).map(found -> found.map(Purse::namespace));
  }

  synchronized Future<Optional<Hold>> hold(UUID id) {
    return Future.succeededFuture(Optional.ofNullable(holds.get(id)));
  }

  synchronized Future<Optional<Job>> job(UUID id) {
    return Future.succeededFuture(Optional.ofNullable(jobs.get(id)));
  }

  synchronized Future<Optional<Configuration>> configuration(Network network) {
    return Future.succeededFuture(Optional.ofNullable(configurations.get(network)));
  }

  synchronized Future<List<Entry>> entries(UUID namespaceId, @Nullable UUID after, int limit) {
    return Future.succeededFuture(
        entries.stream()
            .filter(e -> e.namespaceId().equals(namespaceId))
            .filter(e -> after == null || e.id().compareTo(after) > 0)
            .limit(limit)
            .toList());
  }

  synchronized Future<List<TrialBalance.Line>> trialBalance() {
    long available = purses.values().stream().mapToLong(p -> p.credits().available()).sum();
    return Future.succeededFuture(
        List.of(
            new TrialBalance.Line(
                1, Network.TESTNET, available, 0, 0, 0, available, -available, 0, 0, 0)));
  }
}
