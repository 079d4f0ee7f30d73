package com.resultity.domain.journal;

import com.resultity.domain.accounts.Account;
import com.resultity.domain.accounts.AccountRecord;
import com.resultity.domain.accounts.ApiKey;
import com.resultity.domain.accounts.KeyRecord;
import com.resultity.domain.accounts.KeyRecord.KeyIssued;
import com.resultity.domain.accounts.Namespace;
import com.resultity.domain.accounts.NamespaceRecord;
import com.resultity.domain.accounts.NamespaceRecord.NamespaceOpened;
import com.resultity.domain.jobs.Job;
import com.resultity.domain.jobs.JobRecord;
import com.resultity.domain.jobs.JobRecord.JobSubmitted;
import com.resultity.domain.ledger.Grant;
import com.resultity.domain.ledger.Hold;
import com.resultity.domain.ledger.LedgerRecord;
import com.resultity.domain.ledger.LedgerRecord.CreditGranted;
import com.resultity.domain.ledger.LedgerRecord.HoldPlaced;
import com.resultity.domain.ledger.Purse;
import com.resultity.domain.ledger.SystemAccounts;
import com.resultity.domain.network.Configuration;
import com.resultity.domain.network.Network;
import com.resultity.domain.network.NetworkRecord;
import com.resultity.domain.network.NetworkRecord.ConfigurationPublished;
import com.resultity.domain.nodes.Node;
import com.resultity.domain.nodes.NodeId;
import com.resultity.domain.nodes.NodeRecord;
import com.resultity.domain.nodes.Penalty;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The part of a slot's state that one block touches: filled by a store, read by decisions, changed
 * by records and by nothing else, then written back. Confined to the block that loads it.
 */
public final class SlotState {
  private final @Nullable SlotState base;
  private final Identities identities;
  private final Nodes nodes;
  private final Tracked<UUID, ApiKey> keys;
  private final Tracked<UUID, Purse> purses;
  private final Tracked<UUID, Hold> holds;
  private final Tracked<UUID, Job> jobs;
  private final Tracked<Network, Configuration> configurations;
  private final Map<Touched.Version, Configuration> versions = new HashMap<>();
  private final Map<String, UUID> payments = new LinkedHashMap<>();
  private final Map<UUID, UUID> grantOwners = new LinkedHashMap<>();
  private final Map<UUID, Grant> storedGrants = new LinkedHashMap<>();
  private final Map<Network, SystemAccounts> system = new EnumMap<>(Network.class);
  private final Map<Network, SystemAccounts> changedSystem = new EnumMap<>(Network.class);
  private final Set<UUID> changedNamespaces = new LinkedHashSet<>();
  private final Set<UUID> changedThresholds = new LinkedHashSet<>();
  private final Map<UUID, Integer> namespaceCounts = new HashMap<>();
  private final Map<UUID, Integer> keyCounts = new HashMap<>();
  private final Map<UUID, Namespace> elsewhere = new LinkedHashMap<>();
  private final Set<String> knownPayments = new HashSet<>();
  private final Set<Touched.NamespaceName> names = new HashSet<>();

  public SlotState() {
    base = null;
    identities = new Identities();
    nodes = new Nodes();
    keys = new Tracked<>();
    purses = new Tracked<>();
    holds = new Tracked<>();
    jobs = new Tracked<>();
    configurations = new Tracked<>();
  }

  private SlotState(SlotState base) {
    this.base = base;
    identities = new Identities(base.identities);
    nodes = new Nodes(base.nodes);
    keys = new Tracked<>(base.keys);
    purses = new Tracked<>(base.purses);
    holds = new Tracked<>(base.holds);
    jobs = new Tracked<>(base.jobs);
    configurations = new Tracked<>(base.configurations);
  }

  /**
   * This state as it is, to be changed without changing this one: for trying what is thrown away.
   * It knows this one by reference, so this one must not change before it is thrown away.
   */
  public SlotState fork() {
    return new SlotState(this);
  }

  /** The accounts, and by what they are known. */
  public Identities identities() {
    return identities;
  }

  /** The nodes, and what belongs to them. */
  public Nodes nodes() {
    return nodes;
  }

  // What a store tells it.

  public void loadConfiguration(Configuration configuration) {
    configurations.load(configuration.network(), configuration);
  }

  /** A configuration that was or is in force. */
  public void loadVersion(Configuration configuration) {
    versions.put(
        new Touched.Version(configuration.network(), configuration.version()), configuration);
  }

  /** A namespace with its balances and all its open grants. */
  public void loadPurse(Purse purse) {
    purses.load(purse.namespace().id(), purse);
    purse.grants().forEach(this::loadGrant);
  }

