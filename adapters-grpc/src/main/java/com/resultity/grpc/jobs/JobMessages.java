package com.resultity.grpc.jobs;

import com.resultity.domain.jobs.Attempt;
import com.resultity.domain.jobs.Job;
import com.resultity.domain.jobs.JobRecord.JobCancelled;
import com.resultity.domain.jobs.JobRecord.JobCompleted;
import com.resultity.domain.jobs.JobRecord.JobDispatched;
import com.resultity.domain.jobs.JobRecord.JobFailed;
import com.resultity.domain.jobs.JobRecord.JobRequeued;
import com.resultity.domain.jobs.JobRecord.JobSubmitted;
import com.resultity.domain.jobs.JobSpec;
import com.resultity.domain.jobs.JobState;
import com.resultity.domain.jobs.JobStatus;
import com.resultity.domain.ledger.LedgerRecord.HoldPlaced;
import com.resultity.domain.ledger.LedgerRecord.HoldVoided;
import com.resultity.domain.ledger.Slice;
import com.resultity.domain.network.Mode;
import com.resultity.domain.network.Priority;
import com.resultity.domain.nodes.NodeId;
import com.resultity.grpc.calls.Render;
import com.resultity.grpc.jobs.v1.AttemptOutcome;
import com.resultity.grpc.jobs.v1.CancelJobResponse;
import com.resultity.grpc.jobs.v1.CompleteJobResponse;
import com.resultity.grpc.jobs.v1.Constraints;
import com.resultity.grpc.jobs.v1.DispatchJobResponse;
import com.resultity.grpc.jobs.v1.FailJobResponse;
import com.resultity.grpc.jobs.v1.JobResult;
import com.resultity.grpc.jobs.v1.SubmitBlindJobResponse;
import com.resultity.grpc.jobs.v1.SubmitJobResponse;
import com.resultity.ports.access.Role;
import com.resultity.ports.journal.Outcome.Done;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Renders jobs. */
final class JobMessages {
  private JobMessages() {}

  static SubmitJobResponse submitted(Done done) {
    JobSubmitted submitted = done.get(JobSubmitted.class);
    JobSpec spec = submitted.spec();
    return SubmitJobResponse.newBuilder()
        .setJobId(submitted.jobId().toString())
        .setState(com.resultity.grpc.jobs.v1.JobState.JOB_STATE_QUEUED)
        .setPrice(spec.tariff().priceAtMost(spec.maxTokens()))
        .setHoldId(submitted.jobId().toString())
        .setHeld(spec.held())
        .setConfigVersion(spec.configVersion())
        .setDeadline(Render.time(spec.deadline()))
        .setCredits(Render.credits(done.get(HoldPlaced.class).credits()))
        .build();
  }

  static DispatchJobResponse dispatched(Done done) {
    JobDispatched dispatched = done.get(JobDispatched.class);
    return DispatchJobResponse.newBuilder()
        .setJobId(dispatched.jobId().toString())
        .setState(com.resultity.grpc.jobs.v1.JobState.JOB_STATE_DISPATCHED)
        .setNodeId(dispatched.nodeId().address())
        .setAttempt(dispatched.attempt())
        .build();
  }

  static SubmitBlindJobResponse submittedBlind(Done done) {
    JobSubmitted submitted = done.get(JobSubmitted.class);
    return SubmitBlindJobResponse.newBuilder()
        .setJobId(submitted.jobId().toString())
        .setState(com.resultity.grpc.jobs.v1.JobState.JOB_STATE_QUEUED)
        .setConfigVersion(submitted.spec().configVersion())
        .setDeadline(Render.time(submitted.spec().deadline()))
        .build();
  }

  static CompleteJobResponse completed(Done done) {
    JobCompleted completed = done.get(JobCompleted.class);
    return CompleteJobResponse.newBuilder()
        .setJobId(completed.jobId().toString())
        .setState(com.resultity.grpc.jobs.v1.JobState.JOB_STATE_COMPLETED)
        .setAttempt(completed.attempt())
        .build();
  }

  static FailJobResponse failed(Done done) {
    return done.find(JobRequeued.class)
        .map(requeued -> requeued(requeued, done.records().getFirst().at()))
        .orElseGet(() -> {
          JobFailed failed = done.get(JobFailed.class);
          return FailJobResponse.newBuilder()
              .setJobId(failed.jobId().toString())
              .setState(com.resultity.grpc.jobs.v1.JobState.JOB_STATE_FAILED)
              .setAttempt(failed.attempt())
              .build();
        });
  }

  private static FailJobResponse requeued(JobRequeued requeued, Instant at) {
    return FailJobResponse.newBuilder()
        .setJobId(requeued.jobId().toString())
        .setState(com.resultity.grpc.jobs.v1.JobState.JOB_STATE_QUEUED)
        .setAttempt(requeued.attempt())
        .setReadyAt(Render.time(requeued.readyAt() == null ? at : requeued.readyAt()))
        .build();
  }

