package com.resultity.grpc;

import static com.resultity.grpc.Served.await;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Empty;
import com.resultity.grpc.calls.CallSettings;
import io.vertx.core.buffer.Buffer;
import io.vertx.grpc.common.GrpcStatus;
import io.vertx.grpc.health.v1.HealthCheckRequest;
import io.vertx.grpc.health.v1.HealthCheckResponse;
import io.vertx.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.vertx.grpc.reflection.v1.ServerReflectionRequest;
import io.vertx.grpc.reflection.v1.ServerReflectionResponse;
import io.vertx.grpc.reflection.v1.ServiceResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the server offers beside the areas. */
class ServerTest {
  // The client's first words, and settings of which there are none.
  private static final byte[] PREFACE =
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0".getBytes(ISO_8859_1);

  private final Served served = new Served();

  @AfterEach
  void close() {
    served.close();
  }

  @Test
  void reflectionListsTheServicesWithoutAToken() {
    ServerReflectionResponse answer =
        served
            .reply(
                "grpc.reflection.v1.ServerReflection/ServerReflectionInfo",
                Map.of(),
                ServerReflectionRequest.newBuilder().setListServices("").build(),
                ServerReflectionResponse.getDefaultInstance())
            .answer();
    assertThat(answer.getListServicesResponse().getServiceList())
        .extracting(ServiceResponse::getName)
        .contains(
            "resultity.accounts.v1.Accounts",
            "resultity.ledger.v1.Ledger",
            "resultity.jobs.v1.Jobs",
            "resultity.network.v1.Network",
            "resultity.journal.v1.Journal",
            "grpc.health.v1.Health");
  }

  @Test
  void healthSaysServingOnlyWhenReady() {
    assertThat(health("")).isEqualTo(ServingStatus.SERVING);
    assertThat(health("resultity.jobs.v1.Jobs")).isEqualTo(ServingStatus.SERVING);
    served.ready = false;
    assertThat(health("")).isEqualTo(ServingStatus.NOT_SERVING);
    assertThat(health("resultity.jobs.v1.Jobs")).isEqualTo(ServingStatus.NOT_SERVING);
  }

  private ServingStatus health(String service) {
    HealthCheckResponse answer =
        served
            .reply(
                "grpc.health.v1.Health/Check",
                Map.of(),
                HealthCheckRequest.newBuilder().setService(service).build(),
                HealthCheckResponse.getDefaultInstance())
            .answer();
    return answer.getStatus();
  }

  @Test
  void aConnectionThatSaysNothingIsClosed() throws IOException {
    try (Served impatient = new Served(CallSettings.DEFAULT, 8, Duration.ofMillis(300))) {
      for (byte[] first : new byte[][] {new byte[0], PREFACE}) {
        try (Socket silent = new Socket(InetAddress.getLoopbackAddress(), impatient.port)) {
          silent.setSoTimeout(30_000);
          silent.getOutputStream().write(first);
          assertThat(silent.getInputStream().readAllBytes().length > 0).isEqualTo(first.length > 0);
        }
      }
    }
  }

  @Test
  void aMethodThatDoesNotExistIsUnimplemented() {
    assertThat(
            await(
                    served.send(
                        "resultity.ledger.v1.Ledger/Nothing",
                        Map.of(),
                        Buffer.buffer(),
                        Empty.getDefaultInstance()))
                .status())
        .isEqualTo(GrpcStatus.UNIMPLEMENTED);
  }
}
