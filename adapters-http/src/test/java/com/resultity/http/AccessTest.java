package com.resultity.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.resultity.domain.journal.Recorded;
import com.resultity.ports.access.Role;
import com.resultity.ports.journal.RecordLines;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {
  private static final TestDoor DOOR = TestDoor.open();

  @AfterAll
  static void close() {
    DOOR.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer nobody", "Bearer ", "Basic YTpi", "cloud", "Bearer"})
  void aTokenThatIsNotValidIsRefused(String authorization) {
    Asked asked = DOOR.get("/v1/trial-balance").header("Authorization", authorization).send();
    assertThat(asked.status()).isEqualTo(401);
    assertThat(asked.code()).isEqualTo("unauthenticated");
    assertThat(asked.header("WWW-Authenticate")).isEqualTo("Bearer");
  }

  @Test
  void aRequestWithoutATokenIsRefused() {
    Asked asked = DOOR.post("/v1/accounts").without("Authorization").body("{}").send();
    assertThat(asked.status()).isEqualTo(401);
  }

  @Test
  void theSchemeOfATokenIsReadInAnyCase() {
    assertThat(
            DOOR.get("/v1/trial-balance").header("Authorization", "bearer auditor").send().status())
        .isEqualTo(200);
  }

  @Test
  void aRoleThatMayNotIsRefusedBeforeItsBodyIsRead() {
    Asked asked = DOOR.post("/v1/accounts").as("cloud").body("not even json").send();
    assertThat(asked.status()).isEqualTo(403);
    assertThat(asked.code()).isEqualTo("permission_denied");
  }

  @Test
  void anotherTenantsThingsAreNotFound() {
    String mine = DOOR.newNamespace(100);
    String other = DOOR.newNamespace(100);
    String theirs = DOOR.newHold(other, 10);
    String token = TestTokens.ofNamespace(Role.CLOUD, mine);
    assertThat(DOOR.get("/v1/namespaces/" + mine + "/credits").as(token).send().status())
        .isEqualTo(200);
    assertThat(DOOR.get("/v1/namespaces/" + other + "/credits").as(token).send().code())
        .isEqualTo("namespace_not_found");
    assertThat(DOOR.get("/v1/holds/" + theirs).as(token).send().code()).isEqualTo("hold_not_found");
    assertThat(DOOR.post("/v1/holds/" + theirs + ":void").as(token).send().code())
        .isEqualTo("hold_not_found");
    assertThat(
            DOOR.get("/v1/trial-balance")
                .as(TestTokens.ofAccount(Role.AUDITOR, mine))
                .send()
                .status())
        .isEqualTo(403);
  }

  @Test
  void whatIsNotThereIsNotFound() {
    String id = "01981c7e-4c00-7000-8004-00000000002a";
    assertThat(DOOR.get("/v1/accounts/" + id).as("account").send().code())
        .isEqualTo("account_not_found");
    assertThat(DOOR.get("/v1/namespaces/" + id + "/credits").send().code())
        .isEqualTo("namespace_not_found");
    assertThat(DOOR.get("/v1/namespaces/" + id + "/entries").send().code())
        .isEqualTo("namespace_not_found");
    assertThat(DOOR.get("/v1/holds/" + id).send().code()).isEqualTo("hold_not_found");
    assertThat(DOOR.get("/v1/jobs/" + id).send().code()).isEqualTo("job_not_found");
    assertThat(DOOR.post("/v1/jobs/" + id + ":cancel").send().code()).isEqualTo("job_not_found");
    assertThat(DOOR.get("/v1/jobs/" + id + "/candidates").as("network").send().code())
        .isEqualTo("job_not_found");
    assertThat(TestNode.of(DOOR, 1).dispatch(id).code()).isEqualTo("job_not_found");
  }

  @Test
  void anAdministratorMustSayWhy() {
    Asked silent = DOOR.post("/v1/accounts").as("admin").body("{}").send();
    assertThat(silent.status()).isEqualTo(400);
    assertThat(silent.code()).isEqualTo("reason_required");
    Asked tooMuch =
        DOOR.post("/v1/accounts").as("admin").header("Reason", "x".repeat(501)).body("{}").send();
    assertThat(tooMuch.get("/errors/0/header")).isEqualTo("Reason");
  }

  @Test
  void theReasonAndTheTraceAreRecorded() {
    try (TestDoor door = TestDoor.open()) {
      door.post("/v1/accounts")
          .as("admin")
          .header("Reason", "migration")
          .header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
          .body("{}")
          .send();
      byte[] line = TestDoor.await(door.store.blocks().list(0, 0, 1)).getFirst().lines().getFirst();
      Recorded recorded = RecordLines.decode(line);
      assertThat(recorded.origin().reason()).isEqualTo("migration");
      assertThat(recorded.origin().principal()).isEqualTo("test-admin");
      assertThat(recorded.origin().traceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
    }
  }
}
