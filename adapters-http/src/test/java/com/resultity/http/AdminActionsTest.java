package com.resultity.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.resultity.ports.access.Role;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What administrators did, and why. */
class AdminActionsTest {
  private final TestDoor door = TestDoor.open();
  private String namespace = "";

  @BeforeEach
  void prepare() {
    namespace = door.newNamespace(100);
  }

  @AfterEach
  void close() {
    door.close();
  }

  private Asked act(String verb) {
    door.pass(Duration.ofSeconds(1));
    return door.post("/v1/namespaces/" + namespace + ":" + verb)
        .as("admin")
        .header("Reason", "audit of \"x\"")
        .header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
        .send();
  }

  private Asked list(String query) {
    Asked asked = door.get("/v1/admin-actions?" + query).as("auditor").send();
    assertThat(asked.status()).isEqualTo(200);
    return asked;
  }

  @Test
  void whatAnAdministratorDidIsToldWithWhyAndWhereItStandsInTheLog() {
    assertThat(act("freeze").status()).isEqualTo(200);
    Asked found = list("namespaceId=" + namespace);
    assertThat(found.json().path("items")).hasSize(1);
    assertThat(found.get("/items/0/principal")).isEqualTo("test-admin");
    assertThat(found.get("/items/0/kind")).isEqualTo("namespace_frozen");
    assertThat(found.get("/items/0/reason")).isEqualTo("audit of \"x\"");
    assertThat(found.get("/items/0/subjects/namespaceId")).isEqualTo(namespace);
    assertThat(found.get("/items/0/traceId")).isEqualTo("0af7651916cd43dd8448eb211c80319c");
    String slot = found.get("/items/0/slot");
    long before = Long.parseLong(found.get("/items/0/sequence")) - 1;
    Asked block = door.get("/v1/blocks/" + slot + "?after=" + before).as("auditor").send();
    assertThat(block.get("/items/0/at")).isEqualTo(found.get("/items/0/at"));
  }

  @Test
  void actionsAreListedNewestFirstPageByPage() {
    act("freeze");
    act("unfreeze");
    act("freeze");
    Asked page = list("limit=2");
    assertThat(page.json().findValuesAsText("kind"))
        .containsExactly("namespace_frozen", "namespace_unfrozen");
    Asked rest = list("limit=2&cursor=" + page.get("/nextCursor"));
    assertThat(rest.json().findValuesAsText("kind")).containsExactly("namespace_frozen");
    assertThat(rest.json().has("nextCursor")).isFalse();
  }

  @Test
  void actionsAreFoundByWhatIsAsked() {
    act("freeze");
    String account = list("").get("/items/0/subjects/accountId");
    String at = list("").get("/items/0/at");
    for (String query :
        new String[] {
          "accountId=" + account, "principal=test-admin", "kind=namespace_frozen", "from=" + at
        }) {
      assertThat(list(query).json().path("items")).as(query).hasSize(1);
    }
    for (String query :
        new String[] {"accountId=" + namespace, "principal=me", "kind=hold_placed", "to=" + at}) {
      assertThat(list(query).json().path("items")).as(query).isEmpty();
    }
  }

  @Test
  void aCommandThatIsRefusedTriedOrRepeatedIsNotThereTwiceOrAtAll() {
    Question freeze =
        door.post("/v1/namespaces/" + namespace + ":freeze").as("admin").header("Reason", "why");
    door.post("/v1/namespaces/" + namespace + ":freeze?dryRun=true")
        .as("admin")
        .header("Reason", "why")
        .send();
    assertThat(list("").json().path("items")).isEmpty();
    freeze.send();
    assertThat(freeze.send().header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(act("freeze:x").status()).isEqualTo(404);
    door.post("/v1/namespaces/" + namespace + "/holds")
        .as("admin")
        .header("Reason", "why")
        .body(TestDoor.hold(1))
        .send();
    assertThat(list("").json().path("items")).hasSize(1);
  }

  @Test
  void nobodyElseSeesThem() {
    for (String token : new String[] {"cloud", "network", "account", "status"}) {
      assertThat(door.get("/v1/admin-actions").as(token).send().code())
          .isEqualTo("permission_denied");
    }
    String narrowed = TestTokens.ofNamespace(Role.AUDITOR, namespace);
    assertThat(door.get("/v1/admin-actions").as(narrowed).send().code())
        .isEqualTo("permission_denied");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"accountId=1", "principal=", "kind=a%00", "from=today", "cursor=x", "limit=0"})
  void aFilterThatMeansNothingIsRefused(String query) {
    Asked asked = door.get("/v1/admin-actions?" + query).as("auditor").send();
    assertThat(asked.status()).isEqualTo(400);
    assertThat(asked.get("/errors/0/parameter")).isEqualTo(query.replaceFirst("=.*", ""));
  }
}
