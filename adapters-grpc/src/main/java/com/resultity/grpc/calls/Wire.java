package com.resultity.grpc.calls;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import io.vertx.core.buffer.Buffer;
import io.vertx.grpc.common.GrpcMessage;
import io.vertx.grpc.common.GrpcStatus;
import io.vertx.grpc.server.GrpcServerResponse;
import java.util.Base64;
import java.util.List;

/** Messages and statuses as bytes. */
final class Wire {
  private static final Base64.Encoder BASE64 = Base64.getEncoder().withoutPadding();

  private Wire() {}

  /**
   * Reads a message.
   *
   * @throws InvalidRequest when it is malformed
   */
  static <Q extends Message> Q read(Parser<Q> parser, GrpcMessage message) {
    try {
      return parser.parseFrom(message.payload().getBytes());
    } catch (InvalidProtocolBufferException _) {
      throw new InvalidRequest(
          List.of(new Violation("", "the message is not valid protobuf of its type")));
    }
  }

  static Buffer write(Message message) {
    return Buffer.buffer(message.toByteArray());
  }

  /** Ends a response without an answer, or without another. */
  static void fail(GrpcServerResponse<?, ?> response, Failure failure, String traceId) {
    response.status(GrpcStatus.valueOf(failure.code().grpcStatus()));
    response.statusMessage(failure.code().title());
    response
        .trailers()
        .set(Metadata.DETAILS, BASE64.encodeToString(failure.status(traceId).toByteArray()));
    if (failure.replayed()) {
      response.trailers().set(Metadata.REPLAYED, "true");
    }
    response.end();
  }
}
