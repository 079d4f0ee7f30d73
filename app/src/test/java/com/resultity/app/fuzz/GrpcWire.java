package com.resultity.app.fuzz;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.Status;
import com.resultity.app.TestCore;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** gRPC as what it is on the wire, so that calls may be anything. */
final class GrpcWire {
  private static final int PATIENCE_SECONDS = 15;

  private final HttpClient client;
  private final int port;

  GrpcWire(Vertx vertx, int port) {
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setHttp2ClearTextUpgrade(false));
    this.port = port;
  }

  /** What a call ended with; metadata is headers and trailers. */
  record Answer(int http, MultiMap metadata, Buffer body) {
    /** The status; -1 when there is none. */
    int status() {
      String status = metadata.get("grpc-status");
      return status == null ? -1 : Integer.parseInt(status);
    }

    Status details() throws InvalidProtocolBufferException {
      String text = metadata.get("grpc-status-details-bin");
      return text == null
          ? Status.getDefaultInstance()
          : Status.parseFrom(Base64.getDecoder().decode(text));
    }

    /** The messages, as they were framed. */
    List<byte[]> messages() {
      List<byte[]> messages = new ArrayList<>();
      for (int at = 0; at < body.length(); ) {
        int length = body.getInt(at + 1);
        messages.add(body.getBytes(at + 5, at + 5 + length));
        at += 5 + length;
      }
      return messages;
    }
  }

  /** Calls; none when the stream or the connection is ended instead of the call. */
  Optional<Answer> call(GrpcRequests.Request request) {
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setHost("127.0.0.1")
            .setPort(port)
            .setURI(request.path());
    Future<Optional<Answer>> answer =
        client
            .request(options)
            .compose(open -> send(open, request))
            .timeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
            .map(Optional::of)
            .recover(failure ->
                failure instanceof TimeoutException
                    ? Future.failedFuture(failure)
                    : Future.succeededFuture(Optional.empty()));
    return TestCore.await(answer);
  }

  private static Future<Answer> send(HttpClientRequest open, GrpcRequests.Request request) {
    request.headers().forEach(open::putHeader);
    Future<Answer> answer = open.response().compose(GrpcWire::read);
    if (request.whole()) {
      open.end(request.body());
    } else {
      open.write(request.body()).onComplete(_ -> open.reset(8));
    }
    return answer;
  }

  private static Future<Answer> read(HttpClientResponse response) {
    return response
        .body()
        .map(body ->
            new Answer(
                response.statusCode(),
                MultiMap.caseInsensitiveMultiMap()
                    .addAll(response.headers())
                    .addAll(response.trailers()),
                body));
  }
}