  public void loadHold(Hold hold) {
    holds.load(hold.id(), hold);
  }

  public void loadJob(Job job) {
    jobs.load(job.id(), job);
  }

  public void loadSystem(Network network, SystemAccounts accounts) {
    system.put(network, accounts);
  }

  public void loadKey(ApiKey key) {
    keys.load(key.id(), key);
  }

  /** How many keys that are not revoked a namespace has. */
  public void loadKeyCount(UUID namespaceId, int count) {
    keyCounts.put(namespaceId, count);
  }

  public void loadNamespaceCount(UUID accountId, int count) {
    namespaceCounts.put(accountId, count);
  }

  /** A namespace of another slot, to be looked at only. */
  public void loadElsewhere(Namespace namespace) {
    elsewhere.put(namespace.id(), namespace);
  }

  public void loadName(UUID accountId, String name) {
    names.add(new Touched.NamespaceName(accountId, name));
  }

  public void loadPayment(String reference) {
    knownPayments.add(reference);
  }

  private void loadGrant(Grant grant) {
    grantOwners.put(grant.id(), grant.namespaceId());
    storedGrants.put(grant.id(), grant);
  }

  // What decisions ask of it.

  public @Nullable Account account(UUID id) {
    return identities.account(id);
  }

  public @Nullable Node node(NodeId id) {
    return nodes.node(id);
  }

  /** The penalties of a node that were not taken back, as far as they can count. */
  public List<Penalty> penaltiesOf(NodeId id) {
    return nodes.penaltiesOf(id);
  }

  public @Nullable ApiKey key(UUID id) {
    return keys.get(id);
  }

  /** How many keys that are not revoked a namespace has. */
  public int keysOf(UUID namespaceId) {
    return keyCounts.getOrDefault(namespaceId, 0);
  }

  public int namespaceCount(UUID accountId) {
    return namespaceCounts.getOrDefault(accountId, 0);
  }

  /** The namespaces of an account, oldest first. */
  public List<Namespace> namespacesOf(UUID accountId) {
    return Stream.concat(purses.all().stream().map(Purse::namespace), elsewhere.values().stream())
        .filter(namespace -> namespace.accountId().equals(accountId))
        .sorted(Comparator.comparing(Namespace::id))
        .toList();
  }

  public @Nullable Configuration configuration(Network network) {
    return configurations.get(network);
  }

  public @Nullable Configuration configuration(Network network, long version) {
    Configuration found = versions.get(new Touched.Version(network, version));
    return found == null && base != null ? base.configuration(network, version) : found;
  }

  public @Nullable Purse purse(UUID namespaceId) {
    return purses.get(namespaceId);
  }

  public @Nullable Namespace namespace(UUID id) {
    Purse purse = purse(id);
    return purse == null ? null : purse.namespace();
  }

  public @Nullable Purse purseOfGrant(UUID grantId) {
    UUID owner = ownerOf(grantId);
    return owner == null ? null : purses.get(owner);
  }

  private @Nullable UUID ownerOf(UUID grantId) {
    UUID owner = grantOwners.get(grantId);
    return owner == null && base != null ? base.ownerOf(grantId) : owner;
  }

  public Purse purseOf(Hold hold) {
    return purses.require(hold.namespaceId());
  }

  public @Nullable Hold hold(UUID id) {
    return holds.get(id);
  }

  public Hold holdOf(Job job) {
    return holds.require(job.id());
  }

  public @Nullable Job job(UUID id) {
    return jobs.get(id);
  }

  public SystemAccounts system(Network network) {
    SystemAccounts none = base == null ? SystemAccounts.NONE : base.system(network);
    return system.getOrDefault(network, none);
  }

  public boolean namespaceNameTaken(UUID accountId, String name) {
    return names.contains(new Touched.NamespaceName(accountId, name))
        || (base != null && base.namespaceNameTaken(accountId, name));
  }

  public boolean paymentGranted(String reference) {
    return knownPayments.contains(reference) || (base != null && base.paymentGranted(reference));
  }

  // How records change it.

  /** Takes what an accepted command decided; the next command is decided on the result. */
  public void accept(Command command, List<LogRecord> records, Instant at) {
    for (LogRecord record : records) {
      apply(record, at);
    }
    identities.accept(command);
  }

  /** Makes a record true. */
  public void apply(LogRecord record, Instant at) {
    switch (record) {
      case AccountRecord r -> identities.apply(r, at);
      case NamespaceRecord r -> apply(r, at);
      case KeyRecord r -> apply(r, at);
      case LedgerRecord r -> apply(r, at);
      case JobRecord r -> apply(r, at);
      case NetworkRecord r -> apply(r);
      case NodeRecord r -> nodes.apply(r, at);
    }
  }

