package com.resultity.http.jobs;

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
import com.resultity.domain.ledger.Credits;
import com.resultity.domain.ledger.LedgerRecord.HoldSettled;
import com.resultity.domain.ledger.LedgerRecord.HoldVoided;
import com.resultity.domain.ledger.Slice;
import com.resultity.domain.network.Tariff;
import com.resultity.domain.nodes.NodeId;
import com.resultity.http.Json;
import com.resultity.http.Reply;
import com.resultity.http.ledger.LedgerJson;
import com.resultity.ports.journal.Outcome;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Jobs, and what became of commands on them, as answers. */
final class JobJson {
  private JobJson() {}

  static Reply submitted(Outcome.Done done) {
    JobSubmitted submitted = done.get(JobSubmitted.class);
    JobSpec spec = submitted.spec();
    Json out = begin(submitted.jobId(), JobStatus.QUEUED);
    out.field("price", spec.held());
    out.field("holdId", submitted.jobId());
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
    HoldSettled settled = done.get(HoldSettled.class);
    Json out = begin(completed.jobId(), JobStatus.COMPLETED);
    out.field("attempt", completed.attempt());
    out.field("charged", completed.charged());
    released(out, settled.returned(), settled.credits());
    return Reply.ok(out.end());
  }

  static Reply failed(Outcome.Done done) {
    return done.find(JobRequeued.class)
        .map(r -> begin(r.jobId(), JobStatus.QUEUED).field("attempt", r.attempt()).end())
        .map(Reply::ok)
        .orElseGet(() -> failedForGood(done));
  }

  private static Reply failedForGood(Outcome.Done done) {
    JobFailed failed = done.get(JobFailed.class);
    HoldVoided voided = done.get(HoldVoided.class);
    Json out = begin(failed.jobId(), JobStatus.FAILED).field("attempt", failed.attempt());
    released(out, voided.returned(), voided.credits());
    return Reply.ok(out.end());
  }

  static Reply cancelled(Outcome.Done done) {
    HoldVoided voided = done.get(HoldVoided.class);
    Json out = begin(done.get(JobCancelled.class).jobId(), JobStatus.CANCELLED);
    released(out, voided.returned(), voided.credits());
    return Reply.ok(out.end());
  }

  private static Json begin(UUID jobId, JobStatus status) {
    return begin(new Json(), jobId, status);
  }

  private static Json begin(Json out, UUID jobId, JobStatus status) {
    return out.object().field("jobId", jobId).field("state", status.code());
  }

  private static void released(Json out, List<Slice> returned, Credits credits) {
    out.field("released", Slice.total(returned));
    LedgerJson.credits(out, credits);
  }

  static Json write(Job job) {
    return write(new Json(), job);
  }

  static Json write(Json out, Job job) {
    JobSpec spec = job.spec();
    begin(out, job.id(), JobStatus.of(job.state()));
    out.field("attempt", job.state().attempt());
    out.field("namespaceId", spec.namespaceId());
    out.field("network", spec.network().code());
    out.field("model", spec.model());
    out.field("modelVersion", spec.modelVersion());
    out.field("configVersion", spec.configVersion());
    tariff(out, spec.tariff());
    out.field("mode", spec.mode().code());
    out.field("priority", spec.priority().code());
    out.field("maxTokens", spec.maxTokens());
    out.field("maxAttempts", spec.maxAttempts());
    constraints(out, spec.constraints());
    out.field("contentReference", spec.contentReference());
    out.field("price", spec.held());
    out.field("holdId", job.id());
    out.field("submittedAt", job.submittedAt());
    out.field("deadline", spec.deadline());
    state(out, job.state());
    return out.end();
  }

  private static void tariff(Json out, Tariff tariff) {
    out.object("tariff");
    out.field("requestPrice", tariff.requestPrice());
    out.field("inputPrice", tariff.inputPrice());
    out.field("outputPrice", tariff.outputPrice());
    out.end();
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
      case JobState.Queued _ -> {}
      case JobState.Dispatched s -> {
        node(out, s.nodeId());
        out.field("dispatchedAt", s.at());
      }
      case JobState.Completed s -> {
        finished(out, s.nodeId(), s);
        out.field("charged", s.charged());
        result(out, s.result());
      }
      case JobState.Failed s -> {
        finished(out, s.nodeId(), s);
        out.field("errorCode", s.errorCode());
      }
      case JobState.Cancelled s -> finished(out, s.nodeId(), s);
      case JobState.Expired s -> finished(out, s.nodeId(), s);
    }
  }

  private static void finished(Json out, @Nullable NodeId nodeId, JobState.Finished state) {
    node(out, nodeId);
    out.field("finishedAt", state.at());
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
