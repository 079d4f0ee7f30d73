package com.resultity.domain.jobs;

import com.resultity.domain.journal.Command;
import com.resultity.domain.journal.Ids;
import com.resultity.domain.journal.Intent;
import com.resultity.domain.journal.Touched;
import com.resultity.domain.network.Network;
import com.resultity.domain.nodes.NodeId;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What may be asked of jobs. */
public sealed interface JobCommand extends Command {
  UUID jobId();

  @Override
  default int slot() {
    return Ids.homeSlot(jobId());
  }

  @Override
  default void touch(Touched touched) {
    touched.job(jobId());
  }

  /**
   * Prices a job, holds its credit and records it: all or none.
   *
   * @param maxTokens the most it may use, read and written together; the model's own limit bounds
   *     it
   * @param amount microcredits to hold instead of the highest price it can come to; null for that
   */
  record SubmitJob(
      UUID jobId,
      UUID namespaceId,
      String model,
      Mode mode,
      Priority priority,
      Duration ttl,
      long maxTokens,
      Constraints constraints,
      @Nullable String contentReference,
      @Nullable Long amount)
      implements JobCommand {
    public SubmitJob {
      ttl = ttl.truncatedTo(ChronoUnit.MICROS);
    }

    @Override
    public int slot() {
      return Ids.homeSlot(namespaceId);
    }

    @Override
    public void touch(Touched touched) {
      touched.namespace(namespaceId);
      for (Network network : Network.values()) {
        touched.configuration(network);
      }
    }

    @Override
    public String intent() {
      return Intent.of(
          "submit_job",
          namespaceId,
          model,
          mode,
          priority,
          ttl,
          maxTokens,
          constraints.region(),
          constraints.gpu(),
          constraints.minVramMib(),
          constraints.subcloudId(),
          contentReference,
          amount);
    }
  }

  /** Gives a waiting job to a node. */
  record DispatchJob(UUID jobId, NodeId nodeId) implements JobCommand {
    @Override
    public String intent() {
      return Intent.of("dispatch_job", jobId, nodeId);
    }
  }

  /** Takes a node's result, charges the job and releases the rest of its hold. */
  record CompleteJob(UUID jobId, NodeId nodeId, int attempt, JobResult result)
      implements JobCommand {
    @Override
    public String intent() {
      return Intent.of("complete_job", jobId, nodeId, attempt, result);
    }
  }

  /** Takes a node's failure: the job waits again, or fails for good and its hold is voided. */
  record FailJob(UUID jobId, NodeId nodeId, int attempt, String errorCode) implements JobCommand {
    @Override
    public String intent() {
      return Intent.of("fail_job", jobId, nodeId, attempt, errorCode);
    }
  }

  /** Calls a job back and voids its hold. */
  record CancelJob(UUID jobId) implements JobCommand {
    @Override
    public String intent() {
      return Intent.of("cancel_job", jobId);
    }
  }

  /** Writes down that a job's deadline has come. */
  record ExpireJob(UUID jobId) implements JobCommand {
    @Override
    public String intent() {
      return Intent.of("expire_job", jobId);
    }
  }
}
