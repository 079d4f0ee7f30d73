package com.resultity.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.resultity.domain.journal.Ids;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What clients come for, from the outside. */
class StoryTest {
  private static final TestDoor DOOR = TestDoor.open();
  private static final TestNode NODE = new TestNode(DOOR, TestDoor.NODE);

  @BeforeAll
  static void configure() {
    DOOR.configure();
  }

  @AfterAll
  static void close() {
    DOOR.close();
  }

  @Test
  void anAccountIsOpenedAndReadBack() {
    Asked opened =
        DOOR.post("/v1/accounts")
            .as("account")
            .body("{\"email\":\"Ada@Example.org\",\"roles\":[\"referrer\",\"consumer\"]}")
            .send();
    assertThat(opened.status()).isEqualTo(201);
    String id = opened.get("/accountId");
    assertThat(opened.header("Location")).isEqualTo("/v1/accounts/" + id);
    assertThat(opened.get("/email")).isEqualTo("ada@example.org");
    assertThat(opened.get("/slot")).isEqualTo(Integer.toString(Ids.slotOf(UUID.fromString(id))));
    assertThat(opened.get("/openedAt")).isEqualTo("2026-06-01T12:00:00.000000Z");
    assertThat(opened.json().path("roles").toString()).isEqualTo("[\"consumer\",\"referrer\"]");
    Asked read = DOOR.get("/v1/accounts/" + id).as("account").send();
    assertThat(read.json()).isEqualTo(opened.json());
  }

  @Test
  void aNamespaceIsPartOfItsAccount() {
    String account = DOOR.newAccount();
    Asked opened =
        DOOR.post("/v1/accounts/" + account + "/namespaces")
            .as("account")
            .body("{\"name\":\"Übersetzung ✓ 😀\",\"network\":\"mainnet\"}")
            .send();
    assertThat(opened.status()).isEqualTo(201);
    Asked read = DOOR.get("/v1/accounts/" + account).as("account").send();
    assertThat(read.json().at("/namespaces/0")).isEqualTo(opened.json());
    assertThat(read.get("/namespaces/0/name")).isEqualTo("Übersetzung ✓ 😀");
  }

  @Test
  void creditIsGrantedHeldSettledAndStated() {
    String namespace = DOOR.newNamespace();
    String path = "/v1/namespaces/" + namespace;
    Asked granted =
        DOOR.post(path + "/grants")
            .as("account")
            .body(
                """
                {"amount":"1000","source":"top_up","paymentReference":"pi_%s","priority":-5,
                 "expiresAt":"2027-01-01T00:00:00.5Z"}\
                """
                    .formatted(namespace))
            .send();
    assertThat(granted.status()).isEqualTo(201);
    assertThat(granted.get("/credits/available")).isEqualTo("1000");

    Asked placed = DOOR.post(path + "/holds").body(TestDoor.hold(300)).send();
    assertThat(placed.status()).isEqualTo(201);
    assertThat(placed.get("/slices/0/amount")).isEqualTo("300");
    assertThat(placed.get("/overage")).isEqualTo("refuse");
    String hold = "/v1/holds/" + placed.get("/holdId");
    assertThat(placed.header("Location")).isEqualTo(hold);

    Asked extended =
        DOOR.post(hold + ":extend").body("{\"expiresAt\":\"2026-06-01T14:00:00Z\"}").send();
    assertThat(extended.get("/expiresAt")).isEqualTo("2026-06-01T14:00:00.000000Z");

    Asked settled = DOOR.post(hold + ":settle").body("{\"amount\":\"120\"}").send();
    assertThat(settled.status()).isEqualTo(200);
    assertThat(settled.get("/charged")).isEqualTo("120");
    assertThat(settled.get("/released")).isEqualTo("180");
    assertThat(settled.get("/late")).isEqualTo("false");
    assertThat(settled.get("/credits/available")).isEqualTo("880");
    assertThat(DOOR.get(hold).send().get("/state")).isEqualTo("settled");

    Asked statement = DOOR.get(path + "/entries?limit=2").send();
    assertThat(statement.json().findValuesAsText("kind")).containsExactly("grant", "hold");
    Asked rest = DOOR.get(path + "/entries?limit=2&cursor=" + statement.get("/nextCursor")).send();
    assertThat(rest.json().findValuesAsText("kind")).containsExactly("settle");
    assertThat(rest.json().has("nextCursor")).isFalse();
  }

