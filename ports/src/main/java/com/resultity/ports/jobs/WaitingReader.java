package com.resultity.ports.jobs;

import com.resultity.domain.jobs.Job;
import com.resultity.domain.nodes.NodeId;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The jobs that wait for a node. */
public interface WaitingReader {
  /**
   * Jobs of a lane that may be given to a node at the time, namespace by namespace in the order of
   * their ids, the longest ready first in each. The fewer namespaces wait, the more jobs of each.
   *
   * @param after the namespace after which to begin; null for the first
   * @param limit how many namespaces, and about how many jobs, to answer
   */
  Future<List<Job>> listWaiting(Lane lane, @Nullable UUID after, Instant at, int limit);

  /** The job that the node works on and took by the claim. */
  Future<Optional<Job>> findClaimed(NodeId nodeId, UUID claimId);
}
