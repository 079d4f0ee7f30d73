package com.resultity.pg.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.resultity.pg.PgOptions;
import com.resultity.pg.Plans;
import com.resultity.pg.Statements;
import com.resultity.pg.TestDatabase;
import com.resultity.pg.TestServer;
import com.resultity.ports.journal.AdminActionQuery;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Whatever is asked of the trail is found by the index made for it, in order, among many others.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdminActionPlansTest {
  private static final Instant FROM = Instant.parse("2026-05-10T00:00:00Z");
  private static final UUID ID = new UUID(7, 7);

  private final Vertx vertx = Vertx.vertx();
  private final TestDatabase empty = TestServer.database(1);
  private final TestDatabase large = TestServer.database(1);
  private final Map<String, Tuple> parameters = new LinkedHashMap<>();
  private final Map<String, String> indexes = new LinkedHashMap<>();

  @BeforeAll
  void noteWhatIsSent() {
    large.execute(
        """
        INSERT INTO journal.admin_action
          (slot, id, sequence, ordinal, at, principal, kind, subjects, reason, trace_id)
        SELECT 1, (lpad(to_hex(1778371200000 + i), 12, '0') || '70008004' || lpad(to_hex(i), 12, '0'))::uuid,
          i, 0, now(), 'admin ' || i % 3, 'kind ' || i % 10,
          jsonb_build_object('accountId', lpad(to_hex(i % 500), 32, '0'),
            'namespaceId', lpad(to_hex(i % 900), 32, '0')), 'why', ''
        FROM generate_series(1, 50000) AS i
        """);
    PgConnection connection =
        result(PgConnection.connect(vertx, PgOptions.forReports(empty.options())));
    note(connection, "admin_action_of_namespace", query(ID, ID, "admin", "kind"));
    note(connection, "admin_action_of_account", query(ID, null, "admin", "kind"));
    note(connection, "admin_action_of_principal", query(null, null, "admin", "kind"));
    note(connection, "admin_action_of_kind", query(null, null, null, "kind"));
    note(connection, "admin_action_pk", query(null, null, null, null));
    result(connection.close());
  }

  @AfterAll
  void close() {
    result(vertx.close());
  }

  @Test
  void everyQuestionIsAnsweredByItsIndexAloneAndWithoutSorting() {
    assertThat(parameters).hasSize(5);
    for (TestDatabase database : List.of(empty, large)) {
      foundByIndex(database);
      database.execute("ANALYZE");
      foundByIndex(database);
    }
  }

  private void foundByIndex(TestDatabase database) {
    parameters.forEach((sql, tuple) -> {
      List<String> plan =
          Plans.of(database, PgOptions.forReports(database.options()), "", sql, tuple);
      assertThat(plan.stream().filter(line -> line.contains("admin_action")))
          .as(String.join("\n", plan))
          .hasSize(2)
          .allMatch(line -> line.contains("Index Scan") || line.contains("Index Only Scan"))
          .allMatch(line -> line.contains(" " + indexes.get(sql) + " "));
      assertThat(plan).noneMatch(line -> line.contains("Sort"));
    });
  }

  private void note(PgConnection connection, String index, AdminActionQuery query) {
    Statements statements = new Statements(connection);
    assertThat(result(new PgAdminActionReader(statements.watched()).list(query)).actions())
        .isEmpty();
    parameters.putAll(statements.seen());
    statements.seen().keySet().forEach(sql -> indexes.put(sql, index));
  }

  private static AdminActionQuery query(
      @Nullable UUID account,
      @Nullable UUID namespace,
      @Nullable String principal,
      @Nullable String kind) {
    return new AdminActionQuery(
        account, namespace, principal, kind, FROM, FROM.plusSeconds(100), null, 100);
  }

  private static <T> T result(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    } catch (Exception failed) {
      throw new IllegalStateException(failed);
    }
  }
}
