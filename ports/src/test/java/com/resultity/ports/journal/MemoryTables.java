package com.resultity.ports.journal;

import com.resultity.domain.accounts.Account;
import com.resultity.domain.accounts.Contact;
import com.resultity.domain.accounts.Namespace;
import com.resultity.domain.accounts.WalletAddress;
import com.resultity.domain.accounts.WalletChallenge;
import com.resultity.domain.accounts.WalletLink;
import com.resultity.domain.jobs.Job;
import com.resultity.domain.jobs.JobCommand.ExpireJob;
import com.resultity.domain.jobs.JobCommand.TimeOutAttempt;
import com.resultity.domain.journal.Command;
import com.resultity.domain.journal.Identities;
import com.resultity.domain.journal.Ids;
import com.resultity.domain.journal.Recorded;
import com.resultity.domain.journal.SlotState;
import com.resultity.domain.journal.Touched;
import com.resultity.domain.ledger.Entry;
import com.resultity.domain.ledger.Grant;
import com.resultity.domain.ledger.Hold;
import com.resultity.domain.ledger.LedgerCommand.ExpireGrant;
import com.resultity.domain.ledger.LedgerCommand.ExpireHold;
import com.resultity.domain.ledger.LedgerRecord;
import com.resultity.domain.ledger.Purse;
import com.resultity.domain.ledger.SystemAccounts;
import com.resultity.domain.network.Configuration;
import com.resultity.domain.network.Network;
import com.resultity.domain.network.NetworkRecord.ConfigurationPublished;
import com.resultity.ports.accounts.Standings;
import com.resultity.ports.journal.MemorySlot.Remembered;
import com.resultity.ports.network.ConfigurationVersion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All rows. What one call reads or writes is one instant's. */
final class MemoryTables {

  /** A configuration, and how it came to be. */
  record Published(Configuration configuration, ConfigurationVersion version) {}

  private final Map<Integer, MemorySlot> slots = new TreeMap<>();
  private final Map<Integer, HeadLock> locks = new HashMap<>();
  private final Map<UUID, Contact> contacts = new LinkedHashMap<>();
  private final Map<Network, NavigableMap<Long, Published>> configurations =
      new EnumMap<>(Network.class);
  private final Map<String, UUID> payments = new HashMap<>();
  final Map<String, WalletLink> links = new LinkedHashMap<>();
  final MemoryNodes nodes = new MemoryNodes();
  final Map<UUID, Standings.Change> standings = new LinkedHashMap<>();
  final Map<UUID, Instant> keyUses = new HashMap<>();
  private long changes;
  private int lastSlot;

  synchronized int newSlot() {
    return ++lastSlot;
  }

  synchronized HeadLock lock(int slot) {
    return locks.computeIfAbsent(slot, _ -> new HeadLock());
  }

  synchronized MemorySlot slot(int slot) {
    lastSlot = Math.max(lastSlot, slot);
    return slots.computeIfAbsent(slot, _ -> new MemorySlot());
  }

  synchronized SlotView view(int slot, Touched touched, Collection<UUID> keys) {
    MemorySlot rows = slot(slot);
    MemorySlot registry = slot(0);
    SlotState state = new SlotState();
    for (UUID id : touched.accounts()) {
      Account account = registry.accounts.get(id);
      if (account != null) {
        state.identities().loadAccount(account);
      }
    }
    for (String email : touched.emails()) {
      emailOwner(email).ifPresent(owner -> state.identities().loadEmail(email, owner));
    }
    if (slot == 0) {
      loadRegistry(touched, state);
    }
    touched.payments().stream().filter(payments::containsKey).forEach(state::loadPayment);
    for (Network network : touched.configurations()) {
      Configuration configuration = configuration(network);
      if (configuration != null) {
        state.loadConfiguration(configuration);
      }
    }
    for (Touched.Version version : touched.versions()) {
      Published published = published(version.network()).get(version.number());
      if (published != null) {
        state.loadVersion(published.configuration());
      }
    }
    rows.load(touched, state);
    return new SlotView(rows.head(), registry.head().sequence(), state, outcomes(rows, keys));
  }

  private void loadRegistry(Touched touched, SlotState state) {
    nodes.load(touched, state.nodes());
    touched
        .ownersOfNamespaces()
        .forEach(account -> namespacesOf(account).forEach(state::loadElsewhere));
    Set<String> nonces =
        touched.wallets().stream().map(WalletChallenge::nonce).collect(Collectors.toSet());
    Set<WalletAddress> wallets =
        touched.wallets().stream()
            .map(challenge -> new WalletAddress(challenge.address()))
            .collect(Collectors.toSet());
    links.values().stream()
        .filter(link ->
            nonces.contains(link.nonce())
                || (link.lasts() && wallets.contains(link.address()))
                || touched.ownersOfWallets().contains(link.accountId()))
        .forEach(state.identities()::loadLink);
  }

