package com.resultity.grpc.jobs;

import com.resultity.domain.jobs.Constraints;
import com.resultity.domain.jobs.JobCommand;
import com.resultity.domain.jobs.JobRequest;
import com.resultity.domain.jobs.JobResult;
import com.resultity.domain.journal.Digest;
import com.resultity.domain.network.Mode;
import com.resultity.domain.network.Network;
import com.resultity.domain.network.Priority;
import com.resultity.domain.nodes.NodeId;
import com.resultity.grpc.calls.Area;
import com.resultity.grpc.calls.Ask;
import com.resultity.grpc.calls.Bidi;
import com.resultity.grpc.calls.Input;
import com.resultity.grpc.calls.Render;
import com.resultity.grpc.calls.Unary;
import com.resultity.grpc.jobs.v1.CancelJobRequest;
import com.resultity.grpc.jobs.v1.CancelJobResponse;
import com.resultity.grpc.jobs.v1.CompleteJobRequest;
import com.resultity.grpc.jobs.v1.CompleteJobResponse;
import com.resultity.grpc.jobs.v1.DispatchJobRequest;
import com.resultity.grpc.jobs.v1.DispatchJobResponse;
import com.resultity.grpc.jobs.v1.FailJobRequest;
import com.resultity.grpc.jobs.v1.FailJobResponse;
import com.resultity.grpc.jobs.v1.GetJobRequest;
import com.resultity.grpc.jobs.v1.GetJobResponse;
import com.resultity.grpc.jobs.v1.JobsProto;
import com.resultity.grpc.jobs.v1.LookUpJobsRequest;
import com.resultity.grpc.jobs.v1.LookUpJobsResponse;
import com.resultity.grpc.jobs.v1.SubmitBlindJobRequest;
import com.resultity.grpc.jobs.v1.SubmitBlindJobResponse;
import com.resultity.grpc.jobs.v1.SubmitJobRequest;
import com.resultity.grpc.jobs.v1.SubmitJobResponse;
import com.resultity.grpc.jobs.v1.SubmitRequest;
import com.resultity.grpc.jobs.v1.SubmitResponse;
import com.resultity.ports.access.Operation;
import com.resultity.ports.access.Target;
import com.resultity.ports.errors.ErrorCode;
import com.resultity.ports.errors.Fault;
import com.resultity.ports.jobs.JobReader;
import com.resultity.ports.journal.IdSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The methods of {@code resultity.jobs.v1.Jobs}. */
public final class JobMethods {
  private static final int MAX_NAME = 200;
  private static final int MAX_REFERENCE = 1000;
  private static final int MAX_CODE = 100;

  private final IdSource ids;
  private final JobReader jobs;
  private final JobReads reads;
  private final JobMatches matches;

  public JobMethods(IdSource ids, JobReader jobs, JobReads reads, JobMatches matches) {
    this.ids = ids;
    this.jobs = jobs;
    this.reads = reads;
    this.matches = matches;
  }

  public Area area() {
    List<Unary<?, ?>> methods = new ArrayList<>(reads.methods());
    methods.addAll(matches.methods());
    methods.addAll(
        List.of(
            new Unary<>(Operation.SUBMIT_JOB, SubmitJobRequest.parser(), this::submitJob),
            new Unary<>(
                Operation.SUBMIT_BLIND_JOB, SubmitBlindJobRequest.parser(), this::submitBlindJob),
            new Unary<>(Operation.GET_JOB, GetJobRequest.parser(), this::getJob),
            new Unary<>(Operation.DISPATCH_JOB, DispatchJobRequest.parser(), this::dispatchJob),
            new Unary<>(Operation.COMPLETE_JOB, CompleteJobRequest.parser(), this::completeJob),
            new Unary<>(Operation.FAIL_JOB, FailJobRequest.parser(), this::failJob),
            new Unary<>(Operation.CANCEL_JOB, CancelJobRequest.parser(), this::cancelJob)));
    return new Area(
        JobsProto.getDescriptor().findServiceByName("Jobs"),
        methods,
        List.of(submit(), lookUpJobs()));
  }

