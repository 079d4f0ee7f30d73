package com.resultity.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Answers what is not HTTP, or whose headers are too long, and hangs up. */
final class Malformed implements Handler<HttpServerRequest> {
  private final Supplier<? extends RandomGenerator> random;

  Malformed(Supplier<? extends RandomGenerator> random) {
    this.random = random;
  }

  @Override
  public void handle(HttpServerRequest request) {
    Trace trace = Trace.of(null, random.get());
    BadRequest reason =
        new BadRequest(
            Flaw.Where.HEADER, "", "the request line or a header is malformed or too long");
    new Answer(request, trace).send(Problems.of(reason, trace).with("Connection", "close"));
    request.connection().close();
  }
}
