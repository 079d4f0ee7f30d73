package com.resultity.domain.journal;

import com.resultity.domain.accounts.WalletChallenge;
import com.resultity.domain.network.Network;
import com.resultity.domain.nodes.NodeId;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The keys of all state that a batch of commands must see. Holds and jobs bring their namespaces.
 */
public final class Touched {

  /** A namespace name within an account. */
  public record NamespaceName(UUID accountId, String name) {}

  /** A name that a namespace is to have, in place of its own. */
  public record NewName(UUID namespaceId, String name) {}

  /** A version of a network's configuration. */
  public record Version(Network network, long number) {}

  private final Set<UUID> accounts = new LinkedHashSet<>();
  private final Set<NewName> newNames = new LinkedHashSet<>();
  private final Set<UUID> ownersOfNamespaces = new LinkedHashSet<>();
  private final Set<UUID> countedOwners = new LinkedHashSet<>();
  private final Set<UUID> ownersOfWallets = new LinkedHashSet<>();
  private final Set<WalletChallenge> wallets = new LinkedHashSet<>();
  private final Set<UUID> keys = new LinkedHashSet<>();
  private final Set<UUID> ownersOfKeys = new LinkedHashSet<>();
  private final Set<String> emails = new LinkedHashSet<>();
  private final Set<NamespaceName> namespaceNames = new LinkedHashSet<>();
  private final Set<UUID> namespaces = new LinkedHashSet<>();
  private final Set<UUID> grants = new LinkedHashSet<>();
  private final Set<UUID> holds = new LinkedHashSet<>();
  private final Set<UUID> jobs = new LinkedHashSet<>();
  private final Set<String> payments = new LinkedHashSet<>();
  private final Set<Network> configurations = EnumSet.noneOf(Network.class);
  private final Set<NodeId> nodes = new LinkedHashSet<>();
  private final Set<Version> versions = new LinkedHashSet<>();

  public Touched account(UUID id) {
    accounts.add(id);
    return this;
  }

  public Touched email(String email) {
    emails.add(email);
    return this;
  }

  public Touched namespaceName(UUID accountId, String name) {
    namespaceNames.add(new NamespaceName(accountId, name));
    return this;
  }

  /** Whether another namespace of the same account has the name. */
  public Touched namesake(UUID namespaceId, String name) {
    newNames.add(new NewName(namespaceId, name));
    return this;
  }

  /** All of an account's namespaces, with their balances. */
  public Touched namespacesOf(UUID accountId) {
    ownersOfNamespaces.add(accountId);
    return this;
  }

  /** How many namespaces an account has. */
  public Touched namespaceCountOf(UUID accountId) {
    countedOwners.add(accountId);
    return this;
  }

  /** The wallet's link, if any lasts, and whether the challenge was used. */
  public Touched wallet(@Nullable WalletChallenge challenge) {
    if (challenge != null) {
      wallets.add(challenge);
    }
    return this;
  }

  /** The links of an account that last. */
  public Touched walletsOf(UUID accountId) {
    ownersOfWallets.add(accountId);
    return this;
  }

  public Touched key(UUID id) {
    keys.add(id);
    return this;
  }

  /** How many keys of the namespace are not revoked. */
  public Touched keysOf(UUID namespaceId) {
    ownersOfKeys.add(namespaceId);
    return this;
  }

  /** The namespace, its balances and its open grants. */
  public Touched namespace(UUID id) {
    namespaces.add(id);
    return this;
  }

  /** The grant and its namespace. */
  public Touched grant(UUID id) {
    grants.add(id);
    return this;
  }

  /** The hold, the grants its slices come from, and its namespace. */
  public Touched hold(UUID id) {
    holds.add(id);
    return this;
  }

  /** The job, and its hold with all that a hold brings. */
  public Touched job(UUID id) {
    jobs.add(id);
    holds.add(id);
    return this;
  }

  public Touched payment(String reference) {
    payments.add(reference);
    return this;
  }

  public Touched configuration(Network network) {
    configurations.add(network);
    return this;
  }

  /** The node, its models and its penalties. */
  public Touched node(NodeId id) {
    nodes.add(id);
    return this;
  }

  /** A configuration that was or is in force. */
  public Touched configuration(Network network, long version) {
    versions.add(new Version(network, version));
    return this;
  }

  public Set<UUID> accounts() {
    return Collections.unmodifiableSet(accounts);
  }

  public Set<String> emails() {
    return Collections.unmodifiableSet(emails);
  }

  public Set<NamespaceName> namespaceNames() {
    return Collections.unmodifiableSet(namespaceNames);
  }

  public Set<NewName> newNames() {
    return Collections.unmodifiableSet(newNames);
  }

  public Set<UUID> ownersOfNamespaces() {
    return Collections.unmodifiableSet(ownersOfNamespaces);
  }

  public Set<UUID> countedOwners() {
    return Collections.unmodifiableSet(countedOwners);
  }

  public Set<WalletChallenge> wallets() {
    return Collections.unmodifiableSet(wallets);
  }

  public Set<UUID> ownersOfWallets() {
    return Collections.unmodifiableSet(ownersOfWallets);
  }

  public Set<UUID> keys() {
    return Collections.unmodifiableSet(keys);
  }

  public Set<UUID> ownersOfKeys() {
    return Collections.unmodifiableSet(ownersOfKeys);
  }

  public Set<UUID> namespaces() {
    return Collections.unmodifiableSet(namespaces);
  }

  public Set<UUID> grants() {
    return Collections.unmodifiableSet(grants);
  }

  public Set<UUID> holds() {
    return Collections.unmodifiableSet(holds);
  }

  public Set<UUID> jobs() {
    return Collections.unmodifiableSet(jobs);
  }

  public Set<String> payments() {
    return Collections.unmodifiableSet(payments);
  }

  public Set<Network> configurations() {
    return Collections.unmodifiableSet(configurations);
  }

  public Set<NodeId> nodes() {
    return Collections.unmodifiableSet(nodes);
  }

  public Set<Version> versions() {
    return Collections.unmodifiableSet(versions);
  }
}
