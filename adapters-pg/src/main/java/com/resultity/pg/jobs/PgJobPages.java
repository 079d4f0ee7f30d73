package com.resultity.pg.jobs;

import com.resultity.domain.jobs.Job;
import com.resultity.pg.Faults;
import com.resultity.ports.jobs.JobPage;
import com.resultity.ports.jobs.JobPages;
import com.resultity.ports.jobs.JobQuery;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.StreamSupport;

/**
 * Lists of jobs: one index read from its newest end, down to the floor, which is the last job that
 * a page looks at. So no list takes long, however little of what it looks at is asked for.
 */
public final class PgJobPages implements JobPages {
  private static final int LOOKED_AT = 10_000;

  private static final Map<JobPath, String> LIST = new EnumMap<>(JobPath.class);

  static {
    for (JobPath path : JobPath.values()) {
      LIST.put(path, list(path));
    }
  }

  private final SqlClient client;

  public PgJobPages(SqlClient client) {
    this.client = client;
  }

  private static String list(JobPath path) {
    boolean everySlot = path == JobPath.SLOT;
    return """
    WITH floor AS MATERIALIZED (SELECT (%s) AS id)
    SELECT f.id AS floor, %s
    FROM floor AS f
    LEFT JOIN LATERAL (%s) AS j ON true
    ORDER BY j.id DESC
    """
        .formatted(
            everySlot ? ofEverySlot(floor(path), "1") : floor(path),
            JobTable.COLUMNS,
            everySlot ? ofEverySlot(rows(path), "$10::int") : rows(path));
  }

  private static String floor(JobPath path) {
    return """
    SELECT id
      FROM jobs.job
      WHERE %s AND id >= $1::uuid AND id < $2::uuid
      ORDER BY id DESC
      OFFSET $11::int
      LIMIT 1\
    """
        .formatted(path.condition());
  }

  private static String rows(JobPath path) {
    return """
    SELECT *
      FROM jobs.job
      WHERE %s AND id >= coalesce(f.id, $1::uuid) AND id < $2::uuid
      AND %s
      ORDER BY id DESC
      LIMIT $10::int\
    """
        .formatted(path.condition(), JobPath.MATCHES);
  }

  private static String ofEverySlot(String jobs, String limit) {
    return """
    SELECT s.*
      FROM journal.head AS h
      CROSS JOIN LATERAL (%s) AS s
      WHERE h.slot > 0
      ORDER BY s.id DESC
      LIMIT %s\
    """
        .formatted(jobs, limit);
  }

  @Override
  public Future<JobPage> list(JobQuery query) {
    JobPath.Asked asked =
        new JobPath.Asked(
            query.namespaceId(),
            query.nodeId(),
            query.model(),
            query.state(),
            query.network(),
            query.from(),
            query.to());
    // One more than the limit tells whether there is another page.
    int most = query.limit() + 1;
    int lookedAt = asked.foundByPath() ? most : Math.max(most, LOOKED_AT);
    Tuple parameters = asked.parameters(query.before()).addInteger(most).addInteger(lookedAt - 1);
    return Faults.unavailable(
        client
            .preparedQuery(Objects.requireNonNull(LIST.get(asked.path())))
            .execute(parameters)
            .map(rows -> page(rows, query.limit())));
  }

  private static JobPage page(RowSet<Row> rows, int limit) {
    List<Job> found =
        StreamSupport.stream(rows.spliterator(), false)
            .filter(row -> row.getUUID("id") != null)
            .map(JobTable::job)
            .toList();
    if (found.size() > limit) {
      return new JobPage(found.subList(0, limit), found.get(limit - 1).id());
    }
    UUID floor = rows.iterator().next().getUUID("floor");
    return new JobPage(found, floor);
  }
}
