package com.resultity.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.resultity.domain.jobs.JobCommand.TimeOutAttempt;
import com.resultity.domain.journal.Origin;
import com.resultity.ports.journal.Caller;
import com.resultity.ports.journal.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Jobs that are tried again: at most three times, a minute each, the first pause of ten seconds.
 */
class AttemptTest {
  private static final String KEY = "01981c7e-4c00-7000-8004-00000000002a";

  private final TestDoor door = TestDoor.open();
  private final TestNode first = TestNode.of(door, 1);
  private final TestNode second = TestNode.of(door, 2);
  private String job = "";

  @BeforeEach
  void submit() {
    door.configure(TestDoor.RETRYING);
    job = door.newJob(door.newNamespace(1000));
  }

  @AfterEach
  void close() {
    door.close();
  }

  private JsonNode read() {
    return door.get("/v1/jobs/" + job).send().json();
  }

  private void timeOut() {
    door.pass(Duration.ofMinutes(1));
    Caller core = new Caller(new Origin("core", "", null), null, null);
    Outcome outcome =
        TestDoor.await(door.committer.submit(core, new TimeOutAttempt(UUID.fromString(job))));
    assertThat(outcome).isInstanceOf(Outcome.Done.class);
  }

  @Test
  void aJobTellsItsKeyAndHowItMayBeTried() {
    Asked submitted =
        door.post("/v1/namespaces/" + door.newNamespace(1000) + "/jobs")
            .body(TestDoor.JOB.replace("}", ",\"keyId\":\"%s\"}".formatted(KEY)))
            .send();
    Asked read = door.get("/v1/jobs/" + submitted.get("/jobId")).send();
    assertThat(read.get("/keyId")).isEqualTo(KEY);
    assertThat(read.get("/maxAttempts")).isEqualTo("3");
    assertThat(read.get("/attemptTimeout")).isEqualTo("PT1M");
    assertThat(read.get("/backOff")).isEqualTo("PT10S");
    assertThat(read.get("/readyAt")).isEqualTo("2026-06-01T12:00:00.000000Z");
    assertThat(read.json().path("attempts")).isEmpty();
    assertThat(read().has("keyId")).isFalse();
  }

  @Test
  void everyAttemptIsInTheHistoryOfItsJob() {
    first.dispatch(job);
    assertThat(read().path("attempts").toString())
        .isEqualTo(
            """
            [{"number":1,"nodeId":"%s","startedAt":"2026-06-01T12:00:00.000000Z",\
            "outcome":"running","late":false}]\
            """
                .formatted(first.id()));
    door.pass(Duration.ofSeconds(5));
    Asked failed = first.fail(job, 1);
    assertThat(failed.get("/state")).isEqualTo("queued");
    assertThat(failed.get("/readyAt")).isEqualTo("2026-06-01T12:00:15.000000Z");
    assertThat(read().path("readyAt").asText()).isEqualTo("2026-06-01T12:00:15.000000Z");
    door.pass(Duration.ofSeconds(10));
    assertThat(second.dispatch(job).get("/attempt")).isEqualTo("2");
    door.pass(Duration.ofSeconds(5));
    second.complete(job, 2);
    assertThat(read().path("attempt").asInt()).isEqualTo(2);
    assertThat(read().path("nodeId").asText()).isEqualTo(second.id());
    assertThat(read().path("attempts").toString())
        .isEqualTo(
            """
            [{"number":1,"nodeId":"%s","startedAt":"2026-06-01T12:00:00.000000Z",\
            "endedAt":"2026-06-01T12:00:05.000000Z","outcome":"failed",\
            "errorCode":"out_of_memory","late":false},\
            {"number":2,"nodeId":"%s","startedAt":"2026-06-01T12:00:15.000000Z",\
            "endedAt":"2026-06-01T12:00:20.000000Z","outcome":"completed","late":false}]\
            """
                .formatted(first.id(), second.id()));
  }

  @Test
  void aJobThatIsNotReadySaysWhenItWillBeAndStaysAsItIs() {
    first.dispatch(job);
    first.fail(job, 1);
    JsonNode before = read();
    Asked refused = second.dispatch(job);
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.code()).isEqualTo("job_not_ready");
    assertThat(refused.get("/facts/readyAt")).isEqualTo("2026-06-01T12:00:10Z");
    assertThat(read()).isEqualTo(before);
    door.pass(Duration.ofSeconds(10));
    assertThat(second.dispatch(job).status()).isEqualTo(200);
  }

  @Test
  void aNodeThatHasTriedAJobIsRefusedWhileOthersHaveNotAndTheJobStaysAsItIs() {
    first.dispatch(job);
    first.fail(job, 1);
    second.claim().send();
    door.pass(Duration.ofSeconds(10));
    JsonNode before = read();
    Asked refused = first.dispatch(job);
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.code()).isEqualTo("node_already_tried");
    assertThat(read()).isEqualTo(before);
  }

  @Test
  void aNodeThatIsAloneTriesAgain() {
    first.dispatch(job);
    first.fail(job, 1);
    door.pass(Duration.ofSeconds(10));
    assertThat(first.dispatch(job).get("/attempt")).isEqualTo("2");
  }

  @Test
  void aNodeThatMayNotHaveAJobIsToldWhyAndTheJobStaysAsItIs() {
    door.nodes.exclude(first.id(), "region", "vram");
    JsonNode before = read();
    Asked refused = first.dispatch(job);
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.code()).isEqualTo("node_not_eligible");
    assertThat(refused.get("/facts/reasons")).isEqualTo("region, vram");
    assertThat(read()).isEqualTo(before);
  }

  @Test
  void aReportThatComesLateIsRefusedAndNoted() {
    first.dispatch(job);
    timeOut();
    assertThat(first.complete(job, 1).code()).isEqualTo("job_not_dispatched");
    assertThat(read().at("/attempts/0/outcome").asText()).isEqualTo("timed_out");
    assertThat(read().at("/attempts/0/late").asBoolean()).isTrue();
    assertThat(read().path("state").asText()).isEqualTo("queued");
  }

  @Test
  void aJobWhoseLastAttemptTookTooLongHasTimedOut() {
    for (int number : List.of(1, 2, 3)) {
      TestNode.of(door, number).dispatch(job);
      timeOut();
      door.pass(Duration.ofMinutes(1));
    }
    assertThat(read().path("state").asText()).isEqualTo("failed");
    assertThat(read().path("errorCode").asText()).isEqualTo("timed_out");
    assertThat(read().path("nodeId").asText()).isEqualTo(TestNode.of(door, 3).id());
    assertThat(read().findValuesAsText("outcome"))
        .containsExactly("timed_out", "timed_out", "timed_out");
  }
}
