package com.resultity.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.resultity.domain.journal.Ids;
import com.resultity.ports.access.Role;
import com.resultity.ports.journal.CommitterSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Many ledger commands in one request. */
class BatchTest {
  private static final TestDoor DOOR = TestDoor.open();
  private static final String PATH = "/v1/ledger:batch";

  @AfterAll
  static void close() {
    DOOR.close();
  }

  private static String each(String... commands) {
    return body(false, commands);
  }

  private static String together(String... commands) {
    return body(true, commands);
  }

  private static String body(boolean atomic, String... commands) {
    return "{\"atomic\":%s,\"commands\":[%s]}".formatted(atomic, String.join(",", commands));
  }

  private static String grant(String namespace, long amount) {
    return """
    {"operation":"grantCredit","namespaceId":"%s","amount":"%d","source":"bonus"}\
    """
        .formatted(namespace, amount);
  }

  private static String hold(String namespace, long amount) {
    return """
    {"operation":"placeHold","namespaceId":"%s","amount":"%d",\
    "expiresAt":"2026-06-01T13:00:00Z"}\
    """
        .formatted(namespace, amount);
  }

  private static String onHold(String operation, String hold, String rest) {
    return "{\"operation\":\"%s\",\"holdId\":\"%s\"%s}".formatted(operation, hold, rest);
  }

  private static String onNamespace(String operation, String namespace, String rest) {
    return "{\"operation\":\"%s\",\"namespaceId\":\"%s\"%s}".formatted(operation, namespace, rest);
  }

  private static Question batch(String body) {
    return DOOR.post(PATH).as("admin").header("Reason", "a test").body(body);
  }

  private static List<String> outcomes(Asked asked, String pointer) {
    List<String> found = new ArrayList<>();
    asked.json().path("outcomes").forEach(outcome -> found.add(outcome.at(pointer).asText()));
    return found;
  }

  private static String available(String namespace) {
    return DOOR.get("/v1/namespaces/" + namespace + "/credits").send().get("/available");
  }

  @Test
  void everyLedgerCommandCanBeInABatchAndIsAnsweredAsAlone() {
    String namespace = DOOR.newNamespace(1000);
    String settled = DOOR.newHold(namespace, 10);
    String voided = DOOR.newHold(namespace, 10);
    String extended = DOOR.newHold(namespace, 10);
    for (boolean atomic : new boolean[] {false, true}) {
      Asked asked =
          batch(
                  body(
                      atomic,
                      grant(namespace, 5),
                      onNamespace("setDebtLimit", namespace, ",\"limit\":\"7\""),
                      onNamespace("setThresholds", namespace, ",\"thresholds\":[\"1\"]"),
                      onNamespace("freezeNamespace", namespace, ""),
                      onNamespace("unfreezeNamespace", namespace, ""),
                      hold(namespace, 3),
                      onHold("settleHold", settled, ",\"amount\":\"4\""),
                      onHold("voidHold", voided, ""),
                      onHold("extendHold", extended, ",\"expiresAt\":\"2026-06-01T14:00:00Z\"")))
              .send();
      assertThat(asked.status()).isEqualTo(200);
      assertThat(outcomes(asked, "/status"))
          .containsExactly("201", "200", "200", "200", "200", "201", "200", "200", "200");
      assertThat(asked.get("/outcomes/0/body/amount")).isEqualTo("5");
      assertThat(asked.get("/outcomes/1/body/limit")).isEqualTo("7");
      assertThat(asked.get("/outcomes/2/body/thresholds/0")).isEqualTo("1");
      assertThat(asked.get("/outcomes/3/body/status")).isEqualTo("frozen");
      assertThat(asked.get("/outcomes/4/body/status")).isEqualTo("open");
      assertThat(asked.get("/outcomes/5/body/state")).isEqualTo("held");
      assertThat(asked.get("/outcomes/6/body/charged")).isEqualTo("4");
      assertThat(asked.get("/outcomes/7/body/released")).isEqualTo("10");
      assertThat(asked.get("/outcomes/8/body/expiresAt")).isEqualTo("2026-06-01T14:00:00.000000Z");
      settled = DOOR.newHold(namespace, 10);
      voided = DOOR.newHold(namespace, 10);
      extended = DOOR.newHold(namespace, 10);
    }
  }

