package com.resultity.domain.jobs;

import com.resultity.domain.nodes.NodeId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a job is in its life.
 *
 * <pre>
 * Queued ─▶ Dispatched ─▶ Completed
 *   ▲  │         │ ├────▶ Failed          Queued, Dispatched ─▶ Cancelled, Expired
 *   └──┼─ retry ─┘ │
 *      └───────────┴────▶ Cancelled, Expired
 * </pre>
 */
public sealed interface JobState {

  /** How often the job has been dispatched. */
  int attempt();

  /** A state that nothing leaves. */
  sealed interface Finished extends JobState {
    Instant at();
  }

  /** Waits for a node. */
  record Queued(int attempt) implements JobState {}

  /** A node works on it. */
  record Dispatched(int attempt, NodeId nodeId, Instant at) implements JobState {}

  /** A node did it, and it was charged. */
  record Completed(int attempt, NodeId nodeId, JobResult result, long charged, Instant at)
      implements Finished {}

  /** Every attempt failed; nothing was charged. */
  record Failed(int attempt, NodeId nodeId, String errorCode, Instant at) implements Finished {}

  /** Called back before it finished; nothing was charged. */
  record Cancelled(int attempt, @Nullable NodeId nodeId, Instant at) implements Finished {}

  /** Its deadline came first; nothing was charged. */
  record Expired(int attempt, @Nullable NodeId nodeId, Instant at) implements Finished {}
}
