package com.resultity.app.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Status;
import com.resultity.app.TestCore;
import com.resultity.ports.access.Role;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever is sent to the gRPC door, it answers as its contract says, or refuses and does nothing.
 */
class GrpcFuzzTest {
  private static final int DEADLINE_EXCEEDED = 4;
  private static final int UNIMPLEMENTED = 12;
  private static final List<Integer> FAULTS = List.of(-1, 1, 2, 13, 14, 15);

  @TempDir private Path directory;
  private final Vertx vertx = Vertx.vertx();
  private final long seed = Fuzz.seed();
  private final Chance chance = new Chance(seed);
  private final Known known = new Known(chance);
  private final Verdicts verdicts = new Verdicts();
  private TestCore core;

  @BeforeEach
  void start() throws IOException {
    core = TestCore.start(directory);
    try (HttpWire wire = new HttpWire(core.httpPort())) {
      Story.tell(wire, Callers.token(core, Role.ADMIN, null, null), known);
    }
  }

  @AfterEach
  void stop() {
    TestCore.await(vertx.close());
    core.close();
  }

  @Test
  void everyCallIsAnsweredAsTheContractSays() {
    GrpcRequests requests = new GrpcRequests(chance, known, new Callers(core, known, chance));
    GrpcWire wire = new GrpcWire(vertx, core.grpcPort());
    Fuzz.run(seed, () -> one(wire, requests.next()));
    verdicts.check(core);
    System.out.println("gRPC, -Dfuzz.seed=" + seed + ": " + verdicts.counts());
  }

  private void one(GrpcWire wire, GrpcRequests.Request request) throws IOException {
    Optional<GrpcWire.Answer> answer = Optional.empty();
    try {
      answer = wire.call(request);
      if (answer.isPresent()) {
        judge(request, answer.get());
      } else {
        // What is not Core's own may reset a stream for a malformed message.
        boolean own = request.method() != null;
        assertThat(own && request.whole() && request.plain()).as("not answered").isFalse();
      }
    } catch (AssertionError wrong) {
      throw new AssertionError(wrong.getMessage() + "\n" + request + "\n" + answer, wrong);
    }
  }

  private void judge(GrpcRequests.Request request, GrpcWire.Answer answer) throws IOException {
    String name = request.method() == null ? request.path() : request.method().getName();
    verdicts.count(name + " " + (answer.http() == 200 ? answer.status() : answer.http()));
    Verdicts.noLeak(answer.metadata().toString());
    if (answer.http() != 200) {
      assertThat(answer.http()).isIn(400, 404, 405, 415, 431);
      verdicts.innocent(request.traceId(), request + " " + answer);
      return;
    }
    assertThat(answer.status()).isNotIn(FAULTS);
    if (request.method() == null) {
      return;
    }
    if (answer.status() == 0) {
      judgeAnswers(request, answer);
    } else {
      judgeFailure(request, answer);
    }
  }

  private void judgeAnswers(GrpcRequests.Request request, GrpcWire.Answer answer)
      throws InvalidProtocolBufferException {
    for (byte[] bytes : answer.messages()) {
      Message message = DynamicMessage.parseFrom(request.method().getOutputType(), bytes);
      Verdicts.noLeak(message.toString());
      assertThat(message.toString()).doesNotContain("\"internal\"", "\"unavailable\"");
      note(message);
    }
    if (!request.method().isServerStreaming()) {
      assertThat(answer.messages()).hasSize(1);
    }
    if (request.reads() || "true".equals(request.headers().get("dry-run"))) {
      verdicts.innocent(request.traceId(), request + " " + answer);
    }
  }

  private void judgeFailure(GrpcRequests.Request request, GrpcWire.Answer answer)
      throws InvalidProtocolBufferException {
    assertThat(answer.status()).isNotEqualTo(UNIMPLEMENTED);
    Status details = answer.details();
    Verdicts.noLeak(details.toString());
    assertThat(details.getCode()).isEqualTo(answer.status());
    List<Any> infos =
        details.getDetailsList().stream().filter(any -> any.is(ErrorInfo.class)).toList();
    assertThat(infos).hasSize(1);
    ErrorInfo info = infos.getFirst().unpack(ErrorInfo.class);
    assertThat(info.getReason()).matches("[A-Z_]+");
    assertThat(info.getMetadataMap()).containsKeys("certainty", "trace_id");
    boolean sure = !info.getMetadataOrThrow("certainty").equals("unknown");
    assertThat(sure || answer.status() == DEADLINE_EXCEEDED).isTrue();
    if (sure && !request.method().isClientStreaming()) {
      verdicts.innocent(info.getMetadataOrThrow("trace_id"), request + " " + info);
    }
  }

  private void note(Message message) {
    message
        .getAllFields()
        .forEach((field, value) -> {
          if (value instanceof Message inner) {
            note(inner);
          } else if (field.isRepeated()
              && field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
            ((List<?>) value).forEach(inner -> note((Message) inner));
          } else if (field.getName().endsWith("_id") && value instanceof String id) {
            known.note("\"" + field.getJsonName() + "\":\"" + id + "\"");
          }
        });
  }
}