  @Test
  void anOutcomeIsWhatTheCommandAloneIsAnswered() {
    String namespace = DOOR.newNamespace(10);
    String body = each(hold(namespace, 11), hold(namespace, 4));
    Asked batch = DOOR.post(PATH).body(body).send();
    Asked alone =
        DOOR.post("/v1/namespaces/" + namespace + "/holds").body(TestDoor.hold(11)).send();

    JsonNode problem = batch.json().at("/outcomes/0/problem");
    assertThat(batch.get("/outcomes/0/status")).isEqualTo("402");
    assertThat(problem.path("code").asText()).isEqualTo("insufficient_credit");
    assertThat(problem.at("/facts/available").asText()).isEqualTo("10");
    assertThat(names(problem)).isEqualTo(names(alone.json()));
    assertThat(batch.get("/outcomes/1/body/credits/available")).isEqualTo("6");
  }

  private static List<String> names(JsonNode object) {
    return object.properties().stream().map(Map.Entry::getKey).toList();
  }

  @Test
  void eachIsAnsweredAgainAsTheFirstTime() {
    String namespace = DOOR.newNamespace(10);
    String body = each(hold(namespace, 11), hold(namespace, 4));
    Asked first = DOOR.post(PATH).key("each-again").body(body).send();
    DOOR.grant(namespace, 100);
    Asked again = DOOR.post(PATH).key("each-again").body(body).send();

    assertThat(first.header("Idempotency-Replayed")).isEmpty();
    assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(outcomes(again, "/replayed")).containsExactly("true", "true");
    assertThat(outcomes(again, "/status")).containsExactly("402", "201");
    assertThat(again.get("/outcomes/1/body/holdId"))
        .isEqualTo(first.get("/outcomes/1/body/holdId"));
    assertThat(available(namespace)).isEqualTo("106");
  }

  @Test
  void allTogetherAreAnsweredAgainAsTheFirstTime() {
    String namespace = DOOR.newNamespace(10);
    String body = together(hold(namespace, 4), hold(namespace, 5));
    Asked first = DOOR.post(PATH).key("together-again").body(body).send();
    Asked again = DOOR.post(PATH).key("together-again").body(body).send();

    assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(outcomes(again, "/body/holdId")).isEqualTo(outcomes(first, "/body/holdId"));
    assertThat(available(namespace)).isEqualTo("1");
  }

  @Test
  void aKeyThatNamesAnotherBatchIsRefused() {
    String namespace = DOOR.newNamespace(10);
    for (boolean atomic : new boolean[] {false, true}) {
      String key = "other-batch-" + atomic;
      DOOR.post(PATH).key(key).body(body(atomic, hold(namespace, 1))).send();
      Asked asked =
          DOOR.post(PATH)
              .key(key)
              .body(body(atomic, hold(namespace, 1), hold(namespace, 1)))
              .send();
      assertThat(asked.status()).isEqualTo(422);
      assertThat(asked.code()).isEqualTo("idempotency_key_reused");
    }
    assertThat(available(namespace)).isEqualTo("8");
  }

  @Test
  void oneThatIsRefusedKeepsAllFromHappeningAndIsNamed() {
    String namespace = DOOR.newNamespace(10);
    String body = together(hold(namespace, 4), hold(namespace, 7), hold(namespace, 1));
    Asked asked = DOOR.post(PATH).key("refused-together").body(body).send();
    Asked again = DOOR.post(PATH).key("refused-together").body(body).send();

    assertThat(asked.status()).isEqualTo(402);
    assertThat(asked.code()).isEqualTo("insufficient_credit");
    assertThat(asked.get("/facts/command")).isEqualTo("1");
    assertThat(asked.get("/facts/available")).isEqualTo("6");
    assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(again.get("/facts/command")).isEqualTo("1");
    assertThat(available(namespace)).isEqualTo("10");
  }

