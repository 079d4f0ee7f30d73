package com.resultity.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.resultity.ports.journal.CommitterSettings;
import com.resultity.ports.journal.Faults.Fault;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What a client is told when Core cannot do what the rules would allow. */
class FaultTest {

  private static Question open(TestDoor door) {
    return door.post("/v1/accounts").as("account").body("{}");
  }

  @Test
  void everyRequestIsCountedWithWhatBecameOfIt() {
    try (TestDoor door = TestDoor.open()) {
      open(door).send();
      door.post("/v1/accounts").as("auditor").body("{}").send();
      door.get("/livez").send();
      assertThat(door.told)
          .containsExactly("HTTP OPEN_ACCOUNT ok", "HTTP OPEN_ACCOUNT permission_denied");
    }
  }

  @Test
  void anUnreachableDatabaseIsWorthAnotherTry() {
    try (TestDoor door = TestDoor.open()) {
      door.store.faults().plan(Fault.UNAVAILABLE);
      Asked asked = open(door).send();
      assertThat(asked.status()).isEqualTo(503);
      assertThat(asked.code()).isEqualTo("unavailable");
      assertThat(asked.get("/certainty")).isEqualTo("retry");
      assertThat(asked.header("Retry-After")).isEqualTo("1");
      assertThat(open(door).send().status()).isEqualTo(201);
    }
  }

  @Test
  void aRecordTheDatabaseRejectsIsAnInternalFaultWithoutDetails() {
    try (TestDoor door = TestDoor.open()) {
      door.store.faults().reject(_ -> true);
      Asked asked = open(door).send();
      assertThat(asked.status()).isEqualTo(500);
      assertThat(asked.code()).isEqualTo("internal");
      assertThat(asked.text()).doesNotContain("planned");
    }
  }

  @Test
  void aFullQueueRefusesAtOnce() {
    CommitterSettings narrow = new CommitterSettings(1, 1, 1, Duration.ofSeconds(1));
    try (TestDoor door = TestDoor.open(HttpSettings.defaults(), narrow)) {
      door.store.faults().hold(0);
      CompletableFuture<Asked> first = open(door).sendLater();
      CompletableFuture<Asked> second = open(door).sendLater();
      CompletableFuture<Asked> third = open(door).sendLater();
      Asked refused = (Asked) CompletableFuture.anyOf(first, second, third).join();
      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.code()).isEqualTo("overloaded");
      assertThat(refused.header("Retry-After")).isEqualTo("1");
      door.store.faults().release(0);
      assertThat(List.of(first.join(), second.join(), third.join()))
          .extracting(Asked::status)
          .containsExactlyInAnyOrder(201, 201, 429);
    }
  }

  @Test
  void aCommandWhoseDeadlinePassedInTheQueueIsNotExecuted() {
    CommitterSettings narrow = new CommitterSettings(1, 2, 1, Duration.ofSeconds(1));
    try (TestDoor door = TestDoor.open(HttpSettings.defaults(), narrow)) {
      door.store.faults().hold(0);
      CompletableFuture<Asked> first = open(door).header("Deadline-Ms", "600000").sendLater();
      CompletableFuture<Asked> second = open(door).header("Deadline-Ms", "600000").sendLater();
      CompletableFuture<Asked> third = open(door).header("Deadline-Ms", "600000").sendLater();
      CompletableFuture<Asked> fourth = open(door).header("Deadline-Ms", "600000").sendLater();
      // One is in a block and two wait, once the fourth has been refused.
      Asked refused = (Asked) CompletableFuture.anyOf(first, second, third, fourth).join();
      assertThat(refused.code()).isEqualTo("overloaded");
      door.now.set(TestDoor.NOON.plus(Duration.ofMinutes(11)));
      door.store.faults().release(0);
      assertThat(List.of(first.join(), second.join(), third.join(), fourth.join()))
          .extracting(Asked::status)
          .containsExactlyInAnyOrder(201, 504, 504, 429);
    }
  }

  @Test
  void aDeadlineMustBeANumberOfMilliseconds() {
    try (TestDoor door = TestDoor.open()) {
      for (String value : new String[] {"0", "-1", "x", "600001", "99999999999"}) {
        Asked asked = open(door).header("Deadline-Ms", value).send();
        assertThat(asked.get("/errors/0/header")).isEqualTo("Deadline-Ms");
      }
    }
  }

  @Test
  void aCommandAfterTheLastIsToldThatCoreIsShuttingDown() {
    try (TestDoor door = TestDoor.open()) {
      TestDoor.await(door.committer.drain());
      Asked asked = open(door).send();
      assertThat(asked.status()).isEqualTo(503);
      assertThat(asked.code()).isEqualTo("shutting_down");
    }
  }

  @Test
  void aRequestUnderWayIsAnsweredWhileTheDoorShuts() {
    CommitterSettings narrow = new CommitterSettings(1, 1, 1, Duration.ofSeconds(1));
    try (TestDoor door = TestDoor.open(HttpSettings.defaults(), narrow)) {
      door.store.faults().hold(0);
      CompletableFuture<Asked> first = open(door).sendLater();
      CompletableFuture<Asked> second = open(door).sendLater();
      CompletableFuture<Asked> third = open(door).sendLater();
      CompletableFuture.anyOf(first, second, third).join();
      var shut = door.door.shutdown();
      door.store.faults().release(0);
      assertThat(List.of(first.join(), second.join(), third.join()))
          .extracting(Asked::status)
          .containsExactlyInAnyOrder(201, 201, 429);
      TestDoor.await(shut);
    }
  }
}
