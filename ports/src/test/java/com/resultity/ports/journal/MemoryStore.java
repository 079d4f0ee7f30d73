package com.resultity.ports.journal;

import com.resultity.domain.jobs.JobSpec;
import com.resultity.domain.journal.Digest;
import com.resultity.domain.journal.Recorded;
import com.resultity.domain.journal.Touched;
import com.resultity.domain.ledger.Entry;
import com.resultity.domain.ledger.Purse;
import com.resultity.domain.network.Configuration;
import com.resultity.domain.network.Network;
import com.resultity.domain.nodes.Node;
import com.resultity.domain.nodes.NodeId;
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
import com.resultity.ports.ledger.Standing;
import com.resultity.ports.ledger.TrialBalance;
import com.resultity.ports.network.ConfigurationReader;
import com.resultity.ports.network.ConfigurationVersion;
import com.resultity.ports.nodes.NodeReader;
import com.resultity.ports.nodes.NodeView;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps slots in memory as a database would: one transaction per slot at a time, written whole or
 * not at all, and failing the way a test plans it. Stores on the same tables stand for processes on
 * the same database.
 */
public final class MemoryStore implements SlotStore, Backend {
  private final MemoryTables tables;
  private final Faults faults = new Faults();

  public MemoryStore() {
    this(new MemoryTables());
  }

  private MemoryStore(MemoryTables tables) {
    this.tables = tables;
  }

  /** What goes wrong in this store, and in no other on the same tables. */
  public Faults faults() {
    return faults;
  }

  @Override
  public Future<Void> commit(
      int slot, Touched touched, Collection<UUID> keys, Function<SlotView, Draft> decide) {
    return locked(slot, () -> transaction(slot, touched, keys, decide));
  }

  @Override
  public Future<Optional<Digest>> settle(int slot, long sequence) {
    return locked(
        slot,
        () ->
            faults.settlingFails()
                ? fail(StoreFailure.Kind.UNAVAILABLE)
                : read(() -> hash(tables.slot(slot), sequence)));
  }

  private <T> Future<T> locked(int slot, Supplier<Future<T>> action) {
    HeadLock lock = tables.lock(slot);
    return lock.lock()
        .compose(_ -> action.get())
        .eventually(() -> {
          lock.unlock();
          return Future.succeededFuture();
        });
  }

  private Future<Void> transaction(
      int slot, Touched touched, Collection<UUID> keys, Function<SlotView, Draft> decide) {
    Faults.Fault fault = faults.next();
    if (fault == Faults.Fault.UNAVAILABLE) {
      return fail(StoreFailure.Kind.UNAVAILABLE);
    }
    Draft draft = decide.apply(tables.view(slot, touched, keys));
    return faults.passed(slot).compose(_ -> finish(slot, draft, fault));
  }

  private Future<Void> finish(int slot, Draft draft, Faults.Fault fault) {
    if (draft.records().stream().map(Recorded::fact).anyMatch(faults::rejects)) {
      return fail(StoreFailure.Kind.REJECTED);
    }
    if (fault != Faults.Fault.LOST_UNWRITTEN && !draft.isEmpty()) {
      tables.write(slot, draft);
    }
    return fault == Faults.Fault.NONE ? Future.succeededFuture() : fail(StoreFailure.Kind.UNKNOWN);
  }

  private static <T> Future<T> fail(StoreFailure.Kind kind) {
    return Future.failedFuture(new StoreFailure(kind, new IllegalStateException("as planned")));
  }

  private static Optional<Digest> hash(MemorySlot rows, long sequence) {
    return rows.blocks.size() < sequence
        ? Optional.empty()
        : Optional.of(rows.blocks.get((int) sequence - 1).header().hash());
  }

  @Override
  public SlotStore store() {
    return this;
  }

  @Override
  public MemoryStore otherStore() {
    return new MemoryStore(tables);
  }

  @Override
  public int newSlot() {
    return tables.newSlot();
  }

  private <T> Future<T> read(Supplier<T> query) {
    synchronized (tables) {
      return Future.succeededFuture(query.get());
    }
  }

  @Override
  public AccountReader accounts() {
    return new MemoryAccounts(tables);
  }

  @Override
  public ReferralReader referrals() {
    return new MemoryAccounts(tables);
  }

  @Override
  public KeyReader keys() {
    return new MemoryKeys(tables);
  }

  @Override
  public KeyLists keyLists() {
    return new MemoryKeys(tables);
  }

  @Override
  public KeyUseStore keyUses() {
    return new MemoryKeys(tables);
  }

  @Override
  public Standings standings() {
    return new MemoryStandings(tables);
  }

  @Override
  public NamespaceReader namespaces() {
    return id -> read(() -> purse(id).map(Purse::namespace));
  }