  @Test
  void aDryRunRecordsNothing() {
    String namespace = DOOR.newNamespace(10);
    for (boolean atomic : new boolean[] {false, true}) {
      Asked asked =
          DOOR.post(PATH + "?dryRun=true")
              .without("Idempotency-Key")
              .body(body(atomic, hold(namespace, 4), hold(namespace, 5)))
              .send();
      assertThat(asked.header("Dry-Run")).isEqualTo("true");
      assertThat(asked.get("/outcomes/1/body/credits/available")).isEqualTo(atomic ? "1" : "5");
    }
    assertThat(available(namespace)).isEqualTo("10");
  }

  @Test
  void eachCommandIsLetThroughByItself() {
    String mine = DOOR.newNamespace(100);
    String other = DOOR.newNamespace(100);
    String theirs = DOOR.newHold(other, 10);
    Asked asked =
        DOOR.post(PATH)
            .as(TestTokens.ofNamespace(Role.CLOUD, mine))
            .body(
                each(
                    hold(mine, 1),
                    hold(other, 1),
                    onHold("voidHold", theirs, ""),
                    grant(mine, 1),
                    onNamespace("freezeNamespace", mine, "")))
            .send();

    assertThat(asked.status()).isEqualTo(200);
    assertThat(outcomes(asked, "/status")).containsExactly("201", "404", "404", "403", "403");
    assertThat(outcomes(asked, "/problem/code"))
        .containsExactly(
            "", "namespace_not_found", "hold_not_found", "permission_denied", "permission_denied");
  }

  @Test
  void oneThatMayNotBeKeepsAllFromHappening() {
    String mine = DOOR.newNamespace(100);
    Asked role = DOOR.post(PATH).body(together(hold(mine, 1), grant(mine, 1))).send();
    Asked tenant =
        DOOR.post(PATH)
            .as(TestTokens.ofNamespace(Role.CLOUD, mine))
            .body(together(hold(mine, 1), hold(DOOR.newNamespace(1), 1)))
            .send();

    assertThat(role.status()).isEqualTo(403);
    assertThat(role.get("/facts/command")).isEqualTo("1");
    assertThat(tenant.code()).isEqualTo("namespace_not_found");
    assertThat(tenant.get("/facts/command")).isEqualTo("1");
    assertThat(available(mine)).isEqualTo("100");
  }

  @Test
  void aRoleThatMayDoNoneOfThemIsRefusedBeforeTheBodyIsRead() {
    for (Role role : List.of(Role.NETWORK, Role.AUDITOR, Role.STATUS)) {
      Asked asked = DOOR.post(PATH).as(TestTokens.of(role)).body("not even json").send();
      assertThat(asked.code()).isEqualTo("permission_denied");
    }
    Asked silent = DOOR.post(PATH).as("admin").body(each(grant(DOOR.newNamespace(), 1))).send();
    assertThat(silent.code()).isEqualTo("reason_required");
    Asked unnamed = DOOR.post(PATH).without("Idempotency-Key").body("{}").send();
    assertThat(unnamed.code()).isEqualTo("idempotency_key_required");
  }

  @Test
  void whatIsWrongIsToldWithItsPlace() {
    String namespace = DOOR.newNamespace(100);
    Asked asked =
        DOOR.post(PATH)
            .body(
                each(
                    hold(namespace, 1),
                    grant(namespace, 1).replace("\"1\"", "1"),
                    onHold("voidHold", namespace, ",\"amount\":\"1\""),
                    onNamespace("placeHold", namespace, ""),
                    onNamespace("openAccount", namespace, ""),
                    onHold("settleHold", "me", ",\"amount\":\"x\""),
                    "{}",
                    "7"))
            .send();

    assertThat(asked.status()).isEqualTo(400);
    assertThat(asked.code()).isEqualTo("invalid_request");
    assertThat(asked.json().findValuesAsText("pointer"))
        .containsExactlyInAnyOrder(
            "/commands/1/amount",
            "/commands/2/amount",
            "/commands/3/amount",
            "/commands/3/expiresAt",
            "/commands/4/operation",
            "/commands/5/holdId",
            "/commands/5/amount",
            "/commands/6/operation",
            "/commands/7");
    assertThat(available(namespace)).isEqualTo("100");
  }

