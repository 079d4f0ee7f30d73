package com.resultity.domain.jobs;

import com.resultity.domain.nodes.NodeId;
import java.time.Instant;
import java.util.UUID;
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

  /** A state that nothing leaves. */
  sealed interface Finished extends JobState {
    Instant at();
  }

  /** Waits for a node, and after a failed attempt also for a while. */
  record Queued(Instant readyAt) implements JobState {}

  /** A node works on it, which may have claimed it. */
  record Dispatched(NodeId nodeId, Instant at, @Nullable UUID claimId) implements JobState {}

  /** A node did it, and it was charged. */
  record Completed(NodeId nodeId, Instant startedAt, JobResult result, long charged, Instant at)
      implements Finished {}

  /** Every attempt failed; nothing was charged. */
  record Failed(String errorCode, Instant at) implements Finished {
    /** The error code of a job whose last attempt took too long. */
    public static final String TIMED_OUT = "timed_out";
  }

  /** Called back before it finished; nothing was charged. */
  record Cancelled(Instant at) implements Finished {}

  /** Its deadline came first; nothing was charged. */
  record Expired(Instant at) implements Finished {}
}