  @Test
  void aStatementOfAnyLengthIsExportedWhole() {
    String namespace = DOOR.newNamespace(5000);
    String entries = "/v1/namespaces/" + namespace + "/entries";
    Asked first = DOOR.get(entries).header("Accept", "text/csv").send();
    assertThat(first.header("Content-Type")).isEqualTo("text/csv");
    assertThat(first.text())
        .startsWith("entryId,kind,subjectId,amount,available,held,spent,debt,at\r\n")
        .endsWith(",5000,5000,0,0,0,2026-06-01T12:00:00.000000Z\r\n")
        .hasLineCount(2);
    for (int i = 0; i < 1999; i++) {
      DOOR.newHold(namespace, 1);
    }
    List<String> lines =
        DOOR.get(entries).header("Accept", "text/csv").send().text().lines().toList();
    assertThat(lines).hasSize(2001);
    assertThat(lines.getLast()).contains(",hold,").contains(",3001,1999,0,0,");
    assertThat(lines.stream().map(line -> line.substring(0, 36)).skip(1)).isSorted();
    String cursor = DOOR.get(entries + "?limit=1").send().get("/nextCursor");
    assertThat(DOOR.get(entries + "?cursor=" + cursor).header("Accept", "text/csv").send().text())
        .hasLineCount(2000);
    assertThat(DOOR.get(entries + "?limit=1").header("Accept", "text/csv").send().status())
        .isEqualTo(400);
    assertThat(
            DOOR.get(entries)
                .header("Accept", "text/csv, application/json")
                .send()
                .header("Content-Type"))
        .isEqualTo("application/json");
  }

  @Test
  void balancesAreAnsweredAsTheyWereAtAPastTime() {
    try (TestDoor door = TestDoor.open()) {
      String namespace = door.newNamespace(100);
      door.now.set(TestDoor.NOON.plusSeconds(60));
      door.newHold(namespace, 40);
      String path = "/v1/namespaces/" + namespace + "/credits";
      Asked then = door.get(path + "?at=2026-06-01T12:00:59.999999Z").send();
      assertThat(then.get("/available")).isEqualTo("100");
      assertThat(then.get("/asOf")).isEqualTo("2026-06-01T12:00:59.999999Z");
      assertThat(door.get(path + "?at=2026-06-01T12:01:00Z").send().get("/held")).isEqualTo("40");
      assertThat(door.get(path + "?at=2026-06-01T11:59:59Z").send().get("/available"))
          .isEqualTo("0");
      for (String wrong : List.of("?at=2026-06-01T12:01:00.000001Z", "?at=noon", "?at=")) {
        assertThat(door.get(path + wrong).send().get("/errors/0/parameter")).isEqualTo("at");
      }
      assertThat(door.get(path + "?at=2026-06-01T12:00:00Z&amount=1").send().status())
          .isEqualTo(400);
    }
  }

  @Test
  void aFrozenNamespaceCoversNoHold() {
    String namespace = DOOR.newNamespace(100);
    String path = "/v1/namespaces/" + namespace;
    assertThat(DOOR.get(path + "/credits?amount=100").send().get("/sufficient")).isEqualTo("true");
    Asked frozen = DOOR.post(path + ":freeze").as("admin").header("Reason", "a test").send();
    assertThat(frozen.get("/status")).isEqualTo("frozen");
    assertThat(DOOR.get(path + "/credits?amount=100").send().get("/sufficient")).isEqualTo("false");
    assertThat(DOOR.post(path + "/holds").body(TestDoor.hold(1)).send().code())
        .isEqualTo("namespace_frozen");
    Asked again = DOOR.post(path + ":freeze").as("admin").header("Reason", "a test").send();
    assertThat(again.code()).isEqualTo("namespace_frozen");
    Asked open = DOOR.post(path + ":unfreeze").as("admin").header("Reason", "a test").send();
    assertThat(open.get("/status")).isEqualTo("open");
    assertThat(DOOR.get(path + "/credits?amount=100").send().get("/sufficient")).isEqualTo("true");
    assertThat(DOOR.post(path + ":unfreeze").as("admin").header("Reason", "a test").send().code())
        .isEqualTo("namespace_not_frozen");
  }

