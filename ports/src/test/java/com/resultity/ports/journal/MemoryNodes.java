package com.resultity.ports.journal;

import com.resultity.domain.jobs.JobSpec;
import com.resultity.domain.jobs.NodeRule;
import com.resultity.domain.journal.Nodes;
import com.resultity.domain.journal.Touched;
import com.resultity.domain.network.Participation;
import com.resultity.domain.nodes.Binding;
import com.resultity.domain.nodes.Node;
import com.resultity.domain.nodes.NodeId;
import com.resultity.domain.nodes.Penalty;
import com.resultity.ports.nodes.NodeView;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The registry's rows about nodes. */
final class MemoryNodes {
  private final Map<NodeId, Node> nodes = new LinkedHashMap<>();
  private final Map<UUID, Penalty> penalties = new LinkedHashMap<>();
  private final Map<Binding.Key, Binding> bindings = new LinkedHashMap<>();

  boolean has(NodeId id) {
    return nodes.containsKey(id);
  }

  void load(Touched touched, Nodes state) {
    for (NodeId id : touched.nodes()) {
      find(id).ifPresent(state::loadNode);
      penalties.values().stream()
          .filter(penalty -> penalty.nodeId().equals(id) && penalty.liftedAt() == null)
          .forEach(state::loadPenalty);
      bindings.values().stream()
          .filter(binding -> binding.nodeId().equals(id) && binding.unboundAt() == null)
          .forEach(state::loadBinding);
    }
  }

  void write(Nodes state) {
    state.nodes().created().forEach(node -> nodes.put(node.id(), node));
    state.nodes().changed().forEach(node -> nodes.put(node.id(), node));
    state.penalties().created().forEach(penalty -> penalties.put(penalty.id(), penalty));
    state.penalties().changed().forEach(penalty -> penalties.put(penalty.id(), penalty));
    state.bindings().changed().forEach(binding -> bindings.put(binding.key(), binding));
    state.bindings().created().forEach(binding -> bindings.put(binding.key(), binding));
  }

  Optional<Node> find(NodeId id) {
    return Optional.ofNullable(nodes.get(id));
  }

  List<Node> list(UUID accountId, @Nullable NodeId after, int limit) {
    return nodes.values().stream()
        .filter(node -> accountId.equals(node.accountId()))
        .filter(node -> after == null || node.id().address().compareTo(after.address()) > 0)
        .sorted(Comparator.comparing(node -> node.id().address()))
        .limit(limit)
        .toList();
  }

  List<NodeId> listBest(JobSpec job, int minimumTrust, int limit) {
    Participation terms =
        new Participation(false, minimumTrust, 1, Duration.ZERO, Duration.ZERO, Duration.ZERO);
    return nodes.values().stream()
        .filter(node -> NodeRule.whyNot(node, job, terms).isEmpty())
        .sorted(
            Comparator.comparingInt(Node::trust)
                .reversed()
                .thenComparing(node -> node.id().address()))
        .limit(limit)
        .map(Node::id)
        .toList();
  }

  Optional<NodeView> view(NodeId id) {
    return find(id).map(node -> new NodeView(node, penaltiesOf(id), bindingsOf(id)));
  }

  private List<Penalty> penaltiesOf(NodeId id) {
    return penalties.values().stream()
        .filter(penalty -> penalty.nodeId().equals(id))
        .sorted(Comparator.comparing(Penalty::id).reversed())
        .limit(NodeView.MOST)
        .toList();
  }

  private List<Binding> bindingsOf(NodeId id) {
    return bindings.values().stream()
        .filter(binding -> binding.nodeId().equals(id))
        .sorted(Comparator.comparingInt(Binding::number).reversed())
        .limit(NodeView.MOST)
        .toList();
  }
}
