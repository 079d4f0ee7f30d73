package com.resultity.domain.jobs;

import com.resultity.domain.journal.LogRecord;
import com.resultity.domain.nodes.NodeId;
import java.util.UUID;

/** What happened to jobs. */
public sealed interface JobRecord extends LogRecord {

  UUID jobId();

  /** A job waits for a node; its credit is held. */
  record JobSubmitted(UUID jobId, JobSpec spec) implements JobRecord {}

  /** A node was given the job. */
  record JobDispatched(UUID jobId, NodeId nodeId, int attempt) implements JobRecord {}

  /** The node finished it; {@code charged} microcredits were taken from its hold. */
  record JobCompleted(UUID jobId, NodeId nodeId, int attempt, JobResult result, long charged)
      implements JobRecord {}

  /** An attempt failed and the job waits for another. */
  record JobRequeued(UUID jobId, NodeId nodeId, int attempt, String errorCode)
      implements JobRecord {}

  /** The last attempt failed. */
  record JobFailed(UUID jobId, NodeId nodeId, int attempt, String errorCode) implements JobRecord {}

  /** The job was called back. */
  record JobCancelled(UUID jobId) implements JobRecord {}

  /** The job's deadline came before a result. */
  record JobExpired(UUID jobId) implements JobRecord {}
}
