package com.resultity.app.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Status;
import com.resultity.app.Heard;
import com.resultity.app.TestCore;
import com.resultity.ports.access.Role;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
  private Heard heard;
  private TestCore core;

  @BeforeEach
  void start() throws IOException {
    core = TestCore.start(directory);
    heard = Heard.asShipped();
    try (HttpWire wire = new HttpWire(core.httpPort())) {
      Story.tell(wire, Callers.token(core, Role.ADMIN, null, null), known);
    }
  }

  @AfterEach
  void stop() {
    TestCore.await(vertx.close());
    core.close();
    heard.close();
  }

  @Test
  void everyCallIsAnsweredAsTheContractSays() {
    GrpcRequests requests = new GrpcRequests(chance, known, new Callers(core, known, chance));
    GrpcWire wire = new GrpcWire(vertx, core.grpcPort());
    Fuzz.run(seed, verdicts::enough, () -> one(wire, requests.next()));
    System.out.println("gRPC, -Dfuzz.seed=" + seed + ": " + verdicts.summary());
    verdicts.check(core);
    assertThat(heard.events()).isEmpty();
    verdicts.deepEnough();
  }

  private void one(GrpcWire wire, GrpcRequests.Request request) throws IOException {
    Optional<GrpcWire.Answer> answer = Optional.empty();
    try {
      answer = wire.call(request);
      if (answer.isPresent()) {
        judge(request, answer.get());
        if (answer.get().status() == 0 && repeats(request)) {
          judgeRepeated(request, answer.get(), wire.call(request).orElseThrow());
        }
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
    verdicts.count(
        name + " " + (answer.http() == 200 ? answer.status() + reason(answer) : answer.http()));
    Verdicts.noLeak(answer.metadata().toString());
    if (request.method() != null && (answer.http() != 200 || answer.status() != 0)) {
      count(request, false);
    }
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

  private static String reason(GrpcWire.Answer answer) throws InvalidProtocolBufferException {
    for (Any any : answer.details().getDetailsList()) {
      if (any.is(ErrorInfo.class)) {
        return " " + any.unpack(ErrorInfo.class).getReason();
      }
    }
    return "";
  }

  private void judgeAnswers(GrpcRequests.Request request, GrpcWire.Answer answer)
      throws InvalidProtocolBufferException {
    for (byte[] bytes : answer.messages()) {
      Message message = DynamicMessage.parseFrom(request.method().getOutputType(), bytes);
      Verdicts.noLeak(message.toString());
      assertThat(message.toString()).doesNotContain("\"internal\"", "\"unavailable\"");
      note(message);
      learn(request, Told.by(message));
    }
    if (!request.method().isServerStreaming()) {
      assertThat(answer.messages()).hasSize(1);
    }
    if (request.reads() || "true".equals(request.headers().get("dry-run"))) {
      verdicts.innocent(request.traceId(), request + " " + answer);
    }
  }

  private boolean repeats(GrpcRequests.Request request) {
    return chance.calm()
        && request.method() != null
        && !request.reads()
        && !request.method().isServerStreaming()
        && chance.once(6);
  }

  private static void judgeRepeated(
      GrpcRequests.Request request, GrpcWire.Answer first, GrpcWire.Answer second)
      throws InvalidProtocolBufferException {
    assertThat(second.status()).isZero();
    assertThat(lasting(request, second)).isEqualTo(lasting(request, first));
  }

  // An API key's secret is told once, and parts of a batch say that they were done before.
  private static String lasting(GrpcRequests.Request request, GrpcWire.Answer answer)
      throws InvalidProtocolBufferException {
    return DynamicMessage.parseFrom(request.method().getOutputType(), answer.messages().getFirst())
        .toString()
        .replaceAll("(replayed|secret): .*\n *", "");
  }

  private void learn(GrpcRequests.Request request, Map<String, String> told) {
    boolean dry = "true".equals(request.headers().get("dry-run"));
    boolean accepted = Told.somethingDone(told) && !dry;
    count(request, accepted);
    if ((accepted && !request.reads()) || told.containsKey("nonce")) {
      known.learn(GrpcRequests.operation(request.method()), request.said(), told);
    }
  }

  private void count(GrpcRequests.Request request, boolean accepted) {
    if (!request.reads()) {
      verdicts.command(request.area(), accepted);
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
            known.learn(field.getJsonName(), Map.of(), Told.by(inner));
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
