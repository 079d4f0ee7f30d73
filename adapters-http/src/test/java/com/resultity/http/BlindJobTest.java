package com.resultity.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.resultity.domain.jobs.JobCommand.ExpireJob;
import com.resultity.domain.jobs.JobCommand.TimeOutAttempt;
import com.resultity.domain.journal.Command;
import com.resultity.domain.journal.Origin;
import com.resultity.ports.journal.Caller;
import com.resultity.ports.journal.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Jobs that test nodes, which must not be able to tell them from those that somebody pays for. */
class BlindJobTest {
  private static final String JOB =
      """
      {"model":"llama","mode":"sync","priority":"urgent","ttl":"PT10M","maxTokens":"93",
       "constraints":{"region":"eu"},"contentReference":"mongo:prompts/1"%s}\
      """;
  private static final String KEY = ",\"keyId\":\"01981c7e-4c00-7000-8004-00000000002a\"";

  private final TestDoor door = TestDoor.open();
  private final TestNode first = TestNode.of(door, 1);
  private final TestNode second = TestNode.of(door, 2);
  private String namespace = "";
  private String billed = "";
  private String blind = "";

  @BeforeEach
  void submitOneOfEach() {
    door.configure(TestDoor.RETRYING);
    namespace = door.newNamespace(1000);
    billed =
        door.post("/v1/namespaces/" + namespace + "/jobs")
            .body(JOB.formatted(KEY))
            .send()
            .get("/jobId");
    blind = submitBlind().get("/jobId");
  }

  private Asked submitBlind() {
    return door.post("/v1/networks/testnet/jobs").as("network").body(JOB.formatted("")).send();
  }

  @AfterEach
  void close() {
    door.close();
  }

  /** Asks the same about both and holds the answers to be the same. */
  private Asked same(Function<String, Asked> question) {
    Asked one = question.apply(billed);
    Asked other = question.apply(blind);
    assertThat(other.status()).isEqualTo(one.status());
    assertThat(headers(other)).isEqualTo(headers(one));
    assertThat(anonymous(other.json(), blind)).isEqualTo(anonymous(one.json(), billed));
    return other;
  }

  private static Map<String, Object> headers(Asked asked) {
    Map<String, Object> headers = new TreeMap<>(asked.headers().map());
    headers.remove("traceparent");
    return headers;
  }

  // As text, so that not even the order of the fields may differ.
  private static String anonymous(JsonNode json, String job) {
    return json.toString()
        .replace(job, "job")
        .replaceAll("\"traceId\":\"[0-9a-f]{32}\"", "\"traceId\"");
  }

  private Asked get(String job) {
    return door.get("/v1/jobs/" + job).as("network").send();
  }

  /** Reads both on their own and from a list. */
  private Asked read() {
    Asked read = same(this::get);
    JsonNode items = door.get("/v1/jobs").as("network").send().json().path("items");
    for (JsonNode item : items) {
      assertThat(item).isEqualTo(get(item.path("jobId").asText()).json());
    }
    assertThat(items.findValuesAsText("jobId")).contains(billed, blind);
    return read;
  }

  private void tellsNothing(Asked read) {
    assertThat(read.json().properties())
        .extracting(Map.Entry::getKey)
        .doesNotContain("namespaceId", "keyId", "tariff", "price", "holdId", "charged");
  }

  @Test
  void aBlindJobIsSubmittedWithoutBilling() {
    Asked submitted = submitBlind();
    assertThat(submitted.status()).isEqualTo(201);
    assertThat(submitted.header("Location")).isEqualTo("/v1/jobs/" + submitted.get("/jobId"));
    assertThat(submitted.json().properties())
        .extracting(Map.Entry::getKey)
        .containsExactly("jobId", "state", "configVersion", "deadline");
  }

  @Test
  void aBlindJobSaysNothingOfBillingToAnyone() {
    for (String role : new String[] {"cloud", "admin", "auditor", "network"}) {
      tellsNothing(door.get("/v1/jobs/" + blind).as(role).send());
    }
  }

  @Test
  void thoseWhoMaySeeBillingStillDo() {
    Asked read = door.get("/v1/jobs/" + billed).send();
    assertThat(read.get("/namespaceId")).isEqualTo(namespace);
    assertThat(read.get("/holdId")).isEqualTo(billed);
    assertThat(read.json().at("/tariff/requestPrice").isTextual()).isTrue();
    assertThat(read.get("/price")).isNotEmpty();
    JsonNode listed = door.get("/v1/jobs?namespaceId=" + namespace).send().json();
    assertThat(listed.at("/items/0")).isEqualTo(read.json());
  }

