package com.resultity.http;

import com.resultity.ports.errors.ErrorCode;
import com.resultity.ports.errors.Fault;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;

/**
 * Waits for a body. One that is too large is refused at once, and the rest of it is thrown away.
 */
final class Arrival {
  private final HttpServerRequest request;
  private final Vertx vertx;
  private final int most;
  private final long timer;
  private final Promise<byte[]> promise = Promise.promise();
  private Buffer body = Buffer.buffer();

  private Arrival(HttpServerRequest request, Vertx vertx, int most, Duration within) {
    this.request = request;
    this.vertx = vertx;
    this.most = most;
    this.timer = vertx.setTimer(within.toMillis(), _ -> giveUp());
  }

  /**
   * The bytes of the body.
   *
   * <p>Fails with {@code BODY_TOO_LARGE} or {@code REQUEST_TIMEOUT}.
   */
  static Future<byte[]> of(HttpServerRequest request, Vertx vertx, int most, Duration within) {
    Arrival arrival = new Arrival(request, vertx, most, within);
    request.exceptionHandler(arrival::broken);
    request.handler(arrival::take);
    request.endHandler(_ -> arrival.end());
    return arrival.promise.future();
  }

  private void take(Buffer part) {
    if (promise.future().isComplete()) {
      return;
    }
    if (body.length() + part.length() > most) {
      body = Buffer.buffer();
      promise.tryFail(new Fault(ErrorCode.BODY_TOO_LARGE));
    } else {
      body.appendBuffer(part);
    }
  }

  private void end() {
    vertx.cancelTimer(timer);
    promise.tryComplete(body.getBytes());
  }

  private void broken(Throwable cause) {
    vertx.cancelTimer(timer);
    promise.tryFail(new Fault(ErrorCode.REQUEST_TIMEOUT, cause));
  }

  // Whoever sends this slowly is not waited for: told, when nothing else was, and cut off.
  private void giveUp() {
    if (!promise.tryFail(new Fault(ErrorCode.REQUEST_TIMEOUT))) {
      request.connection().close();
    }
  }
}
