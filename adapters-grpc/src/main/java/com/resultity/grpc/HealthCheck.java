package com.resultity.grpc;

import com.google.protobuf.InvalidProtocolBufferException;
import com.resultity.grpc.calls.CompressedMessage;
import io.vertx.core.buffer.Buffer;
import io.vertx.grpc.common.GrpcMessage;
import io.vertx.grpc.common.GrpcMessageDecoder;
import io.vertx.grpc.common.GrpcMessageEncoder;
import io.vertx.grpc.common.GrpcStatus;
import io.vertx.grpc.common.ServiceMethod;
import io.vertx.grpc.common.ServiceName;
import io.vertx.grpc.health.v1.HealthCheckRequest;
import io.vertx.grpc.health.v1.HealthCheckResponse;
import io.vertx.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.vertx.grpc.health.v1.HealthProto;
import io.vertx.grpc.server.GrpcServerRequest;
import io.vertx.grpc.server.GrpcServerResponse;
import io.vertx.grpc.server.Service;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * {@code grpc.health.v1.Health/Check}. The service that comes with Vert.x says SERVING of the
 * server as a whole, which is what load balancers ask for, whether it is ready or not; and of those
 * who watch it keeps what they named after they have gone.
 */
final class HealthCheck {
  static final String SERVICE = "grpc.health.v1.Health";

  private final Set<String> services;
  private final BooleanSupplier serving;

  HealthCheck(Set<String> services, BooleanSupplier serving) {
    this.services = Set.copyOf(services);
    this.serving = serving;
  }

  Service service() {
    ServiceName name = ServiceName.create(SERVICE);
    ServiceMethod<Buffer, Buffer> check =
        ServiceMethod.server(
            name, "Check", GrpcMessageEncoder.IDENTITY, GrpcMessageDecoder.IDENTITY);
    return Service.service(name, HealthProto.getDescriptor().findServiceByName("Health"))
        .bind(check, request -> new Call(request.response()).begin(request))
        .build();
  }

  private ServingStatus status() {
    return serving.getAsBoolean() ? ServingStatus.SERVING : ServingStatus.NOT_SERVING;
  }

  /** One call, which is answered once. */
  private final class Call {
    private final GrpcServerResponse<Buffer, Buffer> response;
    private boolean answered;

    Call(GrpcServerResponse<Buffer, Buffer> response) {
      this.response = response;
    }

    void begin(GrpcServerRequest<Buffer, Buffer> request) {
      request.errorHandler(_ -> answered = true);
      request.exceptionHandler(how -> {
        if (how instanceof CompressedMessage) {
          refuse(GrpcStatus.INVALID_ARGUMENT);
        }
        answered = true;
      });
      request.invalidMessageHandler(_ -> refuse(GrpcStatus.RESOURCE_EXHAUSTED));
      request.messageHandler(this::answer);
      request.endHandler(_ -> refuse(GrpcStatus.INVALID_ARGUMENT));
    }

    private void answer(GrpcMessage message) {
      if (answered) {
        return;
      }
      try {
        String asked = HealthCheckRequest.parseFrom(message.payload().getBytes()).getService();
        if (asked.isEmpty() || services.contains(asked)) {
          answered = true;
          HealthCheckResponse found = HealthCheckResponse.newBuilder().setStatus(status()).build();
          response.end(Buffer.buffer(found.toByteArray()));
        } else {
          refuse(GrpcStatus.NOT_FOUND);
        }
      } catch (InvalidProtocolBufferException _) {
        refuse(GrpcStatus.INVALID_ARGUMENT);
      }
    }

    private void refuse(GrpcStatus why) {
      if (!answered) {
        answered = true;
        response.status(why).end();
      }
    }
  }
}
