package com.resultity.benchmarks.doors;

import com.google.protobuf.Message;
import com.resultity.benchmarks.server.Await;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.grpc.client.GrpcClient;
import io.vertx.grpc.client.GrpcClientRequest;
import io.vertx.grpc.common.ServiceMethod;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;

/**
 * One bidirectional stream whose answers find their questions by number.
 *
 * @param <A> the answers
 */
final class Stream<A extends Message> {
  private final Map<Long, Promise<A>> asked = new ConcurrentHashMap<>();
  private final AtomicLong numbers = new AtomicLong();
  private final ToLongFunction<A> number;
  private final Context context;
  private final GrpcClientRequest<Buffer, A> call;

  Stream(
      Vertx vertx,
      GrpcClient client,
      Server server,
      ServiceMethod<A, Buffer> method,
      ToLongFunction<A> number) {
    this.number = number;
    this.context = vertx.getOrCreateContext();
    Promise<GrpcClientRequest<Buffer, A>> opened = Promise.promise();
    context.runOnContext(_ ->
        client
            .request(GrpcTarget.address(server), method)
            .map(request -> begin(request, server.token()))
            .onComplete(opened));
    this.call = Await.of(opened.future());
  }

  private GrpcClientRequest<Buffer, A> begin(GrpcClientRequest<Buffer, A> request, String token) {
    request.headers().set("authorization", "Bearer " + token);
    request.response().onSuccess(response -> response.handler(this::answer));
    return request;
  }

  private void answer(A answer) {
    Promise<A> promise = asked.remove(number.applyAsLong(answer));
    if (promise != null) {
      promise.complete(answer);
    }
  }

  Future<A> ask(LongFunction<Message> question) {
    long id = numbers.incrementAndGet();
    Promise<A> promise = Promise.promise();
    asked.put(id, promise);
    Buffer bytes = GrpcTarget.bytes(question.apply(id));
    context.runOnContext(_ -> call.write(bytes));
    return promise.future();
  }
}