  @Test
  void thresholdsAreSetAsAWhole() {
    String path = "/v1/namespaces/" + DOOR.newNamespace(100) + "/thresholds";
    Asked set = DOOR.put(path).as("account").body("{\"thresholds\":[\"50\",\"7\",\"50\"]}").send();
    assertThat(set.json().path("thresholds").toString()).isEqualTo("[\"7\",\"50\"]");
    assertThat(DOOR.put(path).as("account").body("{\"thresholds\":[\"0\"]}").send().code())
        .isEqualTo("amount_not_positive");
    assertThat(
            DOOR.put(path)
                .as("account")
                .body(
                    "{\"thresholds\":[\"1\",\"2\",\"3\",\"4\",\"5\",\"6\",\"7\",\"8\",\"9\",\"10\",\"11\"]}")
                .send()
                .code())
        .isEqualTo("too_many_thresholds");
  }

  @Test
  void aDryRunSaysWhatWouldHappenAndChangesNothing() {
    String namespace = DOOR.newNamespace(100);
    String holds = "/v1/namespaces/" + namespace + "/holds";
    Asked would = DOOR.post(holds + "?dryRun=true").key("dry").body(TestDoor.hold(60)).send();
    assertThat(would.status()).isEqualTo(201);
    assertThat(would.header("Dry-Run")).isEqualTo("true");
    assertThat(would.get("/credits/available")).isEqualTo("40");
    assertThat(DOOR.get("/v1/holds/" + would.get("/holdId")).send().code())
        .isEqualTo("hold_not_found");
    assertThat(DOOR.post(holds + "?dryRun=true").body(TestDoor.hold(101)).send().code())
        .isEqualTo("insufficient_credit");
    Asked placed = DOOR.post(holds + "?dryRun=false").key("dry").body(TestDoor.hold(60)).send();
    assertThat(placed.header("Dry-Run")).isEmpty();
    assertThat(placed.header("Idempotency-Replayed")).isEmpty();
    assertThat(DOOR.post(holds + "?dryRun=yes").body(TestDoor.hold(1)).send().status())
        .isEqualTo(400);
  }

  @Test
  void aHoldIsVoidedWithOrWithoutABody() {
    String namespace = DOOR.newNamespace(100);
    String first = DOOR.newHold(namespace, 40);
    String second = DOOR.newHold(namespace, 60);
    assertThat(DOOR.post("/v1/holds/" + first + ":void").send().get("/released")).isEqualTo("40");
    Asked voided = DOOR.post("/v1/holds/" + second + ":void").body("{}").send();
    assertThat(voided.get("/state")).isEqualTo("voided");
    assertThat(voided.get("/credits/available")).isEqualTo("100");
  }

  @Test
  void theCreditCheckSaysWhetherAnAmountSuffices() {
    String path = "/v1/namespaces/" + DOOR.newNamespace(500) + "/credits";
    Asked plain = DOOR.get(path).send();
    assertThat(plain.get("/available")).isEqualTo("500");
    assertThat(plain.get("/asOf")).isEqualTo("2026-06-01T12:00:00.000000Z");
    assertThat(plain.json().has("sufficient")).isFalse();
    assertThat(DOOR.get(path + "?amount=500").send().get("/sufficient")).isEqualTo("true");
    assertThat(DOOR.get(path + "?amount=501").send().get("/sufficient")).isEqualTo("false");
  }

  @Test
  void aNamespaceThatMayOweIsChargedBeyondItsCredit() {
    String namespace = DOOR.newNamespace(100);
    Asked limited =
        DOOR.put("/v1/namespaces/" + namespace + "/debt-limit")
            .as("admin")
            .header("Reason", "Vertrag nº 7")
            .body("{\"limit\":\"50\"}")
            .send();
    assertThat(limited.status()).isEqualTo(200);
    assertThat(limited.get("/limit")).isEqualTo("50");
    Asked placed =
        DOOR.post("/v1/namespaces/" + namespace + "/holds")
            .body(
                "{\"amount\":\"100\",\"expiresAt\":\"2026-06-01T13:00:00Z\",\"overage\":\"charge\"}")
            .send();
    Asked settled =
        DOOR.post("/v1/holds/" + placed.get("/holdId") + ":settle")
            .body("{\"amount\":\"130\"}")
            .send();
    assertThat(settled.get("/debt")).isEqualTo("30");
    assertThat(settled.get("/credits/debt")).isEqualTo("30");
  }

