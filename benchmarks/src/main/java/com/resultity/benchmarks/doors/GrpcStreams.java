package com.resultity.benchmarks.doors;

import com.resultity.benchmarks.load.Target;
import com.resultity.benchmarks.server.Await;
import com.resultity.benchmarks.server.Population;
import com.resultity.grpc.jobs.v1.LookUpJobsRequest;
import com.resultity.grpc.jobs.v1.LookUpJobsResponse;
import com.resultity.grpc.jobs.v1.SubmitRequest;
import com.resultity.grpc.jobs.v1.SubmitResponse;
import com.resultity.grpc.ledger.v1.CheckCreditsRequest;
import com.resultity.grpc.ledger.v1.CheckCreditsResponse;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.grpc.client.GrpcClient;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** gRPC, one bidirectional stream for all questions of a kind. */
public final class GrpcStreams implements Target {
  private static final String JOBS = "resultity.jobs.v1.Jobs";

  private final Vertx vertx = Vertx.vertx();
  private final GrpcClient client = GrpcClient.client(vertx);
  private final AtomicLong keys = new AtomicLong(System.nanoTime());
  private final Population population;
  private final Stream<SubmitResponse> submits;
  private final Stream<CheckCreditsResponse> checks;
  private final Stream<LookUpJobsResponse> lookUps;

  public GrpcStreams(Server server, Population population) {
    this.population = population;
    submits =
        new Stream<>(
            vertx,
            client,
            server,
            GrpcTarget.method(JOBS, "Submit", SubmitResponse.getDefaultInstance()),
            SubmitResponse::getCorrelationId);
    checks =
        new Stream<>(
            vertx,
            client,
            server,
            GrpcTarget.method(
                "resultity.ledger.v1.Ledger",
                "CheckCredits",
                CheckCreditsResponse.getDefaultInstance()),
            CheckCreditsResponse::getCorrelationId);
    lookUps =
        new Stream<>(
            vertx,
            client,
            server,
            GrpcTarget.method(JOBS, "LookUpJobs", LookUpJobsResponse.getDefaultInstance()),
            LookUpJobsResponse::getCorrelationId);
  }

  @Override
  public String name() {
    return "gRPC stream";
  }

  @Override
  public Future<UUID> submit(int namespace) {
    return submits
        .ask(id ->
            SubmitRequest.newBuilder()
                .setCorrelationId(id)
                .setIdempotencyKey("stream-" + keys.incrementAndGet())
                .setJob(GrpcTarget.job(population, namespace))
                .build())
        .compose(answer ->
            answer.hasSubmitted()
                ? Future.succeededFuture(UUID.fromString(answer.getSubmitted().getJobId()))
                : Future.failedFuture(answer.toString()));
  }

  @Override
  public Future<?> checkCredit(int namespace) {
    return checks
        .ask(id ->
            CheckCreditsRequest.newBuilder()
                .setCorrelationId(id)
                .setCheck(GrpcTarget.check(population, namespace))
                .build())
        .compose(answer -> hopedFor(answer.hasCredits(), answer));
  }

  @Override
  public Future<?> findJob(UUID id) {
    return lookUps
        .ask(correlation ->
            LookUpJobsRequest.newBuilder()
                .setCorrelationId(correlation)
                .setJobId(id.toString())
                .build())
        .compose(answer -> hopedFor(answer.hasJob(), answer));
  }

  private static <A> Future<A> hopedFor(boolean hopedFor, A answer) {
    return hopedFor ? Future.succeededFuture(answer) : Future.failedFuture(answer.toString());
  }

  @Override
  public void close() {
    Await.of(client.close());
    Await.of(vertx.close());
  }
}
