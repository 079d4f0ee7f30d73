package com.resultity.http;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.function.Supplier;

/** Sends the one answer to a request. */
final class Answer {
  private static final CharSequence NOSNIFF = HttpHeaders.createOptimized("nosniff");
  private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");
  private static final CharSequence CONTENT_TYPE_OPTIONS =
      HttpHeaders.createOptimized("x-content-type-options");
  private static final CharSequence REFERRER_POLICY =
      HttpHeaders.createOptimized("referrer-policy");
  private static final CharSequence NO_REFERRER = HttpHeaders.createOptimized("no-referrer");
  private static final CharSequence FRAME_OPTIONS = HttpHeaders.createOptimized("x-frame-options");
  private static final CharSequence DENY = HttpHeaders.createOptimized("DENY");
  private static final CharSequence CONTENT_POLICY =
      HttpHeaders.createOptimized("content-security-policy");
  private static final CharSequence NOTHING =
      HttpHeaders.createOptimized("default-src 'none'; frame-ancestors 'none'");
  private static final CharSequence STRICT_TRANSPORT =
      HttpHeaders.createOptimized("strict-transport-security");
  private static final CharSequence A_YEAR = HttpHeaders.createOptimized("max-age=31536000");
  private static final CharSequence TRACEPARENT = HttpHeaders.createOptimized("traceparent");

  private final HttpServerRequest request;
  private final Trace trace;

  Answer(HttpServerRequest request, Trace trace) {
    this.request = request;
    this.trace = trace;
  }

  void send(Reply reply) {
    HttpServerResponse response = request.response();
    if (response.closed() || response.ended()) {
      return;
    }
    response.setStatusCode(reply.status());
    response
        .headers()
        .set(HttpHeaders.CACHE_CONTROL, NO_STORE)
        .set(CONTENT_TYPE_OPTIONS, NOSNIFF)
        .set(REFERRER_POLICY, NO_REFERRER)
        .set(FRAME_OPTIONS, DENY)
        .set(CONTENT_POLICY, NOTHING)
        .set(TRACEPARENT, trace.parent());
    if (request.isSSL()) {
      response.headers().set(STRICT_TRANSPORT, A_YEAR);
    }
    String mediaType = reply.mediaType();
    if (mediaType != null) {
      response.headers().set(HttpHeaders.CONTENT_TYPE, mediaType);
    }
    reply.headers().forEach((name, value) -> response.headers().set(name, value));
    Supplier<Future<Buffer>> rest = reply.rest();
    if (rest == null) {
      response.end(reply.body());
    } else {
      response.setChunked(true);
      pump(reply.body(), rest, response);
    }
  }

  // No more is asked for than the client has taken. A body that is cut off is not taken for whole.
  private static void pump(
      Buffer part, Supplier<Future<Buffer>> rest, HttpServerResponse response) {
    if (response.closed()) {
      return;
    }
    if (part.length() == 0) {
      response.end();
      return;
    }
    response
        .write(part)
        .compose(_ -> rest.get())
        .onSuccess(next -> pump(next, rest, response))
        .onFailure(_ -> response.reset());
  }
}
