package com.resultity.pg;

import static org.assertj.core.api.Assertions.assertThat;

import com.resultity.domain.journal.Command;
import com.resultity.domain.journal.Origin;
import com.resultity.pg.journal.PgUpkeep;
import com.resultity.ports.journal.Caller;
import com.resultity.ports.journal.CommitListener;
import com.resultity.ports.journal.Committer;
import com.resultity.ports.journal.Outcome;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Idempotency keys are remembered for a week at least, and less than two. */
class OutcomesTest {
  private static final Duration WEEK = Duration.ofDays(7);

  private final PgBackend backend = new PgBackend(2);
  private final Committer committer =
      Tenant.committer(backend.vertx(), backend.store(), 2, CommitListener.NONE);
  private final Tenant tenant = Tenant.in(1).open(committer, 100);
  private final SqlClient client =
      new PgServer(backend.database().options(), 2, 1).writer(backend.vertx());
  private final PgUpkeep upkeep = new PgUpkeep(client);
  private final Instant start = Instant.now().plusSeconds(60);

  @AfterEach
  void close() {
    Await.result(client.close());
    backend.close();
  }

  @Test
  void aKeyIsReplayedAfterOneTurnAndForgottenAfterTwo() {
    Command grant = tenant.grant(7);
    Command tooMuch = tenant.hold(1_000_000);
    Outcome.Done first = (Outcome.Done) Await.result(send("grant", grant));
    Outcome.Declined refused = (Outcome.Declined) Await.result(send("hold", tooMuch));

    assertThat(turn(start.plus(WEEK))).isTrue();
    assertThat(Await.result(send("grant", grant)))
        .isEqualTo(new Outcome.Done(first.records(), true));
    assertThat(Await.result(send("hold", tooMuch)))
        .isEqualTo(new Outcome.Declined(refused.refusal(), true));
    Await.result(send("later", tenant.grant(1)));

    assertThat(turn(start.plus(WEEK).plus(WEEK))).isTrue();
    assertThat(((Outcome.Done) Await.result(send("grant", tenant.grant(7)))).replayed()).isFalse();
    assertThat(backend.database().get("SELECT count(*) FROM journal.outcome_1")).isEqualTo("1");
  }

  @Test
  void nothingIsForgottenBeforeItsTime() {
    assertThat(turn(Instant.now())).isFalse();
    assertThat(turn(start.plus(WEEK))).isTrue();
    assertThat(turn(start.plus(WEEK))).isFalse();
    assertThat(turn(start.plus(WEEK).plus(WEEK).minusSeconds(1))).isFalse();
    assertThat(turn(start.plus(WEEK).plus(WEEK))).isTrue();
  }

  @Test
  void turnsAmongCommitsHarmNeither() {
    List<Future<Outcome>> sent = new ArrayList<>();
    List<Command> commands = new ArrayList<>();
    Committer other =
        Tenant.committer(backend.vertx(), backend.otherStore(), 2, CommitListener.NONE);
    Instant at = start;
    for (int i = 0; i < 200; i++) {
      commands.add(tenant.grant(1));
      sent.add(send(i % 2 == 0 ? committer : other, "key " + i, commands.get(i)));
      if (i == 60 || i == 120) {
        at = at.plus(WEEK);
        assertThat(turn(at)).isTrue();
      }
    }

    assertThat(sent).allMatch(answer -> Await.result(answer) instanceof Outcome.Done);
    // Whatever came after the second turn is remembered, in the one generation or the other.
    for (int i = 150; i < 200; i++) {
      assertThat(((Outcome.Done) Await.result(send("key " + i, commands.get(i)))).replayed())
          .isTrue();
    }
    assertThat(
            Await.result(backend.credits().find(tenant.namespace()))
                .orElseThrow()
                .credits()
                .available())
        .isEqualTo(300);
  }

  private Future<Outcome> send(String key, Command command) {
    return send(committer, key, command);
  }

  private static Future<Outcome> send(Committer to, String key, Command command) {
    return to.submit(new Caller(new Origin("tester", "", null), key, null), command);
  }

  private boolean turn(Instant at) {
    return Await.result(upkeep.turnOutcomes(at, WEEK));
  }
}
