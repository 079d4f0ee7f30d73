package com.resultity.benchmarks.endurance;

import com.resultity.benchmarks.server.Population;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Callers that submit and cancel jobs, nodes that claim, complete, fail or forget them, and holders
 * that hold, settle, void or forget credit. Whatever is acknowledged is noted.
 */
final class MixedLoad {
  private static final int CALLERS = 24;
  private static final int NODES = 24;
  private static final int HOLDERS = 8;
  private static final int MOST_WAITING = 2_000;
  private static final int IDLE_MILLIS = 50;
  private static final Duration LIFE = Duration.ofSeconds(20);

  private final Instances instances;
  private final Population population;
  private final AtomicInteger keys = new AtomicInteger();
  private final AtomicInteger waiting = new AtomicInteger();
  private final Queue<String> defects = new ConcurrentLinkedQueue<>();
  private final List<Future<Void>> work = new ArrayList<>();
  private volatile boolean stopped;

  /** The state that a job was acknowledged to be in last, by its id. */
  final Map<String, String> jobs = new ConcurrentHashMap<>();

  /** The same of holds. */
  final Map<String, String> holds = new ConcurrentHashMap<>();

  MixedLoad(Instances instances, Population population) {
    this.instances = instances;
    this.population = population;
  }

  void start() {
    begin(CALLERS, this::submit);
    begin(NODES, this::claim);
    begin(HOLDERS, this::hold);
  }

  /** Begins nothing new; completes when everything under way is answered. */
  Future<Void> stop() {
    stopped = true;
    return Future.join(work).mapEmpty();
  }

  /** Answers that should not have been. */
  List<String> defects() {
    return List.copyOf(defects);
  }

  private void begin(int workers, Function<String, Future<Void>> turn) {
    for (int i = 0; i < workers; i++) {
      Promise<Void> done = Promise.promise();
      work.add(done.future());
      again("0x%040x".formatted(i + 1), turn, done);
    }
  }

  private void again(String worker, Function<String, Future<Void>> turn, Promise<Void> done) {
    turn.apply(worker)
        .onFailure(defect -> defects.add(String.valueOf(defect.getMessage())))
        .onComplete(_ -> {
          if (stopped) {
            done.complete();
          } else {
            again(worker, turn, done);
          }
        });
  }

  private Future<Void> submit(String caller) {
    if (waiting.get() > MOST_WAITING) {
      return instances.pause(IDLE_MILLIS);
    }
    waiting.incrementAndGet();
    JsonObject job =
        new JsonObject()
            .put("model", Population.MODEL)
            .put("mode", "sync")
            .put("ttl", LIFE.toString())
            .put("maxTokens", "1000");
    return send("/v1/namespaces/" + anyNamespace() + "/jobs", job)
        .compose(answer -> {
          String id = answer.body().getString("jobId");
          jobs.putIfAbsent(id, "queued");
          if (chance(30) && jobs.replace(id, "queued", "cancelling")) {
            return end("/v1/jobs/" + id + ":cancel", new JsonObject(), jobs, id, "cancelled");
          }
          return Future.succeededFuture();
        });
  }

  private Future<Void> claim(String node) {
    return send("/v1/nodes/" + node + ":claim", new JsonObject().put("network", "mainnet"))
        .compose(answer -> {
          if (answer.status() == 204) {
            waiting.set(0);
            return instances.pause(IDLE_MILLIS);
          }
          waiting.decrementAndGet();
          return report(node, answer.body());
        });
  }

  private Future<Void> report(String node, JsonObject job) {
    String id = job.getString("jobId");
    int attempt = job.getInteger("attempt");
    JsonObject by = new JsonObject().put("nodeId", node).put("attempt", attempt);
    if (chance(20)) {
      return Future.succeededFuture();
    }
    if (chance(10)) {
      return send("/v1/jobs/" + id + ":fail", by.put("errorCode", "out_of_memory")).mapEmpty();
    }
    JsonObject result =
        by.put("tokensIn", "300")
            .put("tokensOut", "200")
            .put("durationMs", "1000")
            .put("resultDigest", "9f".repeat(32));
    return end("/v1/jobs/" + id + ":complete", result, jobs, id, "completed");
  }

  private Future<Void> hold(String holder) {
    Instant expiry = Instant.now().plus(LIFE).truncatedTo(ChronoUnit.MILLIS);
    JsonObject hold = new JsonObject().put("amount", "1000").put("expiresAt", expiry.toString());
    return send("/v1/namespaces/" + anyNamespace() + "/holds", hold)
        .compose(answer -> {
          String id = answer.body().getString("holdId");
          holds.put(id, "held");
          String path = "/v1/holds/" + id;
          return switch (ThreadLocalRandom.current().nextInt(10)) {
            case 0 -> Future.succeededFuture();
            case 1, 2 -> end(path + ":void", new JsonObject(), holds, id, "voided");
            default ->
                end(path + ":settle", new JsonObject().put("amount", "400"), holds, id, "settled");
          };
        });
  }

  /** A job or hold may have ended otherwise in the meantime; then the answer is a refusal. */
  private Future<Void> end(
      String path, JsonObject body, Map<String, String> noted, String id, String state) {
    return send(path, body)
        .onSuccess(answer -> {
          if (answer.status() < 300) {
            noted.put(id, state);
          }
        })
        .mapEmpty();
  }

  private Future<Instances.Answer> send(String path, JsonObject body) {
    return instances.send(path, "k" + keys.incrementAndGet(), body, MixedLoad::expected);
  }

  private static boolean expected(int status) {
    return status < 300 || status == 409 || status == 422;
  }

  private String anyNamespace() {
    int number = ThreadLocalRandom.current().nextInt(population.size());
    return population.namespace(number).toString();
  }

  private static boolean chance(int oneIn) {
    return ThreadLocalRandom.current().nextInt(oneIn) == 0;
  }
}