  static CancelJobResponse cancelled(Done done) {
    var answer =
        CancelJobResponse.newBuilder()
            .setJobId(done.get(JobCancelled.class).jobId().toString())
            .setState(com.resultity.grpc.jobs.v1.JobState.JOB_STATE_CANCELLED);
    done.find(HoldVoided.class)
        .ifPresent(voided ->
            answer
                .setReleased(Slice.total(voided.returned()))
                .setCredits(Render.credits(voided.credits())));
    return answer.build();
  }

  /** A job as callers of a role may see it. */
  static com.resultity.grpc.jobs.v1.Job job(Job job, Role role) {
    return write(role == Role.NETWORK ? job.withoutBilling() : job);
  }

  private static com.resultity.grpc.jobs.v1.Job write(Job job) {
    JobSpec spec = job.spec();
    var message =
        com.resultity.grpc.jobs.v1.Job.newBuilder()
            .setJobId(job.id().toString())
            .setNetwork(Render.network(spec.network()))
            .setModel(spec.model())
            .setModelVersion(spec.modelVersion())
            .setConfigVersion(spec.configVersion())
            .setMode(mode(spec.mode()))
            .setPriority(priority(spec.priority()))
            .setMaxTokens(spec.maxTokens())
            .setMaxAttempts(spec.retry().maxAttempts())
            .setConstraints(constraints(spec.constraints()))
            .setSubmittedAt(Render.time(job.submittedAt()))
            .setDeadline(Render.time(spec.deadline()))
            .setState(state(JobStatus.of(job.state())))
            .setAttempt(job.attempt());
    if (spec.namespaceId() != null) {
      message
          .setNamespaceId(spec.namespaceId().toString())
          .setTariff(Render.tariff(spec.tariff()))
          .setHeld(spec.held());
    }
    addOptions(message, spec);
    NodeId node = job.node();
    if (node != null) {
      message.setNodeId(node.address());
    }
    addState(message, job.state(), spec.blind());
    job.attempts().forEach(attempt -> message.addAttempts(attempt(attempt)));
    return message.build();
  }

  private static void addOptions(com.resultity.grpc.jobs.v1.Job.Builder message, JobSpec spec) {
    if (spec.keyId() != null) {
      message.setKeyId(spec.keyId().toString());
    }
    if (spec.contentReference() != null) {
      message.setContentReference(spec.contentReference());
    }
    if (spec.retry().attemptTimeout() != null) {
      message.setAttemptTimeout(Render.duration(spec.retry().attemptTimeout()));
    }
    if (!spec.retry().backOff().isZero()) {
      message.setBackOff(Render.duration(spec.retry().backOff()));
    }
  }

  private static com.resultity.grpc.jobs.v1.Attempt attempt(Attempt attempt) {
    var message =
        com.resultity.grpc.jobs.v1.Attempt.newBuilder()
            .setNumber(attempt.number())
            .setNodeId(attempt.nodeId().address())
            .setStartedAt(Render.time(attempt.startedAt()))
            .setOutcome(outcome(attempt.outcome()))
            .setLate(attempt.late());
    if (attempt.endedAt() != null) {
      message.setEndedAt(Render.time(attempt.endedAt()));
    }
    if (attempt.errorCode() != null) {
      message.setErrorCode(attempt.errorCode());
    }
    return message.build();
  }

  private static AttemptOutcome outcome(Attempt.Outcome outcome) {
    return switch (outcome) {
      case RUNNING -> AttemptOutcome.ATTEMPT_OUTCOME_RUNNING;
      case COMPLETED -> AttemptOutcome.ATTEMPT_OUTCOME_COMPLETED;
      case FAILED -> AttemptOutcome.ATTEMPT_OUTCOME_FAILED;
      case TIMED_OUT -> AttemptOutcome.ATTEMPT_OUTCOME_TIMED_OUT;
      case CANCELLED -> AttemptOutcome.ATTEMPT_OUTCOME_CANCELLED;
      case EXPIRED -> AttemptOutcome.ATTEMPT_OUTCOME_EXPIRED;
    };
  }

  private static void addState(
      com.resultity.grpc.jobs.v1.Job.Builder message, JobState state, boolean blind) {
    switch (state) {
      case JobState.Dispatched s -> message.setDispatchedAt(Render.time(s.at()));
      case JobState.Completed s -> {
        message.setDispatchedAt(Render.time(s.startedAt()));
        message.setResult(result(s.result())).setFinishedAt(Render.time(s.at()));
        if (!blind) {
          message.setCharged(s.charged());
        }
      }
      case JobState.Failed s ->
          message.setErrorCode(s.errorCode()).setFinishedAt(Render.time(s.at()));
      case JobState.Cancelled s -> message.setFinishedAt(Render.time(s.at()));
      case JobState.Expired s -> message.setFinishedAt(Render.time(s.at()));
      case JobState.Queued s -> message.setReadyAt(Render.time(s.readyAt()));
    }
  }

