package com.resultity.pg.jobs;

import com.resultity.domain.network.Network;
import com.resultity.domain.network.Priority;
import com.resultity.pg.Columns;
import com.resultity.pg.Faults;
import com.resultity.ports.jobs.QueueLine;
import com.resultity.ports.jobs.QueueReader;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Locale;

/** The queue: as many reads as there are jobs that have not finished, found by their status. */
public final class PgQueueReader implements QueueReader {
  private static final String LIST =
      """
      SELECT model, priority,
        count(*) FILTER (WHERE status = 'queued') AS waiting,
        count(*) FILTER (WHERE status = 'dispatched') AS dispatched,
        min(submitted_at) FILTER (WHERE status = 'queued') AS oldest_waiting
      FROM unnest('{queued,dispatched}'::text[]) AS s(live)
      CROSS JOIN LATERAL (
        SELECT model, priority, status, submitted_at
        FROM jobs.job
        WHERE status = s.live AND status <> 'completed' AND network = $1::text
        ORDER BY id
        OFFSET 0) AS j
      GROUP BY model, priority
      """;

  private final SqlClient client;

  public PgQueueReader(SqlClient client) {
    this.client = client;
  }

  @Override
  public Future<List<QueueLine>> list(Network network) {
    return Faults.unavailable(
        client
            .preparedQuery(LIST)
            .execute(Tuple.of(network.code()))
            .map(rows -> rows.stream().map(PgQueueReader::line).sorted(QueueLine.ORDER).toList()));
  }

  private static QueueLine line(Row row) {
    return new QueueLine(
        row.getString("model"),
        Priority.valueOf(row.getString("priority").toUpperCase(Locale.ROOT)),
        row.getLong("waiting"),
        row.getLong("dispatched"),
        Columns.instant(row, "oldest_waiting"));
  }
}