  @Test
  void aTimeThatIsNoneIsToldWithItsPlace() {
    String namespace = DOOR.newNamespace(100);
    Asked asked =
        DOOR.post(PATH)
            .body(each(hold(namespace, 1), hold(namespace, 1).replace("06-01", "02-31")))
            .send();
    assertThat(asked.get("/errors/0/pointer")).isEqualTo("/commands/1/expiresAt");
    assertThat(available(namespace)).isEqualTo("100");
  }

  @Test
  void aBatchIsNotEmptyAndNotWithoutSayingWhetherItIsAtomic() {
    Asked empty = DOOR.post(PATH).body(each()).send();
    assertThat(empty.get("/errors/0/pointer")).isEqualTo("/commands");
    Asked mute = DOOR.post(PATH).body("{\"commands\":[{}]}").send();
    assertThat(mute.json().findValuesAsText("pointer")).contains("/atomic");
  }

  @Test
  void aBatchHasItsMostCommandsAndNoMore() {
    String namespace = DOOR.newNamespace(2000);
    for (boolean atomic : new boolean[] {false, true}) {
      String[] most =
          IntStream.range(0, 1000).mapToObj(_ -> hold(namespace, 1)).toArray(String[]::new);
      Asked asked = DOOR.post(PATH).body(body(atomic, most)).send();
      assertThat(outcomes(asked, "/status")).hasSize(1000).containsOnly("201");
      String[] more = Collections.nCopies(1001, hold(namespace, 1)).toArray(String[]::new);
      Asked refused = DOOR.post(PATH).body(body(atomic, more)).send();
      assertThat(refused.status()).isEqualTo(422);
      assertThat(refused.code()).isEqualTo("batch_too_large");
    }
    assertThat(available(namespace)).isEqualTo("0");
  }

  @Test
  void allTogetherMustBeOfOneSlot() {
    String one = DOOR.newNamespace(10);
    String two = DOOR.newNamespace(10);
    while (slot(two) == slot(one)) {
      two = DOOR.newNamespace(10);
    }
    Asked refused = DOOR.post(PATH).body(together(hold(one, 1), hold(two, 1))).send();
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.code()).isEqualTo("batch_spans_slots");
    assertThat(refused.get("/facts/command")).isEqualTo("1");
    Asked each = DOOR.post(PATH).body(each(hold(one, 1), hold(two, 1))).send();
    assertThat(outcomes(each, "/status")).containsExactly("201", "201");
  }

  private static int slot(String id) {
    return Ids.slotOf(UUID.fromString(id));
  }

  @Test
  void aQueueThatIsFullRefusesTheRestForNow() {
    CommitterSettings narrow = new CommitterSettings(1, 2, 10, Duration.ofSeconds(1));
    try (TestDoor door = TestDoor.open(HttpSettings.defaults(), narrow)) {
      String namespace = door.newNamespace(10);
      String body =
          each(
              hold(namespace, 1),
              hold(namespace, 1),
              hold(namespace, 1),
              hold(namespace, 1),
              hold(namespace, 1));
      door.store.faults().hold(1);
      CompletableFuture<Asked> sent = door.post(PATH).key("narrow").body(body).sendLater();
      while (door.committer.waiting(1) < 2) {
        Thread.onSpinWait();
      }
      door.store.faults().release(1);
      Asked first = sent.join();
      assertThat(outcomes(first, "/status")).containsExactly("201", "201", "201", "429", "429");
      assertThat(first.get("/outcomes/4/problem/certainty")).isEqualTo("retry");

      Asked again = door.post(PATH).key("narrow").body(body).send();
      assertThat(again.header("Idempotency-Replayed")).isEmpty();
      assertThat(outcomes(again, "/replayed").subList(0, 3)).containsOnly("true");
      assertThat(again.get("/outcomes/3/status")).isEqualTo("201");
    }
  }

  @Test
  void aBatchIsCountedOnceAsWhatItIs() {
    try (TestDoor door = TestDoor.open()) {
      String namespace = door.newNamespace(10);
      door.told.clear();
      door.post(PATH).body(each(hold(namespace, 1), hold(namespace, 100))).send();
      door.post(PATH).body(together(hold(namespace, 1), hold(namespace, 100))).send();
      assertThat(door.told).containsExactly("HTTP BATCH ok", "HTTP BATCH insufficient_credit");
    }
  }
}