  private static JobResult result(com.resultity.domain.jobs.JobResult result) {
    return JobResult.newBuilder()
        .setTokensIn(result.tokensIn())
        .setTokensOut(result.tokensOut())
        .setDurationMs(result.durationMs())
        .setResultDigest(result.digest().hex())
        .build();
  }

  private static Constraints constraints(com.resultity.domain.jobs.Constraints constraints) {
    Constraints.Builder message = Constraints.newBuilder();
    if (constraints.region() != null) {
      message.setRegion(constraints.region());
    }
    if (constraints.gpu() != null) {
      message.setGpu(constraints.gpu());
    }
    if (constraints.minVramMib() != null) {
      message.setMinVramMib(constraints.minVramMib());
    }
    if (constraints.subcloudId() != null) {
      message.setSubcloudId(constraints.subcloudId().toString());
    }
    return message.build();
  }

  private static com.resultity.grpc.jobs.v1.JobState state(JobStatus status) {
    return switch (status) {
      case QUEUED -> com.resultity.grpc.jobs.v1.JobState.JOB_STATE_QUEUED;
      case DISPATCHED -> com.resultity.grpc.jobs.v1.JobState.JOB_STATE_DISPATCHED;
      case COMPLETED -> com.resultity.grpc.jobs.v1.JobState.JOB_STATE_COMPLETED;
      case FAILED -> com.resultity.grpc.jobs.v1.JobState.JOB_STATE_FAILED;
      case CANCELLED -> com.resultity.grpc.jobs.v1.JobState.JOB_STATE_CANCELLED;
      case EXPIRED -> com.resultity.grpc.jobs.v1.JobState.JOB_STATE_EXPIRED;
    };
  }

  static @Nullable JobStatus status(com.resultity.grpc.jobs.v1.JobState state) {
    return switch (state) {
      case JOB_STATE_QUEUED -> JobStatus.QUEUED;
      case JOB_STATE_DISPATCHED -> JobStatus.DISPATCHED;
      case JOB_STATE_COMPLETED -> JobStatus.COMPLETED;
      case JOB_STATE_FAILED -> JobStatus.FAILED;
      case JOB_STATE_CANCELLED -> JobStatus.CANCELLED;
      case JOB_STATE_EXPIRED -> JobStatus.EXPIRED;
      case JOB_STATE_UNSPECIFIED, UNRECOGNIZED -> null;
    };
  }

  static @Nullable Mode mode(com.resultity.grpc.jobs.v1.Mode mode) {
    return switch (mode) {
      case MODE_SYNC -> Mode.SYNC;
      case MODE_POLLING -> Mode.POLLING;
      case MODE_BATCH -> Mode.BATCH;
      case MODE_STREAM -> Mode.STREAM;
      case MODE_UNSPECIFIED, UNRECOGNIZED -> null;
    };
  }

  private static com.resultity.grpc.jobs.v1.Mode mode(Mode mode) {
    return switch (mode) {
      case SYNC -> com.resultity.grpc.jobs.v1.Mode.MODE_SYNC;
      case POLLING -> com.resultity.grpc.jobs.v1.Mode.MODE_POLLING;
      case BATCH -> com.resultity.grpc.jobs.v1.Mode.MODE_BATCH;
      case STREAM -> com.resultity.grpc.jobs.v1.Mode.MODE_STREAM;
    };
  }

  static @Nullable Priority priority(com.resultity.grpc.jobs.v1.Priority priority) {
    return switch (priority) {
      case PRIORITY_URGENT -> Priority.URGENT;
      case PRIORITY_NORMAL -> Priority.NORMAL;
      case PRIORITY_BULK -> Priority.BULK;
      case PRIORITY_TEST -> Priority.TEST;
      case PRIORITY_UNSPECIFIED, UNRECOGNIZED -> null;
    };
  }

  static com.resultity.grpc.jobs.v1.Priority priority(Priority priority) {
    return switch (priority) {
      case URGENT -> com.resultity.grpc.jobs.v1.Priority.PRIORITY_URGENT;
      case NORMAL -> com.resultity.grpc.jobs.v1.Priority.PRIORITY_NORMAL;
      case BULK -> com.resultity.grpc.jobs.v1.Priority.PRIORITY_BULK;
      case TEST -> com.resultity.grpc.jobs.v1.Priority.PRIORITY_TEST;
    };
  }
}