  private Ask<SubmitJobResponse> submitJob(SubmitJobRequest request) {
    Input in = new Input();
    UUID namespace = in.id("namespace_id", request.getNamespaceId());
    JobRequest job =
        new JobRequest(
            in.text("model", request.getModel(), MAX_NAME),
            in.known("mode", JobMessages.mode(request.getMode()), Mode.SYNC),
            priority(in, request.hasPriority(), request.getPriority()),
            in.duration("ttl", request.hasTtl(), request.getTtl()),
            request.getMaxTokens(),
            constraints(in, request.hasConstraints(), request.getConstraints()),
            content(in, request.hasContentReference(), request.getContentReference()),
            in.idOrNull("key_id", request.hasKeyId(), request.getKeyId()));
    in.check();
    return new Ask.Change<>(
        new Target.OfNamespace(namespace),
        new JobCommand.SubmitJob(
            ids.beside(namespace),
            namespace,
            job,
            request.hasAmount() ? (Long) request.getAmount() : null),
        JobMessages::submitted);
  }

  private Ask<SubmitBlindJobResponse> submitBlindJob(SubmitBlindJobRequest request) {
    Input in = new Input();
    Network network =
        in.known("network", Render.networkOrNull(request.getNetwork()), Network.TESTNET);
    JobRequest job =
        new JobRequest(
            in.text("model", request.getModel(), MAX_NAME),
            in.known("mode", JobMessages.mode(request.getMode()), Mode.SYNC),
            priority(in, request.hasPriority(), request.getPriority()),
            in.duration("ttl", request.hasTtl(), request.getTtl()),
            request.getMaxTokens(),
            constraints(in, request.hasConstraints(), request.getConstraints()),
            content(in, request.hasContentReference(), request.getContentReference()),
            null);
    in.check();
    Target target = new Target.Everything();
    return new Ask.Named<>(
        target,
        key ->
            new Ask.Change<>(
                target,
                new JobCommand.SubmitBlindJob(ids.named(key), network, job),
                JobMessages::submittedBlind));
  }

  private static Priority priority(
      Input in, boolean present, com.resultity.grpc.jobs.v1.Priority priority) {
    return present
        ? in.known("priority", JobMessages.priority(priority), Priority.NORMAL)
        : Priority.NORMAL;
  }

  private static @Nullable String content(Input in, boolean present, String reference) {
    return in.textOrNull("content_reference", present, reference, MAX_REFERENCE);
  }

  private static Constraints constraints(
      Input in, boolean present, com.resultity.grpc.jobs.v1.Constraints asked) {
    if (!present) {
      return Constraints.NONE;
    }
    if (asked.hasMinVramMib()) {
      in.within("constraints.min_vram_mib", asked.getMinVramMib(), 0, Integer.MAX_VALUE);
    }
    return new Constraints(
        in.textOrNull("constraints.region", asked.hasRegion(), asked.getRegion(), MAX_CODE),
        in.textOrNull("constraints.gpu", asked.hasGpu(), asked.getGpu(), MAX_CODE),
        asked.hasMinVramMib() ? (Integer) asked.getMinVramMib() : null,
        in.idOrNull("constraints.subcloud_id", asked.hasSubcloudId(), asked.getSubcloudId()));
  }

  private Ask<GetJobResponse> getJob(GetJobRequest request) {
    return look(request.getJobId(), job -> GetJobResponse.newBuilder().setJob(job).build());
  }

  private <A> Ask<A> look(String jobId, Function<com.resultity.grpc.jobs.v1.Job, A> answer) {
    Input in = new Input();
    UUID id = in.id("job_id", jobId);
    in.check();
    return new Ask.Look<>(
        new Target.OfJob(id),
        principal ->
            jobs.find(id)
                .map(found -> found.orElseThrow(() -> new Fault(ErrorCode.JOB_NOT_FOUND)))
                .map(job -> answer.apply(JobMessages.job(job, principal.role()))));
  }

