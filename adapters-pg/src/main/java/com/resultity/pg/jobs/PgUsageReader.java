package com.resultity.pg.jobs;

import com.resultity.pg.Faults;
import com.resultity.ports.errors.ErrorCode;
import com.resultity.ports.errors.Fault;
import com.resultity.ports.jobs.UsageDimension;
import com.resultity.ports.jobs.UsageLine;
import com.resultity.ports.jobs.UsageQuery;
import com.resultity.ports.jobs.UsageReader;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Usage, added up from the jobs themselves: as many reads as there are jobs in the window. */
public final class PgUsageReader implements UsageReader {
  private static final int TOTALS = 8;

  private final SqlClient client;

  public PgUsageReader(SqlClient client) {
    this.client = client;
  }

  private static String expression(UsageDimension dimension) {
    return switch (dimension) {
      case DAY -> "(submitted_at AT TIME ZONE 'UTC')::date";
      case HOUR -> "date_trunc('hour', submitted_at, 'UTC')";
      case NAMESPACE -> "nullif(namespace_id, '%s')".formatted(JobTable.BLIND);
      case KEY -> "key_id";
      case MODEL -> "model";
      case NODE -> "node_id";
    };
  }

  @Override
  public Future<List<UsageLine>> list(UsageQuery query) {
    JobPath.Asked asked =
        new JobPath.Asked(
            query.namespaceId(),
            query.nodeId(),
            query.model(),
            null,
            query.network(),
            query.from(),
            query.to());
    Tuple parameters = asked.parameters(null).addInteger(MOST_GROUPS + 1);
    return Faults.unavailable(
            client.preparedQuery(sql(asked.path(), query.groupBy())).execute(parameters))
        .map(rows -> {
          if (rows.size() > MOST_GROUPS) {
            throw new Fault(ErrorCode.TOO_MANY_GROUPS);
          }
          return rows.stream()
              .map(row -> line(row, query.groupBy()))
              .sorted(query.order())
              .toList();
        });
  }

  private static String sql(JobPath path, List<UsageDimension> groupBy) {
    return """
    SELECT count(*) FILTER (WHERE status = 'completed') AS completed,
      count(*) FILTER (WHERE status = 'failed') AS failed,
      count(*) FILTER (WHERE status = 'cancelled') AS cancelled,
      count(*) FILTER (WHERE status = 'expired') AS expired,
      coalesce(sum(tokens_in), 0)::bigint AS tokens_in,
      coalesce(sum(tokens_out), 0)::bigint AS tokens_out,
      coalesce(sum(duration_ms), 0)::bigint AS duration_ms,
      coalesce(sum(charged), 0)::bigint AS charged,
      %s
    FROM (%s) AS j
    GROUP BY %s
    LIMIT $10::int
    """
        .formatted(
            groupBy.stream().map(PgUsageReader::expression).collect(Collectors.joining(", ")),
            path == JobPath.SLOT ? ofEverySlot(jobs(path)) : jobs(path),
            IntStream.rangeClosed(TOTALS + 1, TOTALS + groupBy.size())
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(", ")));
  }

  // In an order that one index has: none other may be taken for the job, even while all are empty.
  private static String jobs(JobPath path) {
    return """
    SELECT *
      FROM jobs.job
      WHERE %s AND id >= $1::uuid AND id < $2::uuid AND finished_at IS NOT NULL
      AND %s
      ORDER BY id
      OFFSET 0\
    """
        .formatted(path.condition(), JobPath.MATCHES);
  }

  private static String ofEverySlot(String jobs) {
    return """
    SELECT s.*
      FROM journal.head AS h
      CROSS JOIN LATERAL (%s) AS s
      WHERE h.slot > 0\
    """
        .formatted(jobs);
  }

  private static UsageLine line(Row row, List<UsageDimension> groupBy) {
    Map<UsageDimension, String> group = new EnumMap<>(UsageDimension.class);
    for (int i = 0; i < groupBy.size(); i++) {
      Object value = row.getValue(TOTALS + i);
      if (value != null) {
        group.put(groupBy.get(i), text(value));
      }
    }
    return new UsageLine(
        group,
        row.getLong("completed"),
        row.getLong("failed"),
        row.getLong("cancelled"),
        row.getLong("expired"),
        row.getLong("tokens_in"),
        row.getLong("tokens_out"),
        row.getLong("duration_ms"),
        row.getLong("charged"));
  }

  private static String text(Object value) {
    if (value instanceof Buffer node) {
      return "0x" + HexFormat.of().formatHex(node.getBytes());
    }
    return value instanceof OffsetDateTime hour ? hour.toInstant().toString() : value.toString();
  }
}
