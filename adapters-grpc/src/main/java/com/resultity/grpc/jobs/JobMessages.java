package com.resultity.grpc.jobs;

import com.resultity.domain.jobs.Job;
import com.resultity.domain.jobs.JobRecord;
import com.resultity.domain.jobs.JobRecord.JobCancelled;
import com.resultity.domain.jobs.JobRecord.JobCompleted;
import com.resultity.domain.jobs.JobRecord.JobDispatched;
import com.resultity.domain.jobs.JobRecord.JobFailed;
import com.resultity.domain.jobs.JobRecord.JobRequeued;
import com.resultity.domain.jobs.JobRecord.JobSubmitted;
import com.resultity.domain.jobs.JobSpec;
import com.resultity.domain.jobs.JobState;
import com.resultity.domain.jobs.JobStatus;
import com.resultity.domain.jobs.Mode;
import com.resultity.domain.jobs.Priority;
import com.resultity.domain.ledger.LedgerRecord.HoldPlaced;
import com.resultity.domain.ledger.LedgerRecord.HoldSettled;
import com.resultity.domain.ledger.LedgerRecord.HoldVoided;
import com.resultity.domain.ledger.Slice;
import com.resultity.domain.nodes.NodeId;
import com.resultity.grpc.calls.Render;
import com.resultity.grpc.jobs.v1.CancelJobResponse;
import com.resultity.grpc.jobs.v1.CompleteJobResponse;
import com.resultity.grpc.jobs.v1.Constraints;
import com.resultity.grpc.jobs.v1.DispatchJobResponse;
import com.resultity.grpc.jobs.v1.FailJobResponse;
import com.resultity.grpc.jobs.v1.JobResult;
import com.resultity.grpc.jobs.v1.SubmitJobResponse;
import com.resultity.ports.journal.Outcome.Done;
import java.util.Optional;
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

  static CompleteJobResponse completed(Done done) {
    JobCompleted completed = done.get(JobCompleted.class);
    HoldSettled settled = done.get(HoldSettled.class);
    return CompleteJobResponse.newBuilder()
        .setJobId(completed.jobId().toString())
        .setState(com.resultity.grpc.jobs.v1.JobState.JOB_STATE_COMPLETED)
        .setCharged(completed.charged())
        .setReleased(Slice.total(settled.returned()))
        .setCredits(Render.credits(settled.credits()))
        .build();
  }

  static FailJobResponse failed(Done done) {
    FailJobResponse.Builder answer = FailJobResponse.newBuilder();
    Optional<JobRequeued> requeued = done.find(JobRequeued.class);
    JobRecord record = requeued.isPresent() ? requeued.get() : done.get(JobFailed.class);
    answer.setJobId(record.jobId().toString());
    if (requeued.isPresent()) {
      answer.setState(com.resultity.grpc.jobs.v1.JobState.JOB_STATE_QUEUED);
      return answer.setAttempt(requeued.get().attempt()).build();
    }
    answer.setState(com.resultity.grpc.jobs.v1.JobState.JOB_STATE_FAILED);
    answer.setCredits(Render.credits(done.get(HoldVoided.class).credits()));
    return answer.setAttempt(done.get(JobFailed.class).attempt()).build();
  }

  static CancelJobResponse cancelled(Done done) {
    HoldVoided voided = done.get(HoldVoided.class);
    return CancelJobResponse.newBuilder()
        .setJobId(done.get(JobCancelled.class).jobId().toString())
        .setState(com.resultity.grpc.jobs.v1.JobState.JOB_STATE_CANCELLED)
        .setReleased(Slice.total(voided.returned()))
        .setCredits(Render.credits(voided.credits()))
        .build();
  }

  static com.resultity.grpc.jobs.v1.Job job(Job job) {
    JobSpec spec = job.spec();
    var message =
        com.resultity.grpc.jobs.v1.Job.newBuilder()
            .setJobId(job.id().toString())
            .setNamespaceId(spec.namespaceId().toString())
            .setNetwork(Render.network(spec.network()))
            .setModel(spec.model())
            .setModelVersion(spec.modelVersion())
            .setConfigVersion(spec.configVersion())
            .setTariff(Render.tariff(spec.tariff()))
            .setMode(mode(spec.mode()))
            .setPriority(priority(spec.priority()))
            .setMaxTokens(spec.maxTokens())
            .setMaxAttempts(spec.maxAttempts())
            .setConstraints(constraints(spec.constraints()))
            .setHeld(spec.held())
            .setSubmittedAt(Render.time(job.submittedAt()))
            .setDeadline(Render.time(spec.deadline()))
            .setState(state(JobStatus.of(job.state())))
            .setAttempt(job.state().attempt());
    if (spec.contentReference() != null) {
      message.setContentReference(spec.contentReference());
    }
    NodeId node = job.node();
    if (node != null) {
      message.setNodeId(node.address());
    }
    addState(message, job.state());
    return message.build();
  }

  private static void addState(com.resultity.grpc.jobs.v1.Job.Builder message, JobState state) {
    switch (state) {
      case JobState.Dispatched s -> message.setDispatchedAt(Render.time(s.at()));
      case JobState.Completed s ->
          message
              .setResult(result(s.result()))
              .setCharged(s.charged())
              .setFinishedAt(Render.time(s.at()));
      case JobState.Failed s ->
          message.setErrorCode(s.errorCode()).setFinishedAt(Render.time(s.at()));
      case JobState.Cancelled s -> message.setFinishedAt(Render.time(s.at()));
      case JobState.Expired s -> message.setFinishedAt(Render.time(s.at()));
      case JobState.Queued _ -> {}
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
