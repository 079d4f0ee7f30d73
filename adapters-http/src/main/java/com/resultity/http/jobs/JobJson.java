package com.resultity.http.jobs;

import com.resultity.domain.jobs.Attempt;
import com.resultity.domain.jobs.Constraints;
import com.resultity.domain.jobs.Job;
import com.resultity.domain.jobs.JobRecord.JobCancelled;
import com.resultity.domain.jobs.JobRecord.JobCompleted;
import com.resultity.domain.jobs.JobRecord.JobDispatched;
import com.resultity.domain.jobs.JobRecord.JobFailed;
import com.resultity.domain.jobs.JobRecord.JobRequeued;
import com.resultity.domain.jobs.JobRecord.JobSubmitted;
import com.resultity.domain.jobs.JobResult;
import com.resultity.domain.jobs.JobSpec;
import com.resultity.domain.jobs.JobState;
import com.resultity.domain.jobs.JobStatus;
import com.resultity.domain.ledger.LedgerRecord.HoldVoided;
import com.resultity.domain.ledger.Slice;
import com.resultity.domain.network.RetryPolicy;
import com.resultity.domain.network.Tariff;
import com.resultity.domain.nodes.NodeId;
import com.resultity.http.Call;
import com.resultity.http.Json;
import com.resultity.http.Reply;
import com.resultity.http.ledger.LedgerJson;
import com.resultity.ports.access.Role;
import com.resultity.ports.jobs.Claim.Claimed;
import com.resultity.ports.journal.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Jobs, and what became of commands on them, as answers. */
final class JobJson {
  private JobJson() {}

  static Reply submitted(Outcome.Done done) {
    JobSubmitted submitted = done.get(JobSubmitted.class);
    JobSpec spec = submitted.spec();
    Json out = begin(submitted.jobId(), JobStatus.QUEUED);
    if (!spec.blind()) {
      out.field("price", spec.held());
      out.field("holdId", submitted.jobId());
    }
    out.field("configVersion", spec.configVersion());
    out.field("deadline", spec.deadline());
    return Reply.created("/v1/jobs/" + submitted.jobId(), out.end());
  }

  static Reply dispatched(Outcome.Done done) {
    JobDispatched dispatched = done.get(JobDispatched.class);
    Json out = begin(dispatched.jobId(), JobStatus.DISPATCHED);
    out.field("nodeId", dispatched.nodeId().address());
    return Reply.ok(out.field("attempt", dispatched.attempt()).end());
  }

  static Reply completed(Outcome.Done done) {
    JobCompleted completed = done.get(JobCompleted.class);
    Json out = begin(completed.jobId(), JobStatus.COMPLETED);
    return Reply.ok(out.field("attempt", completed.attempt()).end());
  }

  static Reply failed(Outcome.Done done) {
    return done.find(JobRequeued.class)
        .map(JobJson::requeued)
        .orElseGet(() -> failedForGood(done.get(JobFailed.class)));
  }

  private static Reply requeued(JobRequeued requeued) {
    Json out = begin(requeued.jobId(), JobStatus.QUEUED).field("attempt", requeued.attempt());
    return Reply.ok(out.field("readyAt", requeued.readyAt()).end());
  }

  private static Reply failedForGood(JobFailed failed) {
    Json out = begin(failed.jobId(), JobStatus.FAILED);
    return Reply.ok(out.field("attempt", failed.attempt()).end());
  }

  static Reply cancelled(Outcome.Done done) {
    Json out = begin(done.get(JobCancelled.class).jobId(), JobStatus.CANCELLED);
    done.find(HoldVoided.class)
        .ifPresent(voided -> {
          out.field("released", Slice.total(voided.returned()));
          LedgerJson.credits(out, voided.credits());
        });
    return Reply.ok(out.end());
  }

  static Reply claimed(Optional<Claimed> found) {
    return found
        .map(
            claimed -> Reply.ok(write(claimed.job().withoutBilling())).replayed(claimed.replayed()))
        .orElseGet(Reply::nothing);
  }

  private static Json begin(UUID jobId, JobStatus status) {
    return begin(new Json(), jobId, status);
  }

