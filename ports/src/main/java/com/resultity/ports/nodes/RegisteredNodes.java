package com.resultity.ports.nodes;

import com.resultity.domain.jobs.JobSpec;
import com.resultity.domain.jobs.NodeRule;
import com.resultity.domain.network.Network;
import com.resultity.domain.network.Participation;
import com.resultity.domain.nodes.NodeId;
import com.resultity.ports.network.ConfigurationReader;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Nodes as the registry knows them, and where a network is open those besides that were seen at
 * work lately. What a network asks of nodes is up to a second old.
 */
public final class RegisteredNodes implements NodeDirectory {
  private static final Duration FRESH = Duration.ofSeconds(1);

  /** What each network asked of nodes at a time. */
  private record Terms(Participation testnet, Participation mainnet, Instant at) {
    Participation of(Network network) {
      return switch (network) {
        case TESTNET -> testnet;
        case MAINNET -> mainnet;
      };
    }
  }

  private final NodeReader nodes;
  private final ConfigurationReader configurations;
  private final NodeDirectory others;
  private final InstantSource clock;
  private volatile @Nullable Terms last;

  /**
   * Of a registry.
   *
   * @param others the nodes that are not registered, as far as anyone knows them
   */
  public RegisteredNodes(
      NodeReader nodes,
      ConfigurationReader configurations,
      NodeDirectory others,
      InstantSource clock) {
    this.nodes = nodes;
    this.configurations = configurations;
    this.others = others;
    this.clock = clock;
  }

  @Override
  public Future<Profile> profile(NodeId nodeId) {
    var node = nodes.find(nodeId);
    return terms()
        .compose(terms ->
            node.map(found ->
                spec -> NodeRule.whyNot(found.orElse(null), spec, terms.of(spec.network()))));
  }

  @Override
  public Future<List<NodeId>> listCandidates(JobSpec spec, int limit) {
    return terms()
        .map(terms -> terms.of(spec.network()))
        .compose(terms ->
            nodes
                .listBest(spec, terms.minimumTrust(), limit)
                .compose(best ->
                    terms.open() && best.size() < limit
                        ? unregistered(spec, limit - best.size()).map(more -> joined(best, more))
                        : Future.succeededFuture(best)));
  }

  private Future<List<NodeId>> unregistered(JobSpec spec, int limit) {
    // Some of those that were seen may be registered: they are not what is looked for here.
    return others
        .listCandidates(spec, 2 * limit)
        .compose(seen ->
            nodes
                .findRegistered(seen)
                .map(known ->
                    seen.stream().filter(node -> !known.contains(node)).limit(limit).toList()));
  }

  private static List<NodeId> joined(List<NodeId> first, List<NodeId> second) {
    List<NodeId> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }

  @Override
  public void saw(NodeId nodeId, Seen seen) {
    others.saw(nodeId, seen);
  }

  private Future<Terms> terms() {
    Terms known = last;
    Instant now = clock.instant();
    if (known != null && now.isBefore(known.at().plus(FRESH)) && !now.isBefore(known.at())) {
      return Future.succeededFuture(known);
    }
    Future<Participation> testnet = participation(Network.TESTNET);
    Future<Participation> mainnet = participation(Network.MAINNET);
    return Future.all(testnet, mainnet)
        .map(_ -> {
          Terms fresh = new Terms(testnet.result(), mainnet.result(), now);
          last = fresh;
          return fresh;
        });
  }

  private Future<Participation> participation(Network network) {
    return configurations
        .findCurrent(network)
        .map(found ->
            found
                .map(configuration -> configuration.terms().participation())
                .orElse(Participation.DEFAULT));
  }
}
