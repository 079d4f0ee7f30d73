package com.resultity.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.resultity.domain.journal.Ids;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class IdempotencyTest {
  private static final TestDoor DOOR = TestDoor.open();

  @AfterAll
  static void close() {
    DOOR.close();
  }

  @Test
  void aRepeatedCommandIsAnsweredAsTheFirstTime() {
    String holds = "/v1/namespaces/" + DOOR.newNamespace(100) + "/holds";
    Asked first = DOOR.post(holds).key("replay-1").body(TestDoor.hold(60)).send();
    Asked again = DOOR.post(holds).key("replay-1").body(TestDoor.hold(60)).send();
    assertThat(first.header("Idempotency-Replayed")).isEmpty();
    assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(again.status()).isEqualTo(201);
    assertThat(again.text()).isEqualTo(first.text());
    assertThat(again.header("Location")).isEqualTo(first.header("Location"));
  }

  @Test
  void aRepeatedRefusalStaysOneThoughItWouldHappenNow() {
    String namespace = DOOR.newNamespace(10);
    String holds = "/v1/namespaces/" + namespace + "/holds";
    Asked first = DOOR.post(holds).key("replay-2").body(TestDoor.hold(60)).send();
    DOOR.grant(namespace, 1000);
    Asked again = DOOR.post(holds).key("replay-2").body(TestDoor.hold(60)).send();
    assertThat(again.status()).isEqualTo(402);
    assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(withoutTrace(again)).isEqualTo(withoutTrace(first));
  }

  private static String withoutTrace(Asked asked) {
    return asked.text().replace(asked.get("/traceId"), "");
  }

  @Test
  void anAccountOpenedTwiceWithOneKeyIsOneAccount() {
    String body = "{\"email\":\"Grace@example.org\"}";
    Asked first = DOOR.post("/v1/accounts").as("account").key("replay-3").body(body).send();
    Asked again = DOOR.post("/v1/accounts").as("account").key("replay-3").body(body).send();
    assertThat(again.text()).isEqualTo(first.text());
    Asked other = DOOR.post("/v1/accounts").as("account").body(body).send();
    assertThat(other.code()).isEqualTo("email_taken");
  }

  @Test
  void aBlindJobSubmittedTwiceWithOneKeyIsOneJob() {
    DOOR.configure();
    String jobs = "/v1/networks/testnet/jobs";
    String other = TestDoor.JOB.replace("stream", "sync");
    Set<Integer> slots = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      Asked first = DOOR.post(jobs).as("network").key("blind-" + i).body(TestDoor.JOB).send();
      Asked again = DOOR.post(jobs).as("network").key("blind-" + i).body(TestDoor.JOB).send();
      assertThat(first.status()).isEqualTo(201);
      assertThat(again.text()).isEqualTo(first.text());
      assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
      Asked reused = DOOR.post(jobs).as("network").key("blind-" + i).body(other).send();
      assertThat(reused.code()).isEqualTo("idempotency_key_reused");
      slots.add(Ids.homeSlot(UUID.fromString(first.get("/jobId"))));
    }
    assertThat(slots).containsExactlyInAnyOrder(1, 2);
  }

  @Test
  void aKeyThatNamesAnotherRequestIsRefused() {
    String holds = "/v1/namespaces/" + DOOR.newNamespace(100) + "/holds";
    DOOR.post(holds).key("reused").body(TestDoor.hold(1)).send();
    Asked reused = DOOR.post(holds).key("reused").body(TestDoor.hold(2)).send();
    assertThat(reused.status()).isEqualTo(422);
    assertThat(reused.code()).isEqualTo("idempotency_key_reused");
    assertThat(reused.header("Idempotency-Replayed")).isEmpty();
  }

  @Test
  void keysOfDifferentCallersAreDifferentKeys() {
    String holds = "/v1/namespaces/" + DOOR.newNamespace(100) + "/holds";
    Asked cloud = DOOR.post(holds).key("shared").body(TestDoor.hold(1)).send();
    Asked admin =
        DOOR.post(holds)
            .key("shared")
            .as("admin")
            .header("Reason", "a test")
            .body(TestDoor.hold(1))
            .send();
    assertThat(admin.status()).isEqualTo(201);
    assertThat(admin.get("/holdId")).isNotEqualTo(cloud.get("/holdId"));
  }

  @Test
  void aCommandWithoutAKeyIsRefused() {
    Asked asked =
        DOOR.post("/v1/accounts").as("account").without("Idempotency-Key").body("{}").send();
    assertThat(asked.status()).isEqualTo(400);
    assertThat(asked.code()).isEqualTo("idempotency_key_required");
  }

  @Test
  void aKeyMustBeVisibleAscii() {
    Asked asked = DOOR.post("/v1/accounts").as("account").key("a b").body("{}").send();
    assertThat(asked.get("/errors/0/header")).isEqualTo("Idempotency-Key");
  }

  @Test
  void aKeyHasItsLongestAndNoMore() {
    String longest = "k".repeat(200);
    assertThat(DOOR.post("/v1/accounts").as("account").key(longest).body("{}").send().status())
        .isEqualTo(201);
    assertThat(DOOR.post("/v1/accounts").as("account").key(longest + "k").body("{}").send().code())
        .isEqualTo("invalid_request");
  }
}
