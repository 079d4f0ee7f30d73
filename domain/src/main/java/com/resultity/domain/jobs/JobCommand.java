package com.resultity.domain.jobs;

import com.resultity.domain.journal.Command;
import com.resultity.domain.journal.Ids;
import com.resultity.domain.journal.Intent;
import com.resultity.domain.journal.Touched;
import com.resultity.domain.network.Network;
import com.resultity.domain.nodes.NodeId;
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
   * @param amount microcredits to hold instead of the highest price it can come to; null for that
   */
  record SubmitJob(UUID jobId, UUID namespaceId, JobRequest request, @Nullable Long amount)
      implements JobCommand {
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
      return JobCommand.intent("submit_job", namespaceId, request, amount);
    }
  }

  /** Records a job that tests nodes: it is priced like any other, and nobody pays for it. */
  record SubmitBlindJob(UUID jobId, Network network, JobRequest request) implements JobCommand {
    @Override
    public void touch(Touched touched) {
      touched.configuration(network);
    }

    @Override
    public String intent() {
      return JobCommand.intent("submit_blind_job", network, request, null);
    }
  }

  private static String intent(String kind, Object owner, JobRequest job, @Nullable Long amount) {
    return Intent.of(
        kind,
        owner,
        job.model(),
        job.mode(),
        job.priority(),
        job.ttl(),
        job.maxTokens(),
        job.constraints().region(),
        job.constraints().gpu(),
        job.constraints().minVramMib(),
        job.constraints().subcloudId(),
        job.contentReference(),
        amount,
        job.keyId());
  }

  /**
   * Gives a waiting job to a node.
   *
   * @param check what the registry says of the two
   * @param claimId the claim by which the node takes it; null when it does not claim
   */
  record DispatchJob(UUID jobId, NodeId nodeId, @Nullable NodeCheck check, @Nullable UUID claimId)
      implements JobCommand {
    /** To a node that nothing speaks against. */
    public DispatchJob(UUID jobId, NodeId nodeId) {
      this(jobId, nodeId, NodeCheck.PASSED, null);
    }

    /** As it is asked for. Before it can be decided, the registry must be asked about the node. */
    public static DispatchJob unchecked(UUID jobId, NodeId nodeId) {
      return new DispatchJob(jobId, nodeId, null, null);
    }

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

  /** Writes down that the job's present attempt has taken as long as it may. */
  record TimeOutAttempt(UUID jobId) implements JobCommand {
    @Override
    public String intent() {
      return Intent.of("time_out_attempt", jobId);
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