  private void apply(NamespaceRecord record, Instant at) {
    if (record instanceof NamespaceOpened opened) {
      purses.create(opened.namespaceId(), Purse.empty(Namespace.opened(opened, at)));
      loadName(opened.accountId(), opened.name());
      namespaceCounts.merge(opened.accountId(), 1, Integer::sum);
      return;
    }
    Purse purse = purses.require(record.namespaceId());
    Namespace before = purse.namespace();
    Namespace after = before.after(record);
    purses.change(after.id(), purse.with(after));
    changedNamespaces.add(after.id());
    names.remove(new Touched.NamespaceName(before.accountId(), before.name()));
    loadName(after.accountId(), after.name());
  }

  private void apply(KeyRecord record, Instant at) {
    switch (record) {
      case KeyIssued r -> {
        keys.create(r.keyId(), ApiKey.issued(r, at));
        keyCounts.merge(r.namespaceId(), 1, Integer::sum);
      }
      case KeyRecord.KeyExpirySet r -> change(r, at);
      case KeyRecord.KeyRevoked r -> {
        change(r, at);
        keyCounts.merge(keys.require(r.keyId()).namespaceId(), -1, Integer::sum);
      }
    }
  }

  private void change(KeyRecord record, Instant at) {
    keys.change(record.keyId(), keys.require(record.keyId()).after(record, at));
  }

  private void apply(LedgerRecord record, Instant at) {
    Purse purse = purses.require(record.namespaceId());
    Network network = purse.namespace().network();
    purses.change(record.namespaceId(), purse.after(record));
    SystemAccounts before = system(network);
    SystemAccounts after = before.after(record);
    if (!after.equals(before)) {
      system.put(network, after);
      changedSystem.put(network, after);
    }
    switch (record) {
      case CreditGranted granted -> remember(granted);
      case HoldPlaced placed -> holds.create(placed.holdId(), Hold.placed(placed, at));
      case LedgerRecord.HoldSettled r -> change(r.holdId(), r);
      case LedgerRecord.HoldVoided r -> change(r.holdId(), r);
      case LedgerRecord.HoldExpired r -> change(r.holdId(), r);
      case LedgerRecord.HoldExtended r -> change(r.holdId(), r);
      case LedgerRecord.NamespaceFrozen _, LedgerRecord.NamespaceUnfrozen _ ->
          changedNamespaces.add(record.namespaceId());
      case LedgerRecord.ThresholdsSet _ -> changedThresholds.add(record.namespaceId());
      case LedgerRecord.GrantExpired _,
          LedgerRecord.DebtLimitSet _,
          LedgerRecord.ThresholdCrossed _ -> {}
    }
  }

  private void remember(CreditGranted granted) {
    grantOwners.put(granted.grantId(), granted.namespaceId());
    String payment = granted.paymentReference();
    if (payment != null) {
      payments.put(payment, granted.grantId());
      knownPayments.add(payment);
    }
  }

  private void change(UUID holdId, LedgerRecord record) {
    holds.change(holdId, holds.require(holdId).after(record));
  }

  private void apply(JobRecord record, Instant at) {
    if (record instanceof JobSubmitted submitted) {
      jobs.create(submitted.jobId(), Job.submitted(submitted, at));
    } else {
      jobs.change(record.jobId(), jobs.require(record.jobId()).after(record, at));
    }
  }

  private void apply(NetworkRecord record) {
    switch (record) {
      case ConfigurationPublished r -> {
        configurations.create(r.configuration().network(), r.configuration());
        loadVersion(r.configuration());
      }
    }
  }

  // What a store writes back.

  public Tracked<UUID, ApiKey> keys() {
    return keys;
  }

  public Tracked<UUID, Purse> purses() {
    return purses;
  }

  public Tracked<UUID, Hold> holds() {
    return holds;
  }

  public Tracked<UUID, Job> jobs() {
    return jobs;
  }

  public Tracked<Network, Configuration> configurations() {
    return configurations;
  }

  /** The system accounts that the block changed, as they are at its end. */
  public Map<Network, SystemAccounts> changedSystem() {
    return changedSystem;
  }

  /** The purses whose namespaces the block changed. */
  public List<Purse> changedNamespaces() {
    return changedNamespaces.stream().map(purses::require).toList();
  }

  /** The purses whose thresholds the block set. */
  public List<Purse> changedThresholds() {
    return changedThresholds.stream().map(purses::require).toList();
  }

  /** The payments that the block granted, with their grants. */
  public Map<String, UUID> payments() {
    return payments;
  }

  /** The grant as it was stored before the block; null when the block made it. */
  public @Nullable Grant storedGrant(UUID id) {
    return storedGrants.get(id);
  }
}