  private static Json begin(Json out, UUID jobId, JobStatus status) {
    return out.object().field("jobId", jobId).field("state", status.code());
  }

  /** A job as whoever asks may see it: who pays for it is no matter of the nodes' side. */
  static Job seenBy(Call call, Job job) {
    return call.from(Role.NETWORK) ? job.withoutBilling() : job;
  }

  static Json write(Job job) {
    return write(new Json(), job);
  }

  static Json write(Json out, Job job) {
    JobSpec spec = job.spec();
    begin(out, job.id(), JobStatus.of(job.state()));
    out.field("attempt", job.attempt());
    if (!spec.blind()) {
      billing(out, job);
    }
    out.field("network", spec.network().code());
    out.field("model", spec.model());
    out.field("modelVersion", spec.modelVersion());
    out.field("configVersion", spec.configVersion());
    out.field("mode", spec.mode().code());
    out.field("priority", spec.priority().code());
    out.field("maxTokens", spec.maxTokens());
    retry(out, spec.retry());
    constraints(out, spec.constraints());
    out.field("contentReference", spec.contentReference());
    out.field("submittedAt", job.submittedAt());
    out.field("deadline", spec.deadline());
    node(out, job.node());
    state(out, job.state());
    attempts(out, job.attempts());
    return out.end();
  }

  private static void billing(Json out, Job job) {
    JobSpec spec = job.spec();
    out.field("namespaceId", spec.namespaceId());
    out.field("keyId", spec.keyId());
    tariff(out, spec.tariff());
    out.field("price", spec.held());
    out.field("holdId", job.id());
    if (job.state() instanceof JobState.Completed completed) {
      out.field("charged", completed.charged());
    }
  }

  private static void tariff(Json out, Tariff tariff) {
    out.object("tariff");
    out.field("requestPrice", tariff.requestPrice());
    out.field("inputPrice", tariff.inputPrice());
    out.field("outputPrice", tariff.outputPrice());
    out.end();
  }

  private static void retry(Json out, RetryPolicy retry) {
    out.field("maxAttempts", retry.maxAttempts());
    out.field("attemptTimeout", retry.attemptTimeout());
    out.field("backOff", retry.backOff().isZero() ? null : retry.backOff());
  }

  private static void constraints(Json out, Constraints constraints) {
    if (constraints.equals(Constraints.NONE)) {
      return;
    }
    out.object("constraints");
    out.field("region", constraints.region());
    out.field("gpu", constraints.gpu());
    if (constraints.minVramMib() != null) {
      out.field("minVramMib", constraints.minVramMib().intValue());
    }
    out.field("subcloudId", constraints.subcloudId());
    out.end();
  }

  private static void state(Json out, JobState state) {
    switch (state) {
      case JobState.Queued s -> out.field("readyAt", s.readyAt());
      case JobState.Dispatched s -> out.field("dispatchedAt", s.at());
      case JobState.Completed s -> {
        out.field("finishedAt", s.at());
        result(out, s.result());
      }
      case JobState.Failed s -> {
        out.field("finishedAt", s.at());
        out.field("errorCode", s.errorCode());
      }
      case JobState.Cancelled s -> out.field("finishedAt", s.at());
      case JobState.Expired s -> out.field("finishedAt", s.at());
    }
  }

  private static void attempts(Json out, List<Attempt> attempts) {
    out.array("attempts");
    for (Attempt attempt : attempts) {
      out.object().field("number", attempt.number());
      node(out, attempt.nodeId());
      out.field("startedAt", attempt.startedAt());
      out.field("endedAt", attempt.endedAt());
      out.field("outcome", attempt.outcome().code());
      out.field("errorCode", attempt.errorCode());
      out.field("late", attempt.late()).end();
    }
    out.endArray();
  }

  private static void node(Json out, @Nullable NodeId nodeId) {
    out.field("nodeId", nodeId == null ? null : nodeId.address());
  }

  private static void result(Json out, JobResult result) {
    out.object("result");
    out.field("tokensIn", result.tokensIn());
    out.field("tokensOut", result.tokensOut());
    out.field("durationMs", result.durationMs());
    out.field("resultDigest", result.digest().hex());
    out.end();
  }
}
