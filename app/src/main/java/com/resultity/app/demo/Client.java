package com.resultity.app.demo;

import com.google.protobuf.Message;
import com.resultity.ports.access.Principal;
import com.resultity.ports.access.Role;
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
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Calls Core over gRPC, as the services around it would. */
final class Client implements AutoCloseable {
  private final Context context;
  private final GrpcClient client;
  private final SocketAddress address;
  private final Map<Role, String> tokens = new EnumMap<>(Role.class);

  /**
   * @param sign makes a token for a principal
   */
  Client(Vertx vertx, int port, Function<Principal, String> sign) {
    this.context = vertx.getOrCreateContext();
    this.client = GrpcClient.client(vertx);
    this.address = SocketAddress.inetSocketAddress(port, "127.0.0.1");
    for (Role role : Role.values()) {
      Principal principal = new Principal("demo", role, Optional.empty(), Optional.empty());
      tokens.put(role, "Bearer " + sign.apply(principal));
    }
  }

  /**
   * One call; fails unless Core says OK.
   *
   * @param answer any instance of what is answered
   */
  <A extends Message, B extends Message> Future<B> call(
      String method, Role role, String key, A request, B answer) {
    Promise<B> promise = Promise.promise();
    context.runOnContext(_ ->
        client
            .request(address, Client.<A, B>describe(method, answer))
            .compose(call -> {
              call.headers()
                  .set("authorization", tokens.get(role))
                  .set("idempotency-key", key)
                  .set("reason", "demo");
              Future<GrpcClientResponse<A, B>> response = call.response();
              call.end(request);
              return response;
            })
            .compose(response -> collect(method, response))
            .onComplete(promise));
    return promise.future();
  }

  private static <A extends Message, B extends Message> ServiceMethod<B, A> describe(
      String method, B answer) {
    int slash = method.lastIndexOf('/');
    return ServiceMethod.client(
        ServiceName.create(method.substring(0, slash)),
        method.substring(slash + 1),
        GrpcMessageEncoder.encoder(),
        GrpcMessageDecoder.decoder(answer));
  }

  private static <A, B> Future<B> collect(String method, GrpcClientResponse<A, B> response) {
    Promise<B> promise = Promise.promise();
    response.handler(promise::tryComplete);
    response.exceptionHandler(promise::tryFail);
    response.endHandler(_ -> {
      if (response.status() != GrpcStatus.OK) {
        promise.tryFail(method + ": " + response.status() + " " + response.statusMessage());
      } else {
        promise.tryFail(method + ": no answer");
      }
    });
    return promise.future();
  }

  @Override
  public void close() {
    client.close();
  }
}
