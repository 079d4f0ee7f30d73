package com.resultity.domain.journal;

import com.resultity.domain.nodes.Binding;
import com.resultity.domain.nodes.Node;
import com.resultity.domain.nodes.NodeId;
import com.resultity.domain.nodes.NodeRecord;
import com.resultity.domain.nodes.NodeRecord.NodeBound;
import com.resultity.domain.nodes.NodeRecord.NodeRegistered;
import com.resultity.domain.nodes.NodeRecord.NodeUnbound;
import com.resultity.domain.nodes.NodeRecord.PenaltyGiven;
import com.resultity.domain.nodes.NodeRecord.PenaltyLifted;
import com.resultity.domain.nodes.Penalty;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The nodes of a {@link SlotState}, their penalties and whose they were. */
public final class Nodes {
  private final Tracked<NodeId, Node> nodes;
  private final Tracked<UUID, Penalty> penalties;
  private final Tracked<Binding.Key, Binding> bindings;
  private final Map<NodeId, Node> stored = new HashMap<>();

  Nodes() {
    nodes = new Tracked<>();
    penalties = new Tracked<>();
    bindings = new Tracked<>();
  }

  /** To be looked at by what a fork may be asked: nodes by their id. */
  Nodes(Nodes base) {
    nodes = new Tracked<>(base.nodes);
    penalties = new Tracked<>(base.penalties);
    bindings = new Tracked<>(base.bindings);
  }

  // What a store tells it.

  public void loadNode(Node node) {
    nodes.load(node.id(), node);
    stored.put(node.id(), node);
  }

  /** A penalty that was not taken back. */
  public void loadPenalty(Penalty penalty) {
    penalties.load(penalty.id(), penalty);
  }

  /** A binding that lasts. */
  public void loadBinding(Binding binding) {
    bindings.load(binding.key(), binding);
  }

  // What decisions ask of it.

  @Nullable Node node(NodeId id) {
    return nodes.get(id);
  }

  List<Penalty> penaltiesOf(NodeId id) {
    return penalties.all().stream().filter(penalty -> penalty.nodeId().equals(id)).toList();
  }

  // How records change it.

  void apply(NodeRecord record, Instant at) {
    switch (record) {
      case NodeRegistered r -> nodes.create(r.nodeId(), Node.registered(r, at));
      case PenaltyGiven r ->
          penalties.create(
              r.penaltyId(),
              new Penalty(
                  r.penaltyId(), r.nodeId(), r.points(), r.cause(), at, r.expiresAt(), null));
      case PenaltyLifted r ->
          penalties.change(r.penaltyId(), penalties.require(r.penaltyId()).lifted(at));
      case NodeBound r -> {
        Node bound = change(r);
        Binding binding = new Binding(r.nodeId(), bound.bindings(), r.accountId(), at, null);
        bindings.create(binding.key(), binding);
      }
      case NodeUnbound r -> {
        Binding.Key last = new Binding.Key(r.nodeId(), change(r).bindings());
        bindings.change(last, bindings.require(last).until(at));
      }
      case NodeRecord r -> change(r);
    }
  }

  private Node change(NodeRecord record) {
    Node changed = nodes.require(record.nodeId()).after(record);
    nodes.change(changed.id(), changed);
    return changed;
  }

  // What a store writes back.

  public Tracked<NodeId, Node> nodes() {
    return nodes;
  }

  public Tracked<UUID, Penalty> penalties() {
    return penalties;
  }

  public Tracked<Binding.Key, Binding> bindings() {
    return bindings;
  }

  /** The node as it was stored before the block; null when the block made it. */
  public @Nullable Node stored(NodeId id) {
    return stored.get(id);
  }
}
