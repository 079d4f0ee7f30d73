package com.resultity.pg;

import static org.assertj.core.api.Assertions.assertThat;

import com.resultity.domain.journal.Ids;
import com.resultity.ports.errors.ErrorCode;
import com.resultity.ports.errors.Fault;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Look-ups that are answered together are answered as if each were alone. */
class LookupsTest {
  private static final String FIND =
      """
      SELECT t.id, t.number
      FROM unnest($2::uuid[]) AS u(id)
      CROSS JOIN LATERAL (
        SELECT * FROM public.thing WHERE slot = $1::int AND id = u.id LIMIT 1) AS t
      """;

  private final PgBackend backend = new PgBackend(2);
  private final Proxy proxy = new Proxy(backend.vertx(), backend.database().options());
  private final SqlClient client = new PgServer(proxy.options(), 2, 1).reader(backend.vertx());
  private final Lookups<Integer> lookups = new Lookups<>(client, 2, FIND, row -> row.getInteger(1));

  LookupsTest() {
    backend
        .database()
        .execute(
            """
            CREATE TABLE public.thing (slot integer, id uuid, number integer,
              PRIMARY KEY (slot, id));
            GRANT SELECT ON public.thing TO resultity_app;
            """);
    StringBuilder rows = new StringBuilder("INSERT INTO public.thing VALUES ");
    for (int i = 0; i < 1500; i += 2) {
      rows.append(i == 0 ? "" : ",").append("(%d, '%s', %d)".formatted(1 + i % 4 / 2, id(i), i));
    }
    backend.database().execute(rows.toString());
  }

  @AfterEach
  void close() {
    Await.result(client.close());
    proxy.close();
    backend.close();
  }

  @Test
  void whatIsThereWhatIsNotAndWhatIsAskedForTwiceAreAnsweredEach() {
    List<Future<Optional<Integer>>> answers = new ArrayList<>();
    for (int i = 0; i < 4500; i++) {
      answers.add(lookups.find(id(i % 1500)));
    }

    for (int i = 0; i < 4500; i++) {
      int number = i % 1500;
      assertThat(Await.result(answers.get(i)))
          .isEqualTo(number % 2 == 0 ? Optional.of(number) : Optional.empty());
    }
  }

  @Test
  void anIdOfASlotThatIsNotThereIsNotFound() {
    assertThat(Await.result(lookups.find(Ids.of(Instant.now(), 77, 1)))).isEmpty();
  }

  @Test
  void oneThatThrowsAtItsAnswerDoesNotKeepItFromTheOthers() {
    Queue<Optional<Integer>> told = new ConcurrentLinkedQueue<>();
    for (int i = 0; i < 100; i++) {
      boolean throwing = i == 7;
      lookups
          .find(id(i))
          .onComplete(answer -> {
            told.add(answer.result());
            if (throwing) {
              throw new IllegalStateException("a waiter's bug");
            }
          });
    }

    Await.until("all are told", () -> told.size() == 100);
    assertThat(told.stream().filter(Optional::isPresent)).hasSize(50);
    assertThat(Await.result(lookups.find(id(2)))).contains(2);
  }

  @Test
  void aLostConnectionIsAFaultAndTheNextOneAnswers() {
    assertThat(Await.result(lookups.find(id(2)))).contains(2);
    proxy.plan(Proxy.Fault.REFUSE);
    assertThat(Stream.of(2, 4, 6).map(i -> Await.fault(lookups.find(id(i)))))
        .containsOnly(ErrorCode.UNAVAILABLE);

    proxy.plan(Proxy.Fault.NONE);

    Await.until("it is back", () -> found(lookups.find(id(2))));
  }

  @Test
  void moreThanMayWaitAreRefusedAtOnce() {
    assertThat(Await.result(lookups.find(id(2)))).contains(2);
    proxy.plan(Proxy.Fault.STALL);
    List<Future<Optional<Integer>>> answers = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      answers.add(lookups.find(id(0)));
    }

    List<Future<Optional<Integer>>> refused = answers.stream().filter(Future::failed).toList();
    assertThat(refused).hasSizeBetween(2000, 3616);
    assertThat(refused.stream().map(Await::fault)).containsOnly(ErrorCode.OVERLOADED);
    proxy.plan(Proxy.Fault.NONE);
    proxy.cut();
    Await.until("all are answered", () -> answers.stream().allMatch(Future::isComplete));
  }

  @Test
  void aServerThatFallsSilentIsLeftAndTheNextConnectionAnswers() {
    SqlClient silenced =
        new PgServer(proxy.options(), 2, 1).reader(backend.vertx(), Duration.ofMillis(300));
    Lookups<Integer> waiting = new Lookups<>(silenced, 2, FIND, row -> row.getInteger(1));
    assertThat(Await.result(waiting.find(id(2)))).contains(2);
    proxy.plan(Proxy.Fault.STALL);

    assertThat(Await.fault(waiting.find(id(2)))).isEqualTo(ErrorCode.UNAVAILABLE);

    proxy.plan(Proxy.Fault.NONE);
    Await.until("it is back", () -> found(waiting.find(id(2))));
    Await.result(silenced.close());
  }

  private static boolean found(Future<Optional<Integer>> answer) {
    try {
      return Await.result(answer).isPresent();
    } catch (Fault fault) {
      assertThat(fault.code()).isEqualTo(ErrorCode.UNAVAILABLE);
      return false;
    }
  }

  /** Even numbers are there; slots take turns among them. */
  private static UUID id(int number) {
    return Ids.of(Instant.EPOCH, 1 + number % 4 / 2, number);
  }
}
