package com.resultity.benchmarks.doors;

import com.google.protobuf.Duration;
import com.google.protobuf.Message;
import com.resultity.benchmarks.load.Target;
import com.resultity.benchmarks.server.Await;
import com.resultity.benchmarks.server.Population;
import com.resultity.grpc.jobs.v1.GetJobRequest;
import com.resultity.grpc.jobs.v1.GetJobResponse;
import com.resultity.grpc.jobs.v1.Mode;
import com.resultity.grpc.jobs.v1.SubmitJobRequest;
import com.resultity.grpc.jobs.v1.SubmitJobResponse;
import com.resultity.grpc.ledger.v1.GetCreditsRequest;
import com.resultity.grpc.ledger.v1.GetCreditsResponse;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.SocketAddress;
import io.vertx.grpc.client.GrpcClient;
import io.vertx.grpc.client.GrpcClientRequest;
import io.vertx.grpc.client.GrpcClientResponse;
import io.vertx.grpc.common.GrpcMessageDecoder;
import io.vertx.grpc.common.GrpcMessageEncoder;
import io.vertx.grpc.common.ServiceMethod;
import io.vertx.grpc.common.ServiceName;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** gRPC, one call per question. */
public final class GrpcTarget implements Target {
  private static final String JOBS = "resultity.jobs.v1.Jobs";
  private static final String LEDGER = "resultity.ledger.v1.Ledger";
  private static final ServiceMethod<SubmitJobResponse, Buffer> SUBMIT =
      method(JOBS, "SubmitJob", SubmitJobResponse.getDefaultInstance());
  private static final ServiceMethod<GetJobResponse, Buffer> GET_JOB =
      method(JOBS, "GetJob", GetJobResponse.getDefaultInstance());
  private static final ServiceMethod<GetCreditsResponse, Buffer> GET_CREDITS =
      method(LEDGER, "GetCredits", GetCreditsResponse.getDefaultInstance());

  private final Vertx vertx = Vertx.vertx();
  private final GrpcClient client = GrpcClient.client(vertx);
  private final AtomicLong keys = new AtomicLong(System.nanoTime());
  private final Server server;
  private final Population population;

  public GrpcTarget(Server server, Population population) {
    this.server = server;
    this.population = population;
  }

  @Override
  public String name() {
    return "gRPC unary";
  }

  @Override
  public Future<UUID> submit(int namespace) {
    return client
        .request(address(server), SUBMIT)
        .compose(call -> {
          call.headers().set("idempotency-key", "unary-" + keys.incrementAndGet());
          return ask(call, job(population, namespace));
        })
        .map(answer -> UUID.fromString(answer.getJobId()));
  }

  @Override
  public Future<?> checkCredit(int namespace) {
    return client
        .request(address(server), GET_CREDITS)
        .compose(call -> ask(call, check(population, namespace)));
  }

  @Override
  public Future<?> findJob(UUID id) {
    return client
        .request(address(server), GET_JOB)
        .compose(call -> ask(call, GetJobRequest.newBuilder().setJobId(id.toString()).build()));
  }

  private <A> Future<A> ask(GrpcClientRequest<Buffer, A> call, Message question) {
    call.headers().set("authorization", "Bearer " + server.token());
    return call.send(bytes(question)).compose(GrpcClientResponse::last);
  }

  static SocketAddress address(Server server) {
    return SocketAddress.inetSocketAddress(server.grpcPort(), "127.0.0.1");
  }

  static Buffer bytes(Message message) {
    return Buffer.buffer(message.toByteArray());
  }

  static SubmitJobRequest job(Population population, int namespace) {
    return SubmitJobRequest.newBuilder()
        .setNamespaceId(population.namespace(namespace).toString())
        .setModel(Population.MODEL)
        .setMode(Mode.MODE_SYNC)
        .setTtl(Duration.newBuilder().setSeconds(1_800))
        .setMaxTokens(Population.MAX_TOKENS)
        .build();
  }

  static GetCreditsRequest check(Population population, int namespace) {
    return GetCreditsRequest.newBuilder()
        .setNamespaceId(population.namespace(namespace).toString())
        .build();
  }

  static <A extends Message> ServiceMethod<A, Buffer> method(
      String service, String name, A answer) {
    return ServiceMethod.client(
        ServiceName.create(service),
        name,
        GrpcMessageEncoder.IDENTITY,
        GrpcMessageDecoder.decoder(answer));
  }

  @Override
  public void close() {
    Await.of(client.close());
    Await.of(vertx.close());
  }
}