  @Test
  void toTheNetworkBothLookAlikeWhileTheyAreQueuedDispatchedAndCompleted() {
    tellsNothing(read());
    same(job -> door.get("/v1/jobs/" + job + "/candidates").as("network").send());
    assertThat(same(first::dispatch).get("/state")).isEqualTo("dispatched");
    read();
    Asked completed = same(job -> first.complete(job, 1));
    assertThat(completed.json().properties())
        .extracting(Map.Entry::getKey)
        .containsExactly("jobId", "state", "attempt");
    tellsNothing(read());
    assertThat(same(job -> first.complete(job, 1)).code()).isEqualTo("job_already_finished");
    assertThat(door.get("/v1/jobs/" + billed).send().get("/charged")).isNotEqualTo("0");
  }

  @Test
  void toTheNetworkBothLookAlikeWhileTheyAreRefusedTriedAgainAndFailed() {
    TestNode idle = TestNode.of(door, 4);
    List<String> refusals = new ArrayList<>();
    for (int attempt = 1; attempt <= 3; attempt++) {
      int number = attempt;
      TestNode node = TestNode.of(door, number);
      same(node::dispatch);
      refusals.add(same(idle::dispatch).code());
      same(job -> node.fail(job, number));
      read();
      refusals.add(same(idle::dispatch).code());
      door.pass(Duration.ofSeconds(30));
      refusals.add(same(node::dispatch).code());
    }
    assertThat(refusals)
        .containsExactly(
            "job_not_queued",
            "job_not_ready",
            "node_already_tried",
            "job_not_queued",
            "job_not_ready",
            "node_already_tried",
            "job_not_queued",
            "job_already_finished",
            "job_already_finished");
    assertThat(read().get("/state")).isEqualTo("failed");
  }

  @Test
  void toTheNetworkBothLookAlikeWhenTheyAreClaimed() {
    Asked one = first.claim().send();
    Asked other = second.claim().send();
    assertThat(new String[] {one.get("/jobId"), other.get("/jobId")})
        .containsExactlyInAnyOrder(billed, blind);
    tellsNothing(one);
    assertThat(anonymous(one.json(), one.get("/jobId")))
        .isEqualTo(anonymous(other.json(), other.get("/jobId")).replace(second.id(), first.id()));
    assertThat(headers(one)).isEqualTo(headers(other));
  }

  @Test
  void toTheNetworkBothLookAlikeWhenTheyAreLateAndWhenTheyExpire() {
    same(first::dispatch);
    door.pass(Duration.ofMinutes(1));
    ofCore(new TimeOutAttempt(UUID.fromString(billed)));
    ofCore(new TimeOutAttempt(UUID.fromString(blind)));
    same(job -> first.complete(job, 1));
    assertThat(read().get("/attempts/0/late")).isEqualTo("true");
    door.pass(Duration.ofMinutes(10));
    same(first::dispatch);
    ofCore(new ExpireJob(UUID.fromString(billed)));
    ofCore(new ExpireJob(UUID.fromString(blind)));
    assertThat(read().get("/state")).isEqualTo("expired");
    same(job -> first.complete(job, 1));
  }

  private void ofCore(Command command) {
    Caller core = new Caller(new Origin("core", "", null), null, null);
    assertThat(TestDoor.await(door.committer.submit(core, command)))
        .isInstanceOf(Outcome.Done.class);
  }

  @Test
  void toTheNetworkBothLookAlikeWhenTheyAreCalledBack() {
    same(first::dispatch);
    Asked released = door.post("/v1/jobs/" + billed + ":cancel").send();
    assertThat(released.get("/credits/available")).isEqualTo("1000");
    Asked cancelled = door.post("/v1/jobs/" + blind + ":cancel").send();
    assertThat(cancelled.status()).isEqualTo(200);
    assertThat(cancelled.json().properties())
        .extracting(Map.Entry::getKey)
        .containsExactly("jobId", "state");
    assertThat(read().get("/state")).isEqualTo("cancelled");
  }

  @Test
  void theNetworkMayNotAskForTheJobsOfANamespace() {
    Asked denied = door.get("/v1/jobs?namespaceId=" + namespace).as("network").send();
    assertThat(denied.status()).isEqualTo(403);
    assertThat(denied.code()).isEqualTo("permission_denied");
    assertThat(door.get("/v1/usage?groupBy=namespace").as("network").send().status())
        .isEqualTo(403);
    assertThat(door.get("/v1/holds/" + billed).as("network").send().status()).isEqualTo(403);
  }

  @Test
  void onlyTheNetworkAndAdministratorsTestNodes() {
    Question cloud = door.post("/v1/networks/testnet/jobs").body(JOB.formatted(""));
    assertThat(cloud.send().code()).isEqualTo("permission_denied");
    assertThat(cloud.as("admin").header("Reason", "a test").send().status()).isEqualTo(201);
  }

  @Test
  void aBlindJobThatCannotBePricedIsRefused() {
    Question other = door.post("/v1/networks/testnet/jobs").as("network");
    assertThat(other.body(JOB.formatted("").replace("llama", "other")).send().code())
        .isEqualTo("model_not_available");
    Question mainnet = door.post("/v1/networks/mainnet/jobs").as("network");
    assertThat(mainnet.body(JOB.formatted("")).send().code()).isEqualTo("network_not_configured");
  }
}
