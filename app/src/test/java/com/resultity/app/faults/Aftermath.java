package com.resultity.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.resultity.app.database.EmbeddedPostgres;
import com.resultity.app.settings.Secret;
import com.resultity.domain.jobs.JobRecord.JobCompleted;
import com.resultity.domain.jobs.JobRecord.JobDispatched;
import com.resultity.domain.jobs.JobRecord.JobSubmitted;
import com.resultity.domain.ledger.LedgerRecord.HoldPlaced;
import com.resultity.domain.ledger.LedgerRecord.Moved;
import com.resultity.pg.journal.PgBlockReader;
import com.resultity.pg.ledger.PgTrialBalance;
import com.resultity.ports.journal.Block;
import com.resultity.ports.journal.ChainCheck;
import com.resultity.ports.journal.RecordLines;
import com.resultity.ports.ledger.TrialBalance;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.SqlClient;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What must hold when the dust has settled. */
final class Aftermath {
  private static final int TOGETHER = 2_000;

  private final SqlClient client;
  private final Load load;
  private final Map<Class<?>, Integer> told = new HashMap<>();
  private int entries;

  Aftermath(Vertx vertx, EmbeddedPostgres postgres, Load load) {
    this.client = PgBuilder.client().connectingTo(server(postgres)).using(vertx).build();
    this.load = load;
  }

  static PgConnectOptions server(EmbeddedPostgres postgres) {
    String password = postgres.url().password().map(Secret::value).orElseThrow();
    return LoadingCore.server(postgres.url().port(), password);
  }

  static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    } catch (Exception failed) {
      throw new AssertionError(failed);
    }
  }

  /** Nothing acknowledged is lost, nothing is half there, chains and books are whole. */
  void check(List<String> acknowledged) {
    assertThat(acknowledged).noneMatch(line -> line.startsWith("!")).doesNotHaveDuplicates();
    for (int from = 0; from < acknowledged.size(); from += TOGETHER) {
      int to = Math.min(acknowledged.size(), from + TOGETHER);
      List<Future<String>> replays =
          acknowledged.subList(from, to).stream().map(load::replay).toList();
      assertThat(await(Future.all(replays)).<String>list()).allMatch(String::isEmpty);
    }
    for (int slot = 0; slot <= Load.SLOTS; slot++) {
      assertThat(await(new ChainCheck(new PgBlockReader(client)).run(slot, this::count)).problem())
          .isEmpty();
    }
    assertThat(count("jobs.job")).isEqualTo(of(JobSubmitted.class));
    assertThat(count("ledger.hold")).isEqualTo(of(HoldPlaced.class)).isEqualTo(count("jobs.job"));
    assertThat(count("ledger.entry")).isEqualTo(entries);
    assertThat(count("jobs.job WHERE status = 'completed'")).isEqualTo(of(JobCompleted.class));
    assertThat(count("ledger.hold WHERE status = 'settled'")).isEqualTo(of(JobCompleted.class));
    assertThat(count("jobs.job WHERE status <> 'queued'")).isEqualTo(of(JobDispatched.class));
    assertThat(await(new PgTrialBalance(client).list()))
        .isNotEmpty()
        .allMatch((TrialBalance.Line line) -> line.total() == 0);
  }

  /** How many transactions wait for the Core that began them. */
  int openTransactions() {
    return count(
        """
        pg_stat_activity
        WHERE state = 'idle in transaction' AND application_name = 'resultity-commit'
        """);
  }

  private int of(Class<?> kind) {
    return told.getOrDefault(kind, 0);
  }

  private void count(Block block) {
    for (byte[] line : block.lines()) {
      Object fact = RecordLines.decode(line).fact();
      told.merge(fact.getClass(), 1, Integer::sum);
      entries += fact instanceof Moved ? 1 : 0;
    }
  }

  private int count(String table) {
    return await(client.query("SELECT count(*)::int FROM " + table).execute())
        .iterator()
        .next()
        .getInteger(0);
  }
}
