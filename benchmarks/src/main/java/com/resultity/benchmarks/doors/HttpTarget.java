package com.resultity.benchmarks.doors;

import com.resultity.benchmarks.load.Target;
import com.resultity.benchmarks.server.Await;
import com.resultity.benchmarks.server.Population;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** HTTP/1.1 over kept connections. */
public final class HttpTarget implements Target {
  private static final int CONNECTIONS = 1_024;
  private static final Buffer JOB =
      new JsonObject()
          .put("model", Population.MODEL)
          .put("mode", "sync")
          .put("ttl", "PT30M")
          .put("maxTokens", Long.toString(Population.MAX_TOKENS))
          .toBuffer();

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client =
      vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(CONNECTIONS));
  private final AtomicLong keys = new AtomicLong(System.nanoTime());
  private final Server server;
  private final Population population;

  public HttpTarget(Server server, Population population) {
    this.server = server;
    this.population = population;
  }

  @Override
  public String name() {
    return "HTTP";
  }

  @Override
  public Future<UUID> submit(int namespace) {
    String path = "/v1/namespaces/" + population.namespace(namespace) + "/jobs";
    return send(HttpMethod.POST, path, JOB, 201)
        .map(body -> UUID.fromString(body.toJsonObject().getString("jobId")));
  }

  @Override
  public Future<?> checkCredit(int namespace) {
    String path = "/v1/namespaces/" + population.namespace(namespace) + "/credits";
    return send(HttpMethod.GET, path, Buffer.buffer(), 200);
  }

  @Override
  public Future<?> findJob(UUID id) {
    return send(HttpMethod.GET, "/v1/jobs/" + id, Buffer.buffer(), 200);
  }

  private Future<Buffer> send(HttpMethod method, String path, Buffer body, int expected) {
    return client
        .request(method, server.httpPort(), "127.0.0.1", path)
        .compose(request -> {
          request.putHeader("Authorization", "Bearer " + server.token());
          if (method.equals(HttpMethod.GET)) {
            return request.send();
          }
          request.putHeader("Idempotency-Key", "http-" + keys.incrementAndGet());
          request.putHeader("Content-Type", "application/json");
          return request.send(body);
        })
        .compose(response ->
            response
                .body()
                .compose(answer ->
                    response.statusCode() == expected
                        ? Future.succeededFuture(answer)
                        : Future.failedFuture(response.statusCode() + " " + answer)));
  }

  @Override
  public void close() {
    Await.of(client.close());
    Await.of(vertx.close());
  }
}