  @Test
  void aJobIsSubmittedDispatchedAndCompleted() {
    String namespace = DOOR.newNamespace(1000);
    Asked submitted =
        DOOR.post("/v1/namespaces/" + namespace + "/jobs")
            .body(
                """
                {"model":"llama","mode":"batch","priority":"bulk","ttl":"PT1H30M","maxTokens":"93",
                 "constraints":{"region":"eu","gpu":"h100","minVramMib":81920},
                 "contentReference":"mongo:prompts/1"}\
                """)
            .send();
    assertThat(submitted.status()).isEqualTo(201);
    assertThat(submitted.get("/price")).isEqualTo("100");
    assertThat(submitted.get("/holdId")).isEqualTo(submitted.get("/jobId"));
    assertThat(submitted.get("/deadline")).isEqualTo("2026-06-01T13:30:00.000000Z");
    String job = "/v1/jobs/" + submitted.get("/jobId");
    assertThat(DOOR.get(job).send().get("/constraints/minVramMib")).isEqualTo("81920");

    Asked dispatched = NODE.dispatch(submitted.get("/jobId"));
    assertThat(dispatched.get("/attempt")).isEqualTo("1");
    assertThat(DOOR.get(job).send().get("/nodeId")).isEqualTo(TestDoor.NODE);

    Asked completed = NODE.complete(submitted.get("/jobId"), 1);
    assertThat(completed.status()).isEqualTo(200);
    assertThat(completed.get("/state")).isEqualTo("completed");
    Asked read = DOOR.get(job).send();
    assertThat(read.get("/state")).isEqualTo("completed");
    assertThat(read.get("/charged")).isEqualTo("50");
    assertThat(read.get("/attempts/0/outcome")).isEqualTo("completed");
    assertThat(DOOR.get("/v1/namespaces/" + namespace + "/credits").send().get("/available"))
        .isEqualTo("950");
    assertThat(read.get("/result/resultDigest")).isEqualTo(TestDoor.DIGEST);
  }

  @Test
  void aJobFailsForGoodAfterItsLastAttempt() {
    String job = DOOR.newJob(DOOR.newNamespace(1000));
    Asked first = failAttempt(job, 1);
    assertThat(first.get("/state")).isEqualTo("queued");
    Asked second = failAttempt(job, 2);
    assertThat(second.get("/state")).isEqualTo("failed");
    Asked read = DOOR.get("/v1/jobs/" + job).send();
    assertThat(read.get("/errorCode")).isEqualTo("out_of_memory");
    assertThat(read.json().findValuesAsText("outcome")).containsExactly("failed", "failed");
  }

  private static Asked failAttempt(String job, int attempt) {
    NODE.dispatch(job);
    return NODE.fail(job, attempt);
  }

  @Test
  void aJobIsCalledBack() {
    String job = "/v1/jobs/" + DOOR.newJob(DOOR.newNamespace(1000));
    Asked cancelled = DOOR.post(job + ":cancel").body("{}").send();
    assertThat(cancelled.get("/state")).isEqualTo("cancelled");
    assertThat(cancelled.get("/credits/available")).isEqualTo("1000");
    assertThat(DOOR.get(job).send().get("/state")).isEqualTo("cancelled");
  }

  @Test
  void aConfigurationIsReadAsItWasPublished() {
    Asked read = DOOR.get("/v1/networks/testnet/config").send();
    assertThat(read.status()).isEqualTo(200);
    assertThat(read.get("/models/0/requestPrice")).isEqualTo("7");
    assertThat(read.get("/limits/maxTtl")).isEqualTo("PT24H");
    assertThat(DOOR.get("/v1/networks/mainnet/config").send().code())
        .isEqualTo("network_not_configured");
  }

  @Test
  void aConfigurationSaysHowJobsAreTriedAndWhatMultipliesTheirPrices() {
    try (TestDoor door = TestDoor.open()) {
      door.configure();
      Asked plain = door.get("/v1/networks/testnet/config").send();
      assertThat(plain.json().has("multipliers")).isFalse();
      assertThat(plain.json().path("limits").toString())
          .isEqualTo("{\"maxTtl\":\"PT24H\",\"maxAttempts\":2}");
      String multipliers =
          "{\"modes\":{\"sync\":120,\"batch\":50},\"priorities\":{\"urgent\":200}}";
      Asked published = door.publish(TestDoor.multiplied(TestDoor.RETRYING, multipliers));
      assertThat(published.json().path("multipliers").toString()).isEqualTo(multipliers);
      assertThat(published.json().path("limits").toString())
          .isEqualTo(
              """
              {"maxTtl":"PT24H","maxAttempts":3,"attemptTimeout":"PT1M","backOff":"PT10S"}\
              """);
      assertThat(door.get("/v1/networks/testnet/config").send().json()).isEqualTo(published.json());
    }
  }

