package com.resultity.benchmarks;

import com.resultity.benchmarks.server.Database;
import com.resultity.benchmarks.server.Population;
import com.resultity.domain.journal.Ids;
import com.resultity.domain.nodes.NodeId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Jobs that have completed, written past the rules, one for every millisecond up to now. */
final class Filling {
  private static final int NODES = 9_973;

  private final Database database;
  private final Population population;
  private final int slots;
  private final Instant first =
      LocalDate.now(ZoneOffset.UTC).withDayOfMonth(1).atStartOfDay().toInstant(ZoneOffset.UTC);
  private int size;

  Filling(Database database, Population population, int slots) {
    this.database = database;
    this.population = population;
    this.slots = slots;
  }

  int size() {
    return size;
  }

  /** The id of a job by its number. */
  UUID job(int number) {
    return Ids.of(first.plusMillis(number), 1 + number % slots, number);
  }

  /** The node that did a job, by the job's number. */
  NodeId node(int number) {
    return new NodeId("0x%040x".formatted(number % NODES));
  }

  /** Writes until there are so many, and makes the indexes afterwards. */
  void to(int jobs) {
    long start = System.nanoTime();
    List<String> indexes = new ArrayList<>();
    database
        .execute(
            """
            SELECT indexdef, indexname FROM pg_indexes
            WHERE schemaname = 'jobs' AND tablename = 'job' AND indexname <> 'job_pk'
            """)
        .forEach(row -> {
          indexes.add(row.getString("indexdef"));
          database.execute("DROP INDEX jobs." + row.getString("indexname"));
        });
    database.execute(
        """
        INSERT INTO jobs.job (slot, id, namespace_id, network, model, model_version, config_version,
          request_price, input_price, output_price, mode, priority, max_tokens, max_attempts, held,
          submitted_at, deadline, status, attempt, node_id, dispatched_at, finished_at, tokens_in,
          tokens_out, duration_ms, result_digest, charged)
        SELECT 1 + i %% %1$d,
          (lpad(to_hex(%2$d + i), 12, '0') || '7000' || to_hex(
            (-9223372036854775808) | ((1 + i %% %1$d)::bigint << 50) | i))::uuid,
          ('%3$s' || to_hex((-9223372036854775808) | ((1 + n %% %1$d)::bigint << 50) | n))::uuid,
          'mainnet', '%4$s', '1.0', 1, 10, 20000, 60000, 'sync', 'normal', 2048, 3, 1000,
          to_timestamp((%2$d + i) / 1000.0), to_timestamp((%2$d + i) / 1000.0) + interval '1 hour',
          'completed', 1, decode(lpad(to_hex(i %% %8$d), 40, '0'), 'hex'),
          to_timestamp((%2$d + i) / 1000.0), to_timestamp((%2$d + i) / 1000.0), 700, 300, 5000,
          sha256(i::text::bytea), 500
        FROM (
          SELECT i, (i * 7919 %% %5$d) / %1$d * %1$d + i %% %1$d AS n
          FROM generate_series(%6$d::bigint, %7$d - 1) AS i) AS made
        """
            .formatted(
                slots,
                first.toEpochMilli(),
                population.prefix(),
                Population.MODEL,
                population.size(),
                size,
                jobs,
                NODES));
    // A partitioned table's index is described as if its partitions were to have none.
    indexes.forEach(index -> database.execute(index.replace(" ON ONLY ", " ON ")));
    database.execute("VACUUM (ANALYZE) jobs.job");
    size = jobs;
    System.out.printf("filled to %,d jobs in %.1f s%n", jobs, (System.nanoTime() - start) / 1e9);
  }
}
