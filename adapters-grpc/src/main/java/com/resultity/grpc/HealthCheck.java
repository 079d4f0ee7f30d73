package com.resultity.grpc;

import io.vertx.core.Handler;
import io.vertx.grpc.common.GrpcMessageDecoder;
import io.vertx.grpc.common.GrpcMessageEncoder;
import io.vertx.grpc.common.GrpcStatus;
import io.vertx.grpc.common.ServiceMethod;
import io.vertx.grpc.common.ServiceName;
import io.vertx.grpc.health.v1.HealthCheckRequest;
import io.vertx.grpc.health.v1.HealthCheckResponse;
import io.vertx.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.vertx.grpc.server.GrpcServerRequest;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * Answers {@code grpc.health.v1.Health/Check}. The one that comes with Vert.x says SERVING of the
 * server as a whole, which is what load balancers ask for, whether it is ready or not.
 */
final class HealthCheck
    implements Handler<GrpcServerRequest<HealthCheckRequest, HealthCheckResponse>> {
  static final ServiceMethod<HealthCheckRequest, HealthCheckResponse> METHOD =
      ServiceMethod.server(
          ServiceName.create("grpc.health.v1.Health"),
          "Check",
          GrpcMessageEncoder.encoder(),
          GrpcMessageDecoder.decoder(HealthCheckRequest.newBuilder()));

  private final Set<String> services;
  private final BooleanSupplier serving;

  HealthCheck(Set<String> services, BooleanSupplier serving) {
    this.services = Set.copyOf(services);
    this.serving = serving;
  }

  @Override
  public void handle(GrpcServerRequest<HealthCheckRequest, HealthCheckResponse> request) {
    var response = request.response();
    AtomicBoolean answered = new AtomicBoolean();
    request.endHandler(_ -> {
      if (!answered.getAndSet(true)) {
        response.status(GrpcStatus.INVALID_ARGUMENT).end();
      }
    });
    request.handler(check -> {
      if (answered.getAndSet(true)) {
        return;
      }
      if (!check.getService().isEmpty() && !services.contains(check.getService())) {
        response.status(GrpcStatus.NOT_FOUND).end();
        return;
      }
      ServingStatus status =
          serving.getAsBoolean() ? ServingStatus.SERVING : ServingStatus.NOT_SERVING;
      response.end(HealthCheckResponse.newBuilder().setStatus(status).build());
    });
  }
}
