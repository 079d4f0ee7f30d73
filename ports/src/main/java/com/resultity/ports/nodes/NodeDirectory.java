package com.resultity.ports.nodes;

import com.resultity.domain.jobs.JobSpec;
import com.resultity.domain.nodes.NodeId;
import io.vertx.core.Future;
import java.util.List;

/** The nodes there are, as far as giving them jobs goes. */
public interface NodeDirectory {

  /** What one node may do. */
  interface Profile {
    /** Why the node may not have such a job; empty when it may. */
    List<String> whyNot(JobSpec spec);
  }

  /** The profile of a node, known or not. */
  Future<Profile> profile(NodeId nodeId);

  /** Nodes that may have such a job, best first. */
  Future<List<NodeId>> listCandidates(JobSpec spec, int limit);

  /** Takes notice that a node asks for jobs of such a kind, or was given one. */
  void saw(NodeId nodeId, Seen seen);
}
