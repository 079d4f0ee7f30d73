package com.resultity.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.resultity.ports.journal.Committer;
import com.resultity.ports.journal.CommitterSettings;
import com.resultity.ports.journal.IdSource;
import com.resultity.ports.journal.MemoryStore;
import com.resultity.ports.nodes.NodeDirectory;
import com.resultity.ports.nodes.SeenNodes;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** Holds answers to the contract: their status, media type, shape and code. */
final class Conformance {
  private static final Contract CONTRACT = TestDoor.CONTRACT;
  private static final Router ROUTER = new Router(routes());

  private Conformance() {}

  /** Every route there is. */
  static List<Route> routes() {
    MemoryStore store = new MemoryStore();
    InstantSource clock = InstantSource.fixed(TestDoor.NOON);
    IdSource ids = new IdSource(1, clock, ThreadLocalRandom::current);
    List<Route> routes = new ArrayList<>();
    NodeDirectory nodes = new SeenNodes(clock);
    Committer committer = TestDoor.committer(CommitterSettings.ofSlots(1), store, nodes, clock);
    TestDoor.areas(store, ids, clock, nodes, committer)
        .forEach(area -> routes.addAll(area.routes()));
    Readiness readiness = new Readiness(() -> Future.succeededFuture(true));
    routes.addAll(new ServicePages(readiness, () -> "", CONTRACT).routes());
    return routes;
  }

  static void check(String method, String path, String type, Asked asked) {
    if (type.equals(Reply.PROBLEM)) {
      checkShape("#/components/schemas/Problem", asked);
      assertThat(asked.get("/status")).isEqualTo(Integer.toString(asked.status()));
    }
    if (!(ROUTER.match(HttpMethod.valueOf(method), path) instanceof Router.Match.Found found)) {
      assertThat(asked.code()).isIn("not_found", "method_not_allowed");
      return;
    }
    JsonNode operation = operation(found.route());
    if (type.equals(Reply.PROBLEM)) {
      assertThat(asked.code()).as(found.route().operationId()).isIn(codes(operation));
      return;
    }
    JsonNode response = operation.path("responses").path(Integer.toString(asked.status()));
    assertThat(response.isMissingNode()).as("status %s", asked.status()).isFalse();
    if (type.equals(Reply.JSON)) {
      checkShape(response.at("/content/application~1json/schema/$ref").asText(), asked);
    }
  }

  static JsonNode operation(Route route) {
    return CONTRACT
        .document()
        .path("paths")
        .path(route.path())
        .path(route.method().name().toLowerCase(Locale.ROOT));
  }

  static Set<String> codes(JsonNode operation) {
    JsonNode common = CONTRACT.document().path("x-common-error-codes");
    Set<String> codes = new HashSet<>();
    common.path("every").forEach(code -> codes.add(code.asText()));
    common.path(operation.path("x-kind").asText("none")).forEach(c -> codes.add(c.asText()));
    operation.path("x-error-codes").forEach(code -> codes.add(code.asText()));
    return codes;
  }

  private static void checkShape(String schema, Asked asked) {
    assertThat(CONTRACT.schema(schema).validate(asked.json())).as(asked.text()).isEmpty();
  }
}
