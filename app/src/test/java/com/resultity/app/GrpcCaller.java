package com.resultity.app;

import com.google.protobuf.Message;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.net.SocketAddress;
import io.vertx.grpc.client.GrpcClient;
import io.vertx.grpc.client.GrpcClientResponse;
import io.vertx.grpc.common.GrpcMessageDecoder;
import io.vertx.grpc.common.GrpcMessageEncoder;
import io.vertx.grpc.common.GrpcStatus;
import io.vertx.grpc.common.ServiceMethod;
import io.vertx.grpc.common.ServiceName;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Calls unary methods of a Core, whatever comes of it. */
final class GrpcCaller implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx();
  private final Context context = vertx.getOrCreateContext();
  private final GrpcClient client = GrpcClient.client(vertx);
  private final SocketAddress address;

  GrpcCaller(int port) {
    this.address = SocketAddress.inetSocketAddress(port, "127.0.0.1");
  }

  /**
   * What a call ended with.
   *
   * @param why what is told of a failure, as its details are on the wire
   * @param message null when it failed
   */
  record Answer<B>(GrpcStatus status, String why, @Nullable B message) {
    B get() {
      return Objects.requireNonNull(message, () -> status + " " + why);
    }
  }

  /**
   * Calls.
   *
   * @param kind any instance of what is answered
   */
  <A extends Message, B extends Message> Answer<B> call(
      String method, String token, A request, B kind) {
    int slash = method.lastIndexOf('/');
    ServiceMethod<B, A> descriptor =
        ServiceMethod.client(
            ServiceName.create(method.substring(0, slash)),
            method.substring(slash + 1),
            GrpcMessageEncoder.encoder(),
            GrpcMessageDecoder.decoder(kind));
    Promise<Answer<B>> answer = Promise.promise();
    // On the client's event loop no event of a response is missed.
    context.runOnContext(_ ->
        client
            .request(address, descriptor)
            .compose(call -> {
              call.headers()
                  .set("authorization", "Bearer " + token)
                  .set("idempotency-key", UUID.randomUUID().toString())
                  .set("reason", "a test");
              Future<GrpcClientResponse<A, B>> response = call.response();
              call.end(request);
              return response;
            })
            .compose(GrpcCaller::collect)
            .onComplete(answer));
    return TestCore.await(answer.future());
  }

  private static <A, B> Future<Answer<B>> collect(GrpcClientResponse<A, B> response) {
    Promise<Answer<B>> answer = Promise.promise();
    response.handler(message -> answer.tryComplete(new Answer<>(GrpcStatus.OK, "", message)));
    response.exceptionHandler(answer::tryFail);
    response.endHandler(_ ->
        answer.tryComplete(
            new Answer<>(Objects.requireNonNull(response.status()), details(response), null)));
    return answer.future();
  }

  private static String details(GrpcClientResponse<?, ?> response) {
    // Without an answer there are no trailers: what they would say is in the headers.
    String key = "grpc-status-details-bin";
    String details = response.headers().get(key);
    details = details == null ? response.trailers().get(key) : details;
    return details == null
        ? response.statusMessage()
        : new String(Base64.getDecoder().decode(details), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    TestCore.await(vertx.close());
  }
}