  @Test
  void multipliersThatChangeNothingAreLeftOut() {
    try (TestDoor door = TestDoor.open()) {
      for (String none : List.of("{}", "{\"modes\":{}}", "{\"modes\":{},\"priorities\":{}}")) {
        Asked published = door.publish(TestDoor.multiplied(TestDoor.CONFIG, none));
        assertThat(published.status()).isEqualTo(201);
        assertThat(published.json().has("multipliers")).isFalse();
      }
      Asked half = door.publish(TestDoor.multiplied(TestDoor.CONFIG, "{\"modes\":{\"sync\":1}}"));
      assertThat(half.json().path("multipliers").toString()).isEqualTo("{\"modes\":{\"sync\":1}}");
    }
  }

  @Test
  void aJobCostsWhatItsModeAndPriorityMakeOfTheModelsPrices() {
    try (TestDoor door = TestDoor.open()) {
      door.configure(
          TestDoor.multiplied(
              TestDoor.CONFIG, "{\"modes\":{\"stream\":120},\"priorities\":{\"urgent\":200}}"));
      String jobs = "/v1/namespaces/" + door.newNamespace(1000) + "/jobs";
      String urgent = TestDoor.JOB.replace("}", ",\"priority\":\"urgent\"}");
      Asked submitted = door.post(jobs).body(urgent).send();
      assertThat(submitted.get("/price")).isEqualTo("242");
      Asked read = door.get("/v1/jobs/" + submitted.get("/jobId")).send();
      assertThat(read.json().path("tariff").toString())
          .isEqualTo(
              """
              {"requestPrice":"18","inputPrice":"2400000","outputPrice":"2400000"}\
              """);
    }
  }

  @Test
  void aConfigurationThatCannotBePublishedSaysWhy() {
    Asked refused =
        DOOR.publish("{\"models\":[],\"limits\":{\"maxTtl\":\"PT0S\",\"maxAttempts\":0}}");
    assertThat(refused.code()).isEqualTo("config_invalid");
    assertThat(refused.json().path("facts").properties()).hasSize(3);
    Asked strange =
        DOOR.publish(
            TestDoor.multiplied(
                TestDoor.RETRYING.replace("PT1M", "PT0S").replace("PT10S", "PT2H"),
                "{\"modes\":{\"sync\":0},\"priorities\":{\"test\":10001}}"));
    assertThat(strange.json().path("facts").properties())
        .extracting(Map.Entry::getKey)
        .containsExactlyInAnyOrder(
            "/multipliers/modes/sync",
            "/multipliers/priorities/test",
            "/limits/attemptTimeout",
            "/limits/backOff");
  }

  @Test
  void theTrialBalanceSumsToNothing() {
    DOOR.newNamespace(5);
    Asked balance = DOOR.get("/v1/trial-balance").as("auditor").send();
    assertThat(balance.json().findValuesAsText("total")).isNotEmpty().containsOnly("0");
  }

  @Test
  void blocksAreListedAsAChain() {
    Asked first = DOOR.get("/v1/blocks/0?limit=1").as("auditor").send();
    assertThat(first.get("/items/0/sequence")).isEqualTo("1");
    DOOR.newAccount();
    Asked second =
        DOOR.get("/v1/blocks/0?limit=1&after=" + first.get("/nextAfter")).as("auditor").send();
    assertThat(second.get("/items/0/previous")).isEqualTo(first.get("/items/0/hash"));
    assertThat(DOOR.get("/v1/blocks/7").as("auditor").send().code()).isEqualTo("not_found");
  }

  @Test
  void aRefusalCarriesItsFacts() {
    Asked refused =
        DOOR.post("/v1/namespaces/" + DOOR.newNamespace(10) + "/holds")
            .body(TestDoor.hold(11))
            .send();
    assertThat(refused.status()).isEqualTo(402);
    assertThat(refused.code()).isEqualTo("insufficient_credit");
    assertThat(refused.get("/type"))
        .isEqualTo("https://resultity.com/problems/insufficient_credit");
    assertThat(refused.get("/certainty")).isEqualTo("final");
    assertThat(refused.get("/facts/available")).isEqualTo("10");
    assertThat(refused.get("/facts/required")).isEqualTo("11");
    assertThat(refused.header("Traceparent")).contains(refused.get("/traceId"));
  }
}
