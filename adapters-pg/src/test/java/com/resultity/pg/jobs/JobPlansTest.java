package com.resultity.pg.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.resultity.domain.jobs.JobStatus;
import com.resultity.domain.network.Network;
import com.resultity.domain.nodes.NodeId;
import com.resultity.pg.PgOptions;
import com.resultity.pg.Plans;
import com.resultity.pg.Statements;
import com.resultity.pg.TestDatabase;
import com.resultity.pg.TestServer;
import com.resultity.ports.jobs.JobQuery;
import com.resultity.ports.jobs.UsageDimension;
import com.resultity.ports.jobs.UsageQuery;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Whatever is asked of jobs is found by the index made for it, among however many others. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JobPlansTest {
  private static final int JOBS = 90_000;
  private static final Instant MAY = Instant.parse("2026-05-10T00:00:00Z");
  private static final Instant JULY = MAY.plusMillis(2L * 2_678_400_000L);
  private static final UUID NAMESPACE = new UUID(7, 7);
  private static final NodeId NODE = new NodeId("0x" + "00".repeat(19) + "07");

  private final Vertx vertx = Vertx.vertx();
  private final TestDatabase empty = TestServer.database(2);
  private final TestDatabase large = TestServer.database(2);

  /** What is asked, and the index that answers it: the columns in its name. */
  private final Map<String, String> indexes = new LinkedHashMap<>();

  private final Map<String, Tuple> parameters = new LinkedHashMap<>();

  @BeforeAll
  void noteWhatIsSent() {
    fill(large);
    PgConnection connection =
        result(PgConnection.connect(vertx, PgOptions.forReports(empty.options())));
    pages("namespace_id_id_idx", query(NAMESPACE, NODE, "llama", JobStatus.FAILED), connection);
    pages("node_id_id_idx", query(null, NODE, "llama", JobStatus.FAILED), connection);
    pages("status_id_idx", query(null, null, "llama", JobStatus.FAILED), connection);
    pages("model_id_idx", query(null, null, "llama", JobStatus.COMPLETED), connection);
    pages("pkey", query(null, null, null, null), connection);
    usage("namespace_id_id_idx", NAMESPACE, NODE, "llama", connection);
    usage("node_id_id_idx", null, NODE, "llama", connection);
    usage("model_id_idx", null, null, "llama", connection);
    usage("pkey", null, null, null, connection);
    note("status_id_idx", connection, client -> new PgQueueReader(client).list(Network.MAINNET));
    result(connection.close());
  }

  private void pages(String index, JobQuery query, PgConnection connection) {
    note(index, connection, client -> new PgJobPages(client).list(query));
  }

  private void usage(
      String index,
      @Nullable UUID namespaceId,
      @Nullable NodeId node,
      @Nullable String model,
      PgConnection connection) {
    List<UsageDimension> all = Arrays.asList(UsageDimension.values());
    UsageQuery query =
        new UsageQuery(all, JULY, JULY.plusSeconds(1), namespaceId, node, model, Network.MAINNET);
    note(index, connection, client -> new PgUsageReader(client).list(query));
  }

  private void note(
      String index, PgConnection connection, Function<SqlConnection, Future<?>> question) {
    Statements statements = new Statements(connection);
    result(question.apply(statements.watched()));
    statements
        .seen()
        .forEach((sql, tuple) -> {
          indexes.put(sql, index);
          parameters.put(sql, tuple);
        });
  }

  @AfterAll
  void close() {
    result(vertx.close());
  }

  @Test
  void everyQuestionIsLookedAt() {
    assertThat(parameters).hasSize(10);
  }

  @Test
  void everyQuestionIsAnsweredByItsIndexAlone() {
    for (TestDatabase database : List.of(empty, large)) {
      foundByIndex(database);
      database.execute("ANALYZE");
      foundByIndex(database);
    }
  }

  private void foundByIndex(TestDatabase database) {
    parameters.forEach((sql, tuple) -> {
      List<String> plan = plan(database, "", sql, tuple);
      assertThat(scans(plan))
          .as(String.join("\n", plan))
          .isNotEmpty()
          .allMatch(scan -> scan.contains(indexes.get(sql)));
    });
  }

  private static List<String> scans(List<String> plan) {
    return plan.stream().filter(line -> line.matches(".*Scan.* job_\\d{4}_\\d\\d.*")).toList();
  }

  @Test
  void aPageOfTheNewestJobsReadsNoMonthBeyondThatInWhichItEnds() {
    indexes.forEach((sql, index) -> {
      if (index.equals("pkey") && sql.contains("AS floor")) {
        Tuple tuple = Objects.requireNonNull(parameters.get(sql));
        List<String> executed =
            scans(plan(large, "ANALYZE, TIMING OFF, SUMMARY OFF, ", sql, tuple)).stream()
                .filter(line -> !line.contains("never executed"))
                .toList();
        assertThat(executed).anyMatch(line -> line.contains("_2026_07"));
        assertThat(executed).noneMatch(line -> line.matches(".*_2026_0[56].*"));
      }
    });
  }

  private static List<String> plan(TestDatabase database, String how, String sql, Tuple tuple) {
    return Plans.of(database, PgOptions.forReports(database.options()), how, sql, tuple);
  }

  private static JobQuery query(
      @Nullable UUID namespaceId,
      @Nullable NodeId node,
      @Nullable String model,
      @Nullable JobStatus state) {
    return new JobQuery(namespaceId, node, model, state, null, null, null, null, 100);
  }

  /** A third of the jobs in each of May, June and July; one in a hundred of each rare state. */
  private static void fill(TestDatabase database) {
    database.execute(
        """
        SET session_replication_role = replica;
        INSERT INTO jobs.job (slot, id, namespace_id, network, model, model_version, config_version,
          request_price, input_price, output_price, mode, priority, max_tokens, max_attempts, held,
          submitted_at, deadline, status, attempt, node_id, dispatched_at, finished_at, tokens_in,
          tokens_out, duration_ms, result_digest, charged, error_code, ready_at)
        SELECT 1 + i %% 2,
          (lpad(to_hex(at), 12, '0') || '7000800' || (1 + i %% 2) * 4 || lpad(to_hex(i), 12, '0'))::uuid,
          ('00000000000000070000' || lpad(to_hex(i / 6 %% 500), 12, '0'))::uuid, 'mainnet',
          (ARRAY['llama', 'qwen', 'phi'])[1 + i / 6 %% 3], '1', 1, 1, 1, 1, 'sync', 'normal', 10, 2,
          10, to_timestamp(at / 1000.0), to_timestamp(at / 1000.0 + 3600), status,
          CASE WHEN status = 'queued' THEN 0 ELSE 1 END,
          CASE WHEN status <> 'queued' THEN decode(lpad(to_hex(i / 6 %% 50), 40, '0'), 'hex') END,
          CASE WHEN status IN ('dispatched', 'completed') THEN to_timestamp(at / 1000.0) END,
          CASE WHEN status NOT IN ('queued', 'dispatched') THEN to_timestamp(at / 1000.0 + 1) END,
          n, n, n, CASE WHEN status = 'completed' THEN sha256('') END, n,
          CASE WHEN status = 'failed' THEN 'x' END,
          CASE WHEN status = 'queued' THEN to_timestamp(at / 1000.0) END
        FROM (
          SELECT i, %d + i %% 3 * 2678400000 + i AS at,
            CASE i / 6 %% 100 WHEN 0 THEN 'failed' WHEN 1 THEN 'cancelled' WHEN 2 THEN 'queued'
              WHEN 3 THEN 'dispatched' ELSE 'completed' END AS status,
            CASE WHEN i / 6 %% 100 > 3 THEN 5 END AS n
          FROM generate_series(0, %d - 1) AS i) AS made
        """
            .formatted(MAY.toEpochMilli(), JOBS));
  }

  private static <T> T result(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    } catch (Exception failed) {
      throw new IllegalStateException(failed);
    }
  }
}
