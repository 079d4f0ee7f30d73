package com.resultity.ports.journal;

import com.resultity.domain.jobs.Constraints;
import com.resultity.domain.jobs.JobRecord;
import com.resultity.domain.jobs.JobRecord.JobCancelled;
import com.resultity.domain.jobs.JobRecord.JobCompleted;
import com.resultity.domain.jobs.JobRecord.JobDispatched;
import com.resultity.domain.jobs.JobRecord.JobExpired;
import com.resultity.domain.jobs.JobRecord.JobFailed;
import com.resultity.domain.jobs.JobRecord.JobReportedLate;
import com.resultity.domain.jobs.JobRecord.JobRequeued;
import com.resultity.domain.jobs.JobRecord.JobSubmitted;
import com.resultity.domain.jobs.JobResult;
import com.resultity.domain.jobs.JobSpec;
import com.resultity.domain.journal.Digest;
import com.resultity.domain.network.Mode;
import com.resultity.domain.network.Network;
import com.resultity.domain.network.Priority;
import com.resultity.domain.network.RetryPolicy;
import com.resultity.domain.network.Tariff;
import com.resultity.domain.nodes.NodeId;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Job records as fields. */
final class JobLines {
  private JobLines() {}

  static String write(JsonWriter out, JobRecord record) {
    return switch (record) {
      case JobSubmitted r -> {
        writeSpec(out, r);
        yield "job_submitted";
      }
      case JobDispatched r -> {
        out.field("attempt", r.attempt());
        out.field("claimId", (Object) r.claimId());
        out.field("jobId", (Object) r.jobId());
        out.field("nodeId", r.nodeId().address());
        yield "job_dispatched";
      }
      case JobCompleted r -> {
        writeResult(out, r);
        yield "job_completed";
      }
      case JobRequeued r -> {
        writeFailure(out, r, r.attempt(), r.errorCode(), r.nodeId());
        out.field("readyAt", r.readyAt());
        yield "job_requeued";
      }
      case JobFailed r -> {
        writeFailure(out, r, r.attempt(), r.errorCode(), r.nodeId());
        yield "job_failed";
      }
      case JobCancelled r -> {
        out.field("jobId", (Object) r.jobId());
        yield "job_cancelled";
      }
      case JobExpired r -> {
        out.field("jobId", (Object) r.jobId());
        yield "job_expired";
      }
      case JobReportedLate r -> {
        out.field("attempt", r.attempt());
        out.field("jobId", (Object) r.jobId());
        out.field("nodeId", r.nodeId().address());
        yield "job_reported_late";
      }
    };
  }

  static JobRecord read(String kind, Fields in) {
    return switch (kind) {
      case "job_submitted" -> new JobSubmitted(in.id("jobId"), readSpec(in));
      case "job_dispatched" ->
          new JobDispatched(
              in.id("jobId"), node(in), in.number("attempt"), in.orNull("claimId", in::id));
      case "job_completed" -> readResult(in);
      case "job_requeued" ->
          new JobRequeued(
              in.id("jobId"),
              node(in),
              in.number("attempt"),
              in.textOrNull("errorCode"),
              in.orNull("readyAt", in::time));
      case "job_failed" ->
          new JobFailed(in.id("jobId"), node(in), in.number("attempt"), in.textOrNull("errorCode"));
      case "job_cancelled" -> new JobCancelled(in.id("jobId"));
      case "job_expired" -> new JobExpired(in.id("jobId"));
      case "job_reported_late" ->
          new JobReportedLate(in.id("jobId"), node(in), in.number("attempt"));
      default -> throw new IllegalArgumentException("unknown kind " + kind);
    };
  }