  synchronized List<Namespace> namespacesOf(UUID accountId) {
    return home(accountId).purses.values().stream()
        .map(Purse::namespace)
        .filter(namespace -> namespace.accountId().equals(accountId))
        .sorted(Comparator.comparing(Namespace::openedAt).thenComparing(Namespace::id))
        .toList();
  }

  private boolean knowsEmail(String email, Set<UUID> stale) {
    return contacts.entrySet().stream()
        .anyMatch(
            known -> known.getValue().email().equals(email) && !stale.contains(known.getKey()));
  }

  synchronized Optional<UUID> emailOwner(String email) {
    return contacts.entrySet().stream()
        .filter(known -> known.getValue().email().equals(email))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private static Map<UUID, StoredOutcome> outcomes(MemorySlot rows, Collection<UUID> keys) {
    Map<UUID, StoredOutcome> found = new HashMap<>();
    for (UUID key : keys) {
      Remembered remembered = rows.outcomes.get(key);
      if (remembered != null) {
        found.put(key, new StoredOutcome(remembered.request(), outcome(rows, remembered)));
      }
    }
    return found;
  }

  private static Outcome outcome(MemorySlot rows, Remembered remembered) {
    if (remembered.refusal() != null) {
      return new Outcome.Declined(RecordLines.decodeRefusal(remembered.refusal()), false);
    }
    Block block = rows.blocks.get((int) remembered.sequence() - 1);
    int from = remembered.ordinal();
    List<Recorded> records =
        block.lines().subList(from, from + remembered.count()).stream()
            .map(RecordLines::decode)
            .toList();
    return new Outcome.Done(records, false);
  }

  /** Writes all of a draft, or refuses as a database would whose constraints it breaks. */
  synchronized void write(int slot, Draft draft) {
    MemorySlot rows = slot(slot);
    draft.block().ifPresent(block -> checkChain(rows.head(), block.header()));
    checkUnique(rows, draft.state());
    long sequence = rows.head().sequence() + 1;
    for (Draft.Memory memory : draft.memories()) {
      rows.outcomes.put(
          memory.idempotency().key(),
          new Remembered(
              memory.idempotency().request(),
              sequence,
              memory.ordinal(),
              memory.count(),
              memory.refusal() == null ? null : RecordLines.encode(memory.refusal())));
    }
    draft.block().ifPresent(block -> write(slot, rows, block, draft));
  }

  private static void checkChain(Head head, BlockHeader next) {
    require(next.sequence() == head.sequence() + 1, "sequence");
    require(next.previous().equals(head.hash()), "previous");
    require(!next.at().isBefore(head.at()), "time");
  }

  private void checkUnique(MemorySlot rows, SlotState state) {
    state.payments().keySet().forEach(p -> require(!payments.containsKey(p), "payment"));
    Identities identities = state.identities();
    identities
        .contacts()
        .forEach((id, c) -> require(!knowsEmail(c.email(), identities.staleContacts()), "email"));
    identities.links().created().forEach(l -> require(!links.containsKey(l.nonce()), "nonce"));
    for (Purse purse : state.purses().created()) {
      require(!rows.purses.containsKey(purse.namespace().id()), "namespace");
      require(!rows.knowsName(name(purse)), "name");
    }
    identities
        .accounts()
        .created()
        .forEach(a -> require(!rows.accounts.containsKey(a.id()), "account"));
    state.nodes().nodes().created().forEach(n -> require(!nodes.has(n.id()), "node"));
    state.holds().created().forEach(h -> require(!rows.holds.containsKey(h.id()), "hold"));
    state.jobs().created().forEach(j -> require(!rows.jobs.containsKey(j.id()), "job"));
  }

  private static void require(boolean kept, String constraint) {
    if (!kept) {
      throw new StoreFailure(
          StoreFailure.Kind.REJECTED, new IllegalStateException(constraint + " is not unique"));
    }
  }

  private void write(int slot, MemorySlot rows, Block block, Draft draft) {
    SlotState state = draft.state();
    rows.blocks.add(block);
    rows.adminActions.addAll(draft.adminActions());
    write(rows, state.identities());
    nodes.write(state.nodes());
    state.keys().created().forEach(key -> rows.keys.put(key.id(), key));
    state.keys().changed().forEach(key -> rows.keys.put(key.id(), key));
    payments.putAll(state.payments());
    state.purses().created().forEach(purse -> write(rows, purse));
    state.purses().changed().forEach(purse -> write(rows, purse));
    state.holds().created().forEach(hold -> rows.holds.put(hold.id(), hold));
    state.holds().changed().forEach(hold -> rows.holds.put(hold.id(), hold));
    state.jobs().created().forEach(job -> rows.jobs.put(job.id(), job));
    state.jobs().changed().forEach(job -> rows.jobs.put(job.id(), job));
    draft.records().forEach(this::publish);
    for (int i = 0; i < draft.records().size(); i++) {
      if (draft.records().get(i).fact() instanceof LedgerRecord fact) {
        post(rows, fact);
        if (fact instanceof LedgerRecord.Moved moved) {
          Instant at = block.header().at();
          UUID id = Ids.ofPlace(at, slot, block.header().sequence(), i);
          rows.entries.add(Entry.of(id, moved, at));
        }
      }
    }
  }

  private void write(MemorySlot registry, Identities identities) {
    identities.accounts().created().forEach(a -> registry.accounts.put(a.id(), a));
    identities.accounts().changed().forEach(a -> registry.accounts.put(a.id(), a));
    identities.links().changed().forEach(link -> links.put(link.nonce(), link));
    identities.links().created().forEach(link -> links.put(link.nonce(), link));
    contacts.keySet().removeAll(identities.staleContacts());
    contacts.putAll(identities.contacts());
    for (UUID account : identities.standings()) {
      standings.put(account, new Standings.Change(account, Instant.ofEpochSecond(++changes)));
    }
  }

  private static Touched.NamespaceName name(Purse purse) {
    return new Touched.NamespaceName(purse.namespace().accountId(), purse.namespace().name());
  }

  private static void write(MemorySlot rows, Purse purse) {
    rows.purses.put(purse.namespace().id(), purse);
    purse.grants().forEach(grant -> rows.grants.put(grant.id(), grant));
  }

  private static void post(MemorySlot rows, LedgerRecord fact) {
    Purse purse = rows.purses.get(fact.namespaceId());
    if (purse == null) {
      throw new IllegalStateException("a record about a namespace that is not there");
    }
    Network network = purse.namespace().network();
    SystemAccounts before = rows.system.getOrDefault(network, SystemAccounts.NONE);
    rows.system.put(network, before.after(fact));
  }

  /** The home slot's rows. */
  synchronized MemorySlot home(UUID id) {
    return slot(Ids.homeSlot(id));
  }

  synchronized @Nullable Contact contact(UUID accountId) {
    return contacts.get(accountId);
  }

  synchronized @Nullable Configuration configuration(Network network) {
    Map.Entry<Long, Published> last = published(network).lastEntry();
    return last == null ? null : last.getValue().configuration();
  }

  /** A network's versions by their numbers. */
  synchronized NavigableMap<Long, Published> published(Network network) {
    return configurations.computeIfAbsent(network, _ -> new TreeMap<>());
  }

  private void publish(Recorded recorded) {
    if (recorded.fact() instanceof ConfigurationPublished fact) {
      Configuration configuration = fact.configuration();
      published(configuration.network())
          .put(
              configuration.version(),
              new Published(configuration, ConfigurationVersion.of(recorded, fact)));
    }
  }

  synchronized Map<Integer, MemorySlot> slots() {
    return new TreeMap<>(slots);
  }

  synchronized List<Command> due(int slot, Instant at, int limit) {
    record Due(Instant since, Command command) {}

    MemorySlot rows = slot(slot);
    List<Due> due = new ArrayList<>();
    for (Hold hold : rows.holds.values()) {
      if (hold.due(at) && !hold.forJob()) {
        due.add(new Due(hold.expiresAt(), new ExpireHold(hold.id())));
      }
    }
    for (Job job : rows.jobs.values()) {
      if (job.due(at)) {
        due.add(new Due(job.spec().deadline(), new ExpireJob(job.id())));
      } else if (job.attemptDue(at)) {
        due.add(new Due(job.dueAt(), new TimeOutAttempt(job.id())));
      }
    }
    for (Grant grant : rows.grants.values()) {
      Instant expiresAt = grant.expiresAt();
      if (grant.due(at) && expiresAt != null) {
        due.add(new Due(expiresAt, new ExpireGrant(grant.id())));
      }
    }
    return due.stream()
        .sorted(Comparator.comparing(Due::since))
        .limit(limit)
        .map(Due::command)
        .toList();
  }
}
