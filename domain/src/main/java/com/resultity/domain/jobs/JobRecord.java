package com.resultity.domain.jobs;

import com.resultity.domain.journal.LogRecord;
import com.resultity.domain.nodes.NodeId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What happened to jobs. */
public sealed interface JobRecord extends LogRecord {

  UUID jobId();

  /** A job waits for a node; its credit is held, unless it is blind. */
  record JobSubmitted(UUID jobId, JobSpec spec) implements JobRecord {}

  /**
   * A node was given the job.
   *
   * @param claimId the claim by which the node took it; null when it was not claimed
   */
  record JobDispatched(UUID jobId, NodeId nodeId, int attempt, @Nullable UUID claimId)
      implements JobRecord {}

  /** The node finished it; {@code charged} microcredits were taken from its hold. */
  record JobCompleted(UUID jobId, NodeId nodeId, int attempt, JobResult result, long charged)
      implements JobRecord {}

  /**
   * An attempt failed and the job waits for another.
   *
   * @param errorCode null when the node had not reported in time
   * @param readyAt when it may be given to a node again; null for at once
   */
  record JobRequeued(
      UUID jobId, NodeId nodeId, int attempt, @Nullable String errorCode, @Nullable Instant readyAt)
      implements JobRecord {}

  /**
   * The last attempt failed.
   *
   * @param errorCode null when the node had not reported in time
   */
  record JobFailed(UUID jobId, NodeId nodeId, int attempt, @Nullable String errorCode)
      implements JobRecord {}

  /** The job was called back. */
  record JobCancelled(UUID jobId) implements JobRecord {}

  /** The job's deadline came before a result. */
  record JobExpired(UUID jobId) implements JobRecord {}

  /** The node of an attempt that had ended without it reported after all, and was refused. */
  record JobReportedLate(UUID jobId, NodeId nodeId, int attempt) implements JobRecord {}
}
