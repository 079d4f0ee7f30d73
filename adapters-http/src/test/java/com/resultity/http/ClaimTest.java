package com.resultity.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.resultity.ports.access.Role;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nodes that ask for work. */
class ClaimTest {
  private final TestDoor door = TestDoor.open();
  private final TestNode node = TestNode.of(door, 1);
  private String namespace = "";

  @BeforeEach
  void prepare() {
    door.configure();
    namespace = door.newNamespace(1000);
  }

  @AfterEach
  void close() {
    door.close();
  }

  private Asked read(String job) {
    return door.get("/v1/jobs/" + job).as("network").send();
  }

  @Test
  void aNodeIsGivenTheJobThatWaitsWithoutItsBilling() {
    String job = door.newJob(namespace);
    Asked claimed = node.claim().send();
    assertThat(claimed.status()).isEqualTo(200);
    assertThat(claimed.get("/jobId")).isEqualTo(job);
    assertThat(claimed.get("/state")).isEqualTo("dispatched");
    assertThat(claimed.get("/attempts/0/nodeId")).isEqualTo(node.id());
    assertThat(claimed.header("Idempotency-Replayed")).isEmpty();
    assertThat(claimed.text()).isEqualTo(read(job).text());
    Asked byAdmin = door.get("/v1/jobs/" + job).as("admin").send();
    assertThat(byAdmin.get("/namespaceId")).isEqualTo(namespace);
  }

  @Test
  void anAdministratorClaimsWithAReasonAndSeesNoBillingEither() {
    door.newJob(namespace);
    Asked claimed = node.claim().as("admin").header("Reason", "a test").send();
    assertThat(claimed.status()).isEqualTo(200);
    assertThat(claimed.json().has("namespaceId")).isFalse();
  }

  @Test
  void aClaimThatIsRepeatedIsAnsweredWithTheSameJob() {
    door.newJob(namespace);
    door.newJob(namespace);
    Asked first = node.claim().key("claim").send();
    Asked again = node.claim().key("claim").send();
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.text()).isEqualTo(first.text());
    assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
    Asked next = node.claim().send();
    assertThat(next.get("/jobId")).isNotEqualTo(first.get("/jobId"));
    assertThat(next.header("Idempotency-Replayed")).isEmpty();
  }

  @Test
  void aClaimThatFoundNothingIsMadeAnew() {
    assertThat(node.claim().key("claim").send().status()).isEqualTo(204);
    door.pass(Duration.ofSeconds(1));
    String job = door.newJob(namespace);
    Asked again = node.claim().key("claim").send();
    assertThat(again.get("/jobId")).isEqualTo(job);
    assertThat(again.header("Idempotency-Replayed")).isEmpty();
  }

  @Test
  void whenNoJobWaitsThereIsNothingToTell() {
    Asked nothing = node.claim().send();
    assertThat(nothing.status()).isEqualTo(204);
    assertThat(nothing.text()).isEmpty();
    assertThat(nothing.header("Content-Type")).isEmpty();
    assertThat(nothing.header("Content-Length")).isEmpty();
    assertThat(nothing.header("Transfer-Encoding")).isEmpty();
    assertThat(nothing.header("Traceparent")).isNotEmpty();
  }

  @Test
  void aNetworkWithoutAConfigurationHasNoJobs() {
    assertThat(node.claim().body("{\"network\":\"mainnet\"}").send().status()).isEqualTo(204);
  }

  @Test
  void aDryRunSaysWhichJobItWouldBeAndClaimsNothing() {
    String job = door.newJob(namespace);
    String before = read(job).text();
    String path = "/v1/nodes/" + node.id() + ":claim?dryRun=true";
    Question dry = door.post(path).as("network").body("{\"network\":\"testnet\"}");
    for (int i = 0; i < 2; i++) {
      Asked would = dry.without("Idempotency-Key").send();
      assertThat(would.get("/jobId")).isEqualTo(job);
      assertThat(would.get("/state")).isEqualTo("dispatched");
      assertThat(would.header("Dry-Run")).isEqualTo("true");
    }
    assertThat(read(job).text()).isEqualTo(before);
    Asked claimed = node.claim().send();
    assertThat(claimed.get("/jobId")).isEqualTo(job);
    assertThat(claimed.header("Dry-Run")).isEmpty();
    Asked nothing = dry.send();
    assertThat(nothing.status()).isEqualTo(204);
    assertThat(nothing.header("Dry-Run")).isEqualTo("true");
  }

  @Test
  void aNodeIsGivenJobsOfTheModelsItServes() {
    String job = door.newJob(namespace);
    Question other = node.claim().body("{\"network\":\"testnet\",\"models\":[\"other\"]}");
    assertThat(other.send().status()).isEqualTo(204);
    Question both = node.claim().body("{\"network\":\"testnet\",\"models\":[\"other\",\"llama\"]}");
    assertThat(both.send().get("/jobId")).isEqualTo(job);
  }

  @Test
  void theMostUrgentJobIsGivenFirst() {
    door.newJob(namespace);
    Asked urgent =
        door.post("/v1/namespaces/" + namespace + "/jobs")
            .body(TestDoor.JOB.replace("}", ",\"priority\":\"urgent\"}"))
            .send();
    assertThat(node.claim().send().get("/jobId")).isEqualTo(urgent.get("/jobId"));
  }

  @Test
  void aClaimNeedsAKeyAndATokenThatIsNotNarrowed() {
    assertThat(node.claim().without("Idempotency-Key").send().code())
        .isEqualTo("idempotency_key_required");
    assertThat(node.claim().as(TestTokens.ofNamespace(Role.NETWORK, namespace)).send().code())
        .isEqualTo("permission_denied");
    assertThat(node.claim().as("cloud").send().code()).isEqualTo("permission_denied");
  }

  @Test
  void candidatesAreTheNodesThatAskedForSuchJobsAndThoseThatTriedComeLast() {
    TestNode other = TestNode.of(door, 2);
    other.claim().body("{\"network\":\"testnet\",\"models\":[\"other\"]}").send();
    door.pass(Duration.ofSeconds(1));
    TestNode idle = TestNode.of(door, 3);
    idle.claim().send();
    String job = door.newJob(namespace);
    String path = "/v1/jobs/" + job + "/candidates";
    Asked one = door.get(path).as("network").send();
    assertThat(one.json().path("items").toString())
        .isEqualTo("[{\"nodeId\":\"%s\"}]".formatted(idle.id()));
    idle.dispatch(job);
    idle.fail(job, 1);
    door.pass(Duration.ofSeconds(1));
    node.claim().body("{\"network\":\"mainnet\"}").send();
    TestNode late = TestNode.of(door, 4);
    late.claim().body("{\"network\":\"testnet\",\"models\":[\"llama\"]}").send();
    Asked two = door.get(path).as("network").send();
    assertThat(two.json().findValuesAsText("nodeId")).containsExactly(late.id(), idle.id());
    Asked best = door.get(path + "?limit=1").as("network").send();
    assertThat(best.json().findValuesAsText("nodeId")).containsExactly(late.id());
  }
}