  private Ask<DispatchJobResponse> dispatchJob(DispatchJobRequest request) {
    Input in = new Input();
    UUID id = in.id("job_id", request.getJobId());
    NodeId node = in.node("node_id", request.getNodeId());
    in.check();
    return new Ask.Change<>(
        new Target.OfJob(id), JobCommand.DispatchJob.unchecked(id, node), JobMessages::dispatched);
  }

  private Ask<CompleteJobResponse> completeJob(CompleteJobRequest request) {
    Input in = new Input();
    UUID id = in.id("job_id", request.getJobId());
    NodeId node = in.node("node_id", request.getNodeId());
    int attempt = in.within("attempt", request.getAttempt(), 1, Integer.MAX_VALUE);
    var asked = request.getResult();
    in.require(request.hasResult(), "result");
    long read = in.notNegative("result.tokens_in", asked.getTokensIn());
    long written = in.notNegative("result.tokens_out", asked.getTokensOut());
    long duration = in.notNegative("result.duration_ms", asked.getDurationMs());
    Digest digest = in.digest("result.result_digest", asked.getResultDigest());
    in.check();
    return new Ask.Change<>(
        new Target.OfJob(id),
        new JobCommand.CompleteJob(
            id, node, attempt, new JobResult(read, written, duration, digest)),
        JobMessages::completed);
  }

  private Ask<FailJobResponse> failJob(FailJobRequest request) {
    Input in = new Input();
    UUID id = in.id("job_id", request.getJobId());
    NodeId node = in.node("node_id", request.getNodeId());
    int attempt = in.within("attempt", request.getAttempt(), 1, Integer.MAX_VALUE);
    String code = in.text("error_code", request.getErrorCode(), MAX_CODE);
    in.check();
    return new Ask.Change<>(
        new Target.OfJob(id), new JobCommand.FailJob(id, node, attempt, code), JobMessages::failed);
  }

  private Ask<CancelJobResponse> cancelJob(CancelJobRequest request) {
    Input in = new Input();
    UUID id = in.id("job_id", request.getJobId());
    in.check();
    return new Ask.Change<>(
        new Target.OfJob(id), new JobCommand.CancelJob(id), JobMessages::cancelled);
  }

  private Bidi<SubmitRequest, SubmitResponse> submit() {
    return new Bidi<>(
        "Submit",
        EnumSet.of(Operation.SUBMIT_JOB),
        SubmitRequest.parser(),
        request ->
            new Bidi.Item<>(
                Operation.SUBMIT_JOB,
                request.getIdempotencyKey(),
                request.hasReason() ? request.getReason() : null,
                submitJob(request.getJob()),
                (submitted, replayed) -> answer(request, replayed).setSubmitted(submitted).build()),
        (request, error, replayed) -> answer(request, replayed).setError(error).build());
  }

  private static SubmitResponse.Builder answer(SubmitRequest request, boolean replayed) {
    return SubmitResponse.newBuilder()
        .setCorrelationId(request.getCorrelationId())
        .setReplayed(replayed);
  }

  private Bidi<LookUpJobsRequest, LookUpJobsResponse> lookUpJobs() {
    return new Bidi<>(
        "LookUpJobs",
        EnumSet.of(Operation.GET_JOB),
        LookUpJobsRequest.parser(),
        request ->
            new Bidi.Item<>(
                Operation.GET_JOB,
                "",
                null,
                look(request.getJobId(), job -> job),
                (job, _) ->
                    LookUpJobsResponse.newBuilder()
                        .setCorrelationId(request.getCorrelationId())
                        .setJob(job)
                        .build()),
        (request, error, _) ->
            LookUpJobsResponse.newBuilder()
                .setCorrelationId(request.getCorrelationId())
                .setError(error)
                .build());
  }
}
