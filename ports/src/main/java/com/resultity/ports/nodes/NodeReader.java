package com.resultity.ports.nodes;

import com.resultity.domain.jobs.JobSpec;
import com.resultity.domain.nodes.Node;
import com.resultity.domain.nodes.NodeId;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads nodes. */
public interface NodeReader {
  /** A node as it is. */
  Future<Optional<Node>> find(NodeId nodeId);

  /**
   * The nodes of an account, in the order of their addresses.
   *
   * @param after the last of the page before; null for the first page
   */
  Future<List<Node>> list(UUID accountId, @Nullable NodeId after, int limit);

  /** A node with its penalties and whose it was. */
  Future<Optional<NodeView>> view(NodeId nodeId);

  /**
   * Registered nodes that may have such a job, the most trusted first. Of the most trusted 10,000
   * that serve its model those are found that the job asks for.
   *
   * @param minimumTrust that of the job's network
   */
  Future<List<NodeId>> listBest(JobSpec job, int minimumTrust, int limit);

  /** Those of several nodes that are registered. */
  Future<Set<NodeId>> findRegistered(Collection<NodeId> nodes);
}
