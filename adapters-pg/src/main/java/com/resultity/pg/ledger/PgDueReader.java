package com.resultity.pg.ledger;

import com.resultity.domain.jobs.JobCommand.ExpireJob;
import com.resultity.domain.jobs.JobCommand.TimeOutAttempt;
import com.resultity.domain.journal.Command;
import com.resultity.domain.ledger.LedgerCommand.ExpireGrant;
import com.resultity.domain.ledger.LedgerCommand.ExpireHold;
import com.resultity.pg.Columns;
import com.resultity.pg.Faults;
import com.resultity.ports.ledger.DueReader;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What has expired, soonest first: reads of partial indexes in that order, merged. */
public final class PgDueReader implements DueReader {
  static final String LIST =
      """
      SELECT id, kind
      FROM (
        (SELECT id, CASE WHEN for_job THEN 'job' ELSE 'hold' END AS kind, expires_at
         FROM ledger.hold
         WHERE slot = $1::int AND status = 'held' AND expires_at <= $2::timestamptz
         ORDER BY expires_at LIMIT $3::int)
        UNION ALL
        (SELECT id, 'grant' AS kind, expires_at
         FROM ledger.credit_grant
         WHERE slot = $1::int AND open AND expires_at IS NOT NULL AND expires_at <= $2::timestamptz
         ORDER BY expires_at LIMIT $3::int)
        UNION ALL
        (SELECT id, CASE WHEN deadline <= $2::timestamptz THEN 'job' ELSE 'attempt' END, due_at
         FROM jobs.job
         WHERE slot = $1::int AND due_at IS NOT NULL AND due_at <= $2::timestamptz
         ORDER BY due_at LIMIT $3::int)
      ) AS due
      ORDER BY expires_at LIMIT $3::int
      """;

  private final SqlClient client;

  public PgDueReader(SqlClient client) {
    this.client = client;
  }

  @Override
  public Future<List<Command>> listDue(int slot, Instant at, int limit) {
    return Faults.unavailable(
        client
            .preparedQuery(LIST)
            .execute(Tuple.of(slot, Columns.utc(at), limit))
            .map(rows -> rows.stream().map(PgDueReader::command).toList()));
  }

  private static Command command(Row row) {
    UUID id = row.getUUID("id");
    return switch (row.getString("kind")) {
      case "job" -> new ExpireJob(id);
      case "attempt" -> new TimeOutAttempt(id);
      case "hold" -> new ExpireHold(id);
      default -> new ExpireGrant(id);
    };
  }
}
