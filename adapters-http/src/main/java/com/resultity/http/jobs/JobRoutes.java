package com.resultity.http.jobs;

import com.resultity.domain.jobs.Constraints;
import com.resultity.domain.jobs.JobCommand.CancelJob;
import com.resultity.domain.jobs.JobCommand.CompleteJob;
import com.resultity.domain.jobs.JobCommand.DispatchJob;
import com.resultity.domain.jobs.JobCommand.FailJob;
import com.resultity.domain.jobs.JobCommand.SubmitBlindJob;
import com.resultity.domain.jobs.JobCommand.SubmitJob;
import com.resultity.domain.jobs.JobRequest;
import com.resultity.domain.jobs.JobResult;
import com.resultity.domain.journal.Digest;
import com.resultity.domain.network.Mode;
import com.resultity.domain.network.Priority;
import com.resultity.domain.nodes.NodeId;
import com.resultity.http.Body;
import com.resultity.http.Call;
import com.resultity.http.Reply;
import com.resultity.http.Route;
import com.resultity.http.Routes;
import com.resultity.ports.access.Operation;
import com.resultity.ports.access.Target;
import com.resultity.ports.errors.ErrorCode;
import com.resultity.ports.errors.Fault;
import com.resultity.ports.jobs.JobReader;
import com.resultity.ports.journal.Caller;
import com.resultity.ports.journal.IdSource;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** Jobs and their life. */
public final class JobRoutes implements Routes {
  private static final String JOB = "/v1/jobs/{jobId}";

  private final JobReader jobs;
  private final IdSource ids;

  public JobRoutes(JobReader jobs, IdSource ids) {
    this.jobs = jobs;
    this.ids = ids;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        new Route.Change<>(
            HttpMethod.POST,
            Operation.SUBMIT_JOB,
            "/v1/namespaces/{namespaceId}/jobs",
            call -> new Target.OfNamespace(call.id("namespaceId")),
            this::submit,
            (_, done) -> JobJson.submitted(done)),
        new Route.Change<>(
            HttpMethod.POST,
            Operation.SUBMIT_BLIND_JOB,
            "/v1/networks/{network}/jobs",
            _ -> new Target.Everything(),
            this::submitBlind,
            (_, done) -> JobJson.submitted(done)),
        new Route.Query(Operation.GET_JOB, JOB, JobRoutes::job, this::get),
        new Route.Change<>(
            HttpMethod.POST,
            Operation.DISPATCH_JOB,
            JOB + ":dispatch",
            JobRoutes::job,
            (call, body) -> DispatchJob.unchecked(call.id("jobId"), node(body)),
            (_, done) -> JobJson.dispatched(done)),
        new Route.Change<>(
            HttpMethod.POST,
            Operation.COMPLETE_JOB,
            JOB + ":complete",
            JobRoutes::job,
            JobRoutes::complete,
            (_, done) -> JobJson.completed(done)),
        new Route.Change<>(
            HttpMethod.POST,
            Operation.FAIL_JOB,
            JOB + ":fail",
            JobRoutes::job,
            JobRoutes::fail,
            (_, done) -> JobJson.failed(done)),
        new Route.Change<>(
            HttpMethod.POST,
            Operation.CANCEL_JOB,
            JOB + ":cancel",
            JobRoutes::job,
            (call, _) -> new CancelJob(call.id("jobId")),
            (_, done) -> JobJson.cancelled(done)));
  }

  private static Target job(Call call) {
    return new Target.OfJob(call.id("jobId"));
  }

  private SubmitJob submit(Call call, Body body) {
    UUID namespaceId = call.id("namespaceId");
    return new SubmitJob(
        ids.beside(namespaceId), namespaceId, request(body), body.orNull("amount", body::big));
  }

  private SubmitBlindJob submitBlind(Call call, Body body, Caller caller) {
    String key = Objects.requireNonNullElse(caller.idempotencyKey(), "");
    return new SubmitBlindJob(ids.named(key), call.network("network"), request(body));
  }

  private static JobRequest request(Body body) {
    return new JobRequest(
        body.text("model"),
        body.code("mode", Mode.class),
        body.code("priority", Priority.NORMAL),
        body.duration("ttl"),
        body.big("maxTokens"),
        body.has("constraints") ? constraints(body.object("constraints")) : Constraints.NONE,
        body.orNull("contentReference", body::text),
        body.orNull("keyId", body::id));
  }

  private static Constraints constraints(Body body) {
    return new Constraints(
        body.orNull("region", body::text),
        body.orNull("gpu", body::text),
        body.orNull("minVramMib", body::number),
        body.orNull("subcloudId", body::id));
  }

  private static CompleteJob complete(Call call, Body body) {
    return new CompleteJob(
        call.id("jobId"),
        node(body),
        body.number("attempt"),
        new JobResult(
            body.big("tokensIn"),
            body.big("tokensOut"),
            body.big("durationMs"),
            new Digest(body.text("resultDigest"))));
  }

  private static FailJob fail(Call call, Body body) {
    return new FailJob(
        call.id("jobId"), node(body), body.number("attempt"), body.text("errorCode"));
  }

  private static NodeId node(Body body) {
    return new NodeId(body.text("nodeId"));
  }

  private Future<Reply> get(Call call) {
    return jobs.find(call.id("jobId"))
        .map(found -> found.orElseThrow(() -> new Fault(ErrorCode.JOB_NOT_FOUND)))
        .map(job -> Reply.ok(JobJson.write(JobJson.seenBy(call, job))));
  }
}