  @Override
  public CreditReader credits() {
    return id ->
        read(() -> purse(id).map(purse -> new Standing(purse.credits(), purse.namespace().open())));
  }

  private Optional<Purse> purse(UUID id) {
    return Optional.ofNullable(tables.home(id).purses.get(id));
  }

  @Override
  public HoldReader holds() {
    return id -> read(() -> Optional.ofNullable(tables.home(id).holds.get(id)));
  }

  @Override
  public WaitingReader waiting() {
    return new MemoryWaiting(tables);
  }

  @Override
  public JobReader jobs() {
    return id -> read(() -> Optional.ofNullable(tables.home(id).jobs.get(id)));
  }

  @Override
  public JobPages jobPages() {
    return query -> read(() -> lookups().page(query));
  }

  @Override
  public UsageReader usage() {
    return query -> read(() -> query).map(_ -> lookups().usage(query));
  }

  @Override
  public QueueReader queue() {
    return network -> read(() -> lookups().queue(network));
  }

  private MemoryLookups lookups() {
    return new MemoryLookups(
        tables.slots().values().stream().flatMap(rows -> rows.jobs.values().stream()).toList());
  }

  @Override
  public EntryReader entries() {
    return new EntryReader() {
      @Override
      public Future<List<Entry>> list(UUID id, @Nullable UUID after, int limit) {
        return read(() ->
            of(id)
                .filter(entry -> after == null || entry.id().compareTo(after) > 0)
                .limit(limit)
                .toList());
      }

      @Override
      public Future<Optional<Entry>> lastUntil(UUID id, Instant at) {
        return read(
            () -> of(id).filter(entry -> !entry.at().isAfter(at)).reduce((_, later) -> later));
      }

      private Stream<Entry> of(UUID id) {
        return tables.home(id).entries.stream().filter(entry -> entry.namespaceId().equals(id));
      }
    };
  }

  @Override
  public ConfigurationReader configurations() {
    return new ConfigurationReader() {
      @Override
      public Future<Optional<Configuration>> findCurrent(Network network) {
        return read(() -> Optional.ofNullable(tables.configuration(network)));
      }

      @Override
      public Future<Optional<Configuration>> find(Network network, long version) {
        return read(() ->
            Optional.ofNullable(tables.published(network).get(version))
                .map(MemoryTables.Published::configuration));
      }

      @Override
      public Future<List<ConfigurationVersion>> list(
          Network network, @Nullable Long before, int limit) {
        return read(() ->
            tables
                .published(network)
                .headMap(before == null ? Long.MAX_VALUE : before, false)
                .descendingMap()
                .values()
                .stream()
                .map(MemoryTables.Published::version)
                .limit(limit)
                .toList());
      }
    };
  }

  @Override
  public NodeReader nodes() {
    return new NodeReader() {
      @Override
      public Future<Optional<Node>> find(NodeId id) {
        return read(() -> tables.nodes.find(id));
      }

      @Override
      public Future<List<Node>> list(UUID accountId, @Nullable NodeId after, int limit) {
        return read(() -> tables.nodes.list(accountId, after, limit));
      }

      @Override
      public Future<List<NodeId>> listBest(JobSpec job, int minimumTrust, int limit) {
        return read(() -> tables.nodes.listBest(job, minimumTrust, limit));
      }

      @Override
      public Future<Set<NodeId>> findRegistered(Collection<NodeId> nodes) {
        return read(() -> nodes.stream().filter(tables.nodes::has).collect(Collectors.toSet()));
      }

      @Override
      public Future<Optional<NodeView>> view(NodeId id) {
        return read(() -> tables.nodes.view(id));
      }
    };
  }

  @Override
  public TrialBalance trialBalance() {
    return () -> read(this::lines);
  }

  private List<TrialBalance.Line> lines() {
    List<TrialBalance.Line> lines = new ArrayList<>();
    tables
        .slots()
        .forEach((slot, rows) -> {
          for (Network network : rows.system.keySet()) {
            lines.add(rows.trialBalance(slot, network));
          }
        });
    return lines;
  }

  @Override
  public DueReader due() {
    return (slot, at, limit) -> read(() -> tables.due(slot, at, limit));
  }

  @Override
  public BlockReader blocks() {
    return new BlockReader() {
      @Override
      public Future<Head> head(int slot) {
        return read(() -> tables.slot(slot).head());
      }

      @Override
      public Future<List<Block>> list(int slot, long after, int limit) {
        return read(() -> tables.slot(slot).blocks.stream().skip(after).limit(limit).toList());
      }
    };
  }

  @Override
  public AdminActionReader adminActions() {
    return query -> read(() -> MemoryActions.page(tables.slots().values(), query));
  }
}
