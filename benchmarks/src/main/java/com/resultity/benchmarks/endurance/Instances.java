package com.resultity.benchmarks.endurance;

import com.resultity.benchmarks.doors.Server;
import com.resultity.benchmarks.server.Await;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntPredicate;

/**
 * Two instances of Core on one database, one of which is killed from time to time, and a client
 * that asks either, again and with the same key until one answers.
 */
final class Instances implements AutoCloseable {
  private static final int CONNECTIONS = 256;
  private static final int AGAIN_MILLIS = 20;
  private static final int SERVER_ERROR = 500;
  private static final int TOO_MANY_REQUESTS = 429;

  /** What one of them answered. */
  record Answer(int status, JsonObject body) {}

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client =
      vertx.createHttpClient(
          new HttpClientOptions().setConnectTimeout(1_000).setReadIdleTimeout(20),
          new PoolOptions().setHttp1MaxSize(CONNECTIONS));
  private final String databaseUrl;
  private final int slots;
  private final Server steady;
  private volatile Server mortal;
  private final LongAdder askedAgain = new LongAdder();
  private int kills;

  Instances(String databaseUrl, int slots) {
    this.databaseUrl = databaseUrl;
    this.slots = slots;
    this.steady = start();
    this.mortal = start();
  }

  private Server start() {
    return Server.on(databaseUrl, slots, "admin");
  }

  /** Kills the one that is to be killed, and starts it again. */
  void killAndRestart() {
    mortal.kill();
    mortal = start();
    kills++;
  }

  int kills() {
    return kills;
  }

  long askedAgain() {
    return askedAgain.sum();
  }

  /** Bytes in use by the one that is never killed. */
  long liveHeap() {
    return steady.liveHeap();
  }

  /** Waits. */
  Future<Void> pause(long millis) {
    return vertx.timer(millis, TimeUnit.MILLISECONDS).mapEmpty();
  }

  /** Sends a command until it is answered; what is answered must be expected. */
  Future<Answer> send(String path, String key, JsonObject body, IntPredicate expected) {
    Server one = ThreadLocalRandom.current().nextBoolean() ? steady : mortal;
    return once(one, path, key, body)
        .transform(asked -> {
          if (asked.failed()
              || asked.result().status() >= SERVER_ERROR
              || asked.result().status() == TOO_MANY_REQUESTS) {
            askedAgain.increment();
            return pause(AGAIN_MILLIS).compose(_ -> send(path, key, body, expected));
          }
          Answer answer = asked.result();
          return expected.test(answer.status())
              ? Future.succeededFuture(answer)
              : Future.failedFuture(path + " " + key + ": " + answer);
        });
  }

  private Future<Answer> once(Server one, String path, String key, JsonObject body) {
    return client
        .request(HttpMethod.POST, one.httpPort(), "127.0.0.1", path)
        .compose(request ->
            request
                .putHeader("Authorization", "Bearer " + one.token())
                .putHeader("Idempotency-Key", key)
                .putHeader("Reason", "endurance")
                .putHeader("Content-Type", "application/json")
                .send(body.toBuffer()))
        .compose(response -> response.body().map(text -> answer(response.statusCode(), text)));
  }

  private static Answer answer(int status, Buffer text) {
    return new Answer(status, text.length() == 0 ? new JsonObject() : text.toJsonObject());
  }

  @Override
  public void close() {
    Await.of(client.close());
    steady.close();
    mortal.close();
    Await.of(vertx.close());
  }
}
