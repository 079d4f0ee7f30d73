package com.resultity.ports.journal;

import com.resultity.domain.accounts.Account;
import com.resultity.domain.accounts.ApiKey;
import com.resultity.domain.accounts.Namespace;
import com.resultity.domain.jobs.Job;
import com.resultity.domain.journal.SlotState;
import com.resultity.domain.journal.Touched;
import com.resultity.domain.ledger.Credits;
import com.resultity.domain.ledger.Entry;
import com.resultity.domain.ledger.Grant;
import com.resultity.domain.ledger.Hold;
import com.resultity.domain.ledger.Purse;
import com.resultity.domain.ledger.Slice;
import com.resultity.domain.ledger.SystemAccounts;
import com.resultity.domain.network.Network;
import com.resultity.ports.ledger.TrialBalance;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rows of one slot. */
final class MemorySlot {
  /** An outcome, as a place in the log or as the refusal's text. */
  record Remembered(
      UUID request, long sequence, int ordinal, int count, @Nullable String refusal) {}

  final Map<UUID, Account> accounts = new LinkedHashMap<>();
  final Map<UUID, Purse> purses = new LinkedHashMap<>();
  final Map<UUID, Grant> grants = new LinkedHashMap<>();
  final Map<UUID, Hold> holds = new LinkedHashMap<>();
  final Map<UUID, Job> jobs = new LinkedHashMap<>();
  final Map<Network, SystemAccounts> system = new EnumMap<>(Network.class);
  final Map<UUID, Remembered> outcomes = new HashMap<>();
  final Map<UUID, ApiKey> keys = new LinkedHashMap<>();
  final List<Entry> entries = new ArrayList<>();
  final List<Block> blocks = new ArrayList<>();
  final List<AdminAction> adminActions = new ArrayList<>();

  Head head() {
    if (blocks.isEmpty()) {
      return Head.NONE;
    }
    BlockHeader last = blocks.getLast().header();
    return new Head(last.sequence(), last.hash(), last.at());
  }

  /** Loads what is touched of credits and jobs, and what that brings. */
  void load(Touched touched, SlotState state) {
    Set<UUID> namespaceIds = new LinkedHashSet<>(touched.namespaces());
    Set<UUID> grantIds = new LinkedHashSet<>(touched.grants());
    for (UUID id : touched.holds()) {
      Hold hold = holds.get(id);
      if (hold != null) {
        state.loadHold(hold);
        namespaceIds.add(hold.namespaceId());
        hold.slices().stream().map(Slice::grantId).forEach(grantIds::add);
      }
    }
    for (UUID id : touched.jobs()) {
      Job job = jobs.get(id);
      if (job != null) {
        state.loadJob(job);
      }
    }
    for (UUID id : touched.grants()) {
      Grant grant = grants.get(id);
      if (grant != null) {
        namespaceIds.add(grant.namespaceId());
      }
    }
    namespaceIds.forEach(id -> loadPurse(id, grantIds, state));
    touched.namespaceNames().stream()
        .filter(this::knowsName)
        .forEach(name -> state.loadName(name.accountId(), name.name()));
    loadNamespaces(touched, state);
    loadKeys(touched, state);
    system.forEach(state::loadSystem);
  }

  boolean knowsName(Touched.NamespaceName name) {
    return purses.values().stream()
        .map(Purse::namespace)
        .anyMatch(known ->
            known.accountId().equals(name.accountId()) && known.name().equals(name.name()));
  }

  private Stream<Namespace> namespacesOf(UUID accountId) {
    return purses.values().stream()
        .map(Purse::namespace)
        .filter(namespace -> namespace.accountId().equals(accountId));
  }

  private void loadNamespaces(Touched touched, SlotState state) {
    for (Touched.NewName wanted : touched.newNames()) {
      Purse own = purses.get(wanted.namespaceId());
      if (own != null) {
        UUID account = own.namespace().accountId();
        if (knowsName(new Touched.NamespaceName(account, wanted.name()))) {
          state.loadName(account, wanted.name());
        }
      }
    }
    touched
        .countedOwners()
        .forEach(id -> state.loadNamespaceCount(id, (int) namespacesOf(id).count()));
    touched
        .ownersOfNamespaces()
        .forEach(account -> namespacesOf(account).forEach(n -> loadPurse(n.id(), Set.of(), state)));
  }

  private void loadKeys(Touched touched, SlotState state) {
    touched.keys().stream().map(keys::get).filter(Objects::nonNull).forEach(state::loadKey);
    for (UUID namespace : touched.ownersOfKeys()) {
      long good =
          keys.values().stream()
              .filter(key -> key.namespaceId().equals(namespace) && key.revokedAt() == null)
              .count();
      state.loadKeyCount(namespace, (int) good);
    }
  }

  private void loadPurse(UUID namespaceId, Set<UUID> alsoClosed, SlotState state) {
    Purse purse = purses.get(namespaceId);
    if (purse != null) {
      List<Grant> own =
          grants.values().stream()
              .filter(grant -> grant.namespaceId().equals(namespaceId))
              .filter(grant -> grant.open() || alsoClosed.contains(grant.id()))
              .sorted(Grant.BURN_DOWN)
              .toList();
      state.loadPurse(
          new Purse(
              purse.namespace(), purse.credits(), purse.debtLimit(), purse.thresholds(), own));
    }
  }

  TrialBalance.Line trialBalance(int slot, Network network) {
    Credits sum = Credits.NONE;
    for (Purse purse : purses.values()) {
      if (purse.namespace().network() == network) {
        Credits c = purse.credits();
        sum =
            new Credits(
                sum.available() + c.available(),
                sum.held() + c.held(),
                sum.spent() + c.spent(),
                sum.debt() + c.debt());
      }
    }
    SystemAccounts other = system.getOrDefault(network, SystemAccounts.NONE);
    return new TrialBalance.Line(
        slot,
        network,
        sum.available(),
        sum.held(),
        sum.debt(),
        sum.spent(),
        -other.funding() - other.promotion(),
        other.funding(),
        other.promotion(),
        other.revenue(),
        other.breakage());
  }
}
