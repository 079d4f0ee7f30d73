package com.resultity.app.fuzz;

import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.resultity.grpc.accounts.v1.AccountsProto;
import com.resultity.grpc.jobs.v1.JobsProto;
import com.resultity.grpc.journal.v1.JournalProto;
import com.resultity.grpc.ledger.v1.LedgerProto;
import com.resultity.grpc.network.v1.NetworkProto;
import com.resultity.grpc.nodes.v1.NodesProto;
import io.vertx.core.buffer.Buffer;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Calls of the methods of the gRPC contract, kept to or not. */
final class GrpcRequests {
  private static final List<MethodDescriptor> METHODS =
      List.of(
              AccountsProto.getDescriptor(),
              LedgerProto.getDescriptor(),
              JobsProto.getDescriptor(),
              NetworkProto.getDescriptor(),
              NodesProto.getDescriptor(),
              JournalProto.getDescriptor())
          .stream()
          .map(FileDescriptor::getServices)
          .flatMap(List::stream)
          .flatMap(service -> service.getMethods().stream())
          .flatMap(method -> Collections.nCopies(weight(area(method)), method).stream())
          .toList();
  private static final List<String> OTHER_PATHS =
      List.of(
          "/",
          "/x",
          "//",
          "/resultity.ledger.v1.Ledger/",
          "/resultity.ledger.v1.Ledger/Nothing",
          "/grpc.health.v1.Health/Check",
          "/grpc.health.v1.Health/Nothing",
          "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo",
          "/v1/jobs",
          "/%00/%ff");

  private final Chance chance;
  private final Known known;
  private final Messages messages;
  private final Callers callers;

  GrpcRequests(Chance chance, Known known, Callers callers) {
    this.chance = chance;
    this.known = known;
    this.messages = new Messages(chance, known);
    this.callers = callers;
  }

  /**
   * A call.
   *
   * @param method null when it is of none that is known
   * @param whole whether the caller stays for the answer
   * @param plain whether it is framed as gRPC says
   * @param said what its last message says, by names
   */
  record Request(
      @Nullable MethodDescriptor method,
      String path,
      Map<String, String> headers,
      Buffer body,
      String traceId,
      boolean whole,
      boolean plain,
      Map<String, String> said) {
    @Override
    public String toString() {
      return "%s %s plain=%s whole=%s %s"
          .formatted(path, headers, plain, whole, HexFormat.of().formatHex(start(body)));
    }

    private static byte[] start(Buffer body) {
      return body.getBytes(0, Math.min(2000, body.length()));
    }

    boolean reads() {
      return method != null
          && method.getName().matches("(Get|List|LookUp|Find|Check|Verify).*|Issue.*Challenge");
    }

    String area() {
      return method == null ? "" : GrpcRequests.area(method);
    }

    String operation() {
      String name = method == null ? "" : method.getName();
      return name.isEmpty()
          ? ""
          : name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }
  }

  Request next() {
    chance.next();
    MethodDescriptor method = chance.of(METHODS);
    while (chance.calm() && !known.isApt(operation(method))) {
      method = chance.of(METHODS);
    }
    boolean elsewhere = chance.slip(20);
    String traceId = chance.hex(32);
    Map<String, String> headers = headers(traceId);
    Buffer body = Buffer.buffer();
    int count =
        method.isClientStreaming() ? chance.below(5) : chance.slip(15) ? chance.below(3) : 1;
    for (int i = 0; i < count; i++) {
      frame(body, messages.bytes(method.getInputType()));
    }
    boolean plain = !chance.slip(6);
    return new Request(
        elsewhere ? null : method,
        elsewhere ? chance.of(OTHER_PATHS) : path(method),
        headers,
        plain ? body : broken(body),
        traceId,
        !chance.slip(25),
        plain,
        known.said());
  }

  // Its one command must be sent often enough, too.
  static int weight(String area) {
    return area.equals("network") ? 3 : 1;
  }

  private static String area(MethodDescriptor method) {
    return method.getFile().getPackage().split("\\.", -1)[1];
  }

  /** A method's name as HTTP has it. */
  static String operation(MethodDescriptor method) {
    return method.getName().substring(0, 1).toLowerCase(Locale.ROOT)
        + method.getName().substring(1);
  }

  private static String path(MethodDescriptor method) {
    return "/" + method.getService().getFullName() + "/" + method.getName();
  }

  private static void frame(Buffer body, byte[] message) {
    body.appendByte((byte) 0).appendInt(message.length).appendBytes(message);
  }

  private Buffer broken(Buffer body) {
    return switch (chance.below(6)) {
      case 0 -> Buffer.buffer(chance.bytes(100));
      case 1 -> body.getBuffer(0, chance.below(body.length() + 1));
      case 2 -> Buffer.buffer().appendByte((byte) 0).appendInt(-1).appendBytes(chance.bytes(20));
      case 3 ->
          Buffer.buffer().appendByte((byte) 0).appendInt(1 << 30).appendBytes(chance.bytes(20));
      case 4 -> body.length() == 0 ? body : body.setByte(0, (byte) (1 + chance.below(255)));
      default -> body.appendBytes(chance.bytes(8));
    };
  }

  private Map<String, String> headers(String traceId) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("content-type", "application/grpc");
    headers.put("te", "trailers");
    headers.put("traceparent", "00-" + traceId + "-" + chance.hex(16) + "-01");
    String authorization = callers.authorization();
    if (authorization != null) {
      headers.put("authorization", authorization);
    }
    headers.put("idempotency-key", new UUID(chance.bits(), chance.bits()).toString());
    headers.put("reason", "fuzzing");
    if (chance.slip(2)) {
      String name =
          chance.of(
              List.of(
                  "content-type",
                  "idempotency-key",
                  "reason",
                  "dry-run",
                  "grpc-timeout",
                  "grpc-encoding",
                  "grpc-accept-encoding",
                  "x-bin",
                  "user-agent"));
      headers.put(name, header(name));
    }
    if (chance.slip(10)) {
      headers.remove(chance.of(List.of("te", "authorization", "idempotency-key", "reason")));
    }
    return headers;
  }

  private String header(String name) {
    if (chance.once(3)) {
      // What HTTP itself forbids no client sends.
      return chance
          .text()
          .replaceAll("[^\\x20-\\x7e\\x80-\\xff]", "")
          .strip()
          .replaceFirst("^x{6000,}$", "");
    }
    return switch (name) {
      case "content-type" ->
          chance.of(
              List.of(
                  "application/grpc+proto",
                  "application/grpc+json",
                  "text/plain",
                  "application/grpc-web"));
      case "idempotency-key" -> "key-" + chance.below(40);
      case "dry-run" -> chance.of(List.of("true", "false", "TRUE", ""));
      case "grpc-timeout" ->
          chance.of(
              List.of("1m", "0S", "1n", "99999999H", "999999999S", "-1S", "1", "S", "1x", "5S"));
      case "grpc-encoding" -> chance.of(List.of("gzip", "identity", "snappy", ""));
      default -> chance.oddNumber();
    };
  }
}