  private static void writeSpec(JsonWriter out, JobSubmitted r) {
    JobSpec spec = r.spec();
    if (spec.retry().attemptTimeout() != null) {
      out.field("attemptTimeout", spec.retry().attemptTimeout().toString());
    }
    if (!spec.retry().backOff().isZero()) {
      out.field("backOff", spec.retry().backOff().toString());
    }
    out.field("configVersion", spec.configVersion());
    if (!spec.constraints().equals(Constraints.NONE)) {
      writeConstraints(out, spec.constraints());
    }
    out.field("contentReference", spec.contentReference());
    out.field("deadline", spec.deadline());
    out.field("held", spec.held());
    out.field("inputPrice", spec.tariff().inputPrice());
    out.field("jobId", (Object) r.jobId());
    out.field("keyId", (Object) spec.keyId());
    out.field("maxAttempts", spec.retry().maxAttempts());
    out.field("maxTokens", spec.maxTokens());
    out.field("mode", spec.mode().code());
    out.field("model", spec.model());
    out.field("modelVersion", spec.modelVersion());
    out.field("namespaceId", (Object) spec.namespaceId());
    out.field("network", spec.network().code());
    out.field("outputPrice", spec.tariff().outputPrice());
    out.field("priority", spec.priority().code());
    out.field("requestPrice", spec.tariff().requestPrice());
  }

  private static JobSpec readSpec(Fields in) {
    return new JobSpec(
        in.orNull("namespaceId", in::id),
        in.orNull("keyId", in::id),
        Network.valueOf(upper(in, "network")),
        in.text("model"),
        in.text("modelVersion"),
        in.big("configVersion"),
        new Tariff(in.big("requestPrice"), in.big("inputPrice"), in.big("outputPrice")),
        Mode.valueOf(upper(in, "mode")),
        Priority.valueOf(upper(in, "priority")),
        in.big("maxTokens"),
        retry(in),
        in.has("constraints") ? readConstraints(in.object("constraints")) : Constraints.NONE,
        in.textOrNull("contentReference"),
        in.big("held"),
        in.time("deadline"));
  }

  static RetryPolicy retry(Fields in) {
    Duration backOff = in.orNull("backOff", in::duration);
    return new RetryPolicy(
        in.number("maxAttempts"),
        in.orNull("attemptTimeout", in::duration),
        backOff == null ? Duration.ZERO : backOff);
  }

  private static void writeConstraints(JsonWriter out, Constraints constraints) {
    out.object("constraints");
    out.field("gpu", constraints.gpu());
    if (constraints.minVramMib() != null) {
      out.field("minVramMib", constraints.minVramMib().intValue());
    }
    out.field("region", constraints.region());
    out.field("subcloudId", (Object) constraints.subcloudId());
    out.end();
  }

  private static Constraints readConstraints(Fields in) {
    return new Constraints(
        in.textOrNull("region"),
        in.textOrNull("gpu"),
        in.orNull("minVramMib", in::number),
        in.orNull("subcloudId", in::id));
  }

  private static void writeResult(JsonWriter out, JobCompleted r) {
    out.field("attempt", r.attempt());
    out.field("charged", r.charged());
    out.field("digest", r.result().digest().hex());
    out.field("durationMs", r.result().durationMs());
    out.field("jobId", (Object) r.jobId());
    out.field("nodeId", r.nodeId().address());
    out.field("tokensIn", r.result().tokensIn());
    out.field("tokensOut", r.result().tokensOut());
  }

  private static JobCompleted readResult(Fields in) {
    JobResult result =
        new JobResult(
            in.big("tokensIn"),
            in.big("tokensOut"),
            in.big("durationMs"),
            new Digest(in.text("digest")));
    return new JobCompleted(
        in.id("jobId"), node(in), in.number("attempt"), result, in.big("charged"));
  }

  private static void writeFailure(
      JsonWriter out, JobRecord r, int attempt, @Nullable String errorCode, NodeId nodeId) {
    out.field("attempt", attempt);
    out.field("errorCode", errorCode);
    out.field("jobId", (Object) r.jobId());
    out.field("nodeId", nodeId.address());
  }

  private static NodeId node(Fields in) {
    return new NodeId(in.text("nodeId"));
  }

  private static String upper(Fields in, String name) {
    return in.text(name).toUpperCase(Locale.ROOT);
  }
}
