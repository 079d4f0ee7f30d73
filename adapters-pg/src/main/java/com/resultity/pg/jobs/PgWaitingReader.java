package com.resultity.pg.jobs;

import com.resultity.domain.jobs.Job;
import com.resultity.domain.journal.Ids;
import com.resultity.domain.nodes.NodeId;
import com.resultity.pg.Columns;
import com.resultity.pg.Faults;
import com.resultity.ports.jobs.Lane;
import com.resultity.ports.jobs.WaitingReader;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Waiting jobs, by skipping through their index from one namespace to the next. Rows are compared
 * whole, in the order of that index, so that no other is ever taken for it.
 */
public final class PgWaitingReader implements WaitingReader {
  static final String LIST_WAITING =
      """
      WITH RECURSIVE waiting (namespace_id, place) AS (
        (SELECT namespace_id, 1
         FROM jobs.job
         WHERE status = 'queued' AND id >= $7::uuid AND id < $8::uuid
           AND (network, model, priority, namespace_id)
             >= ($1::text, $2::text, $3::text, $4::uuid)
           AND (network, model, priority) <= ($1::text, $2::text, $3::text)
         ORDER BY network, model, priority, namespace_id
         LIMIT 1)
        UNION ALL
        SELECT next.namespace_id, w.place + 1
        FROM waiting AS w
        CROSS JOIN LATERAL (
          SELECT namespace_id
          FROM jobs.job
          WHERE status = 'queued' AND id >= $7::uuid AND id < $8::uuid
            AND (network, model, priority, namespace_id)
              > ($1::text, $2::text, $3::text, w.namespace_id)
            AND (network, model, priority) <= ($1::text, $2::text, $3::text)
          ORDER BY network, model, priority, namespace_id
          LIMIT 1) AS next
        WHERE w.place < $6::int)
      SELECT %s
      FROM waiting AS w
      CROSS JOIN LATERAL (
        SELECT *
        FROM jobs.job
        WHERE status = 'queued' AND id >= $7::uuid AND id < $8::uuid
          AND (network, model, priority, namespace_id)
            >= ($1::text, $2::text, $3::text, w.namespace_id)
          AND (network, model, priority, namespace_id, ready_at)
            <= ($1::text, $2::text, $3::text, w.namespace_id, $5::timestamptz)
          AND deadline > $5::timestamptz
        ORDER BY network, model, priority, namespace_id, ready_at
        LIMIT (SELECT greatest(1, $6::int / count(*)) FROM waiting)) AS j
      ORDER BY w.place, j.ready_at
      """
          .formatted(JobTable.COLUMNS);

  static final String FIND_CLAIMED =
      """
      SELECT %s
      FROM jobs.job AS j
      WHERE status = 'dispatched' AND node_id = $1::bytea AND claim_id = $2::uuid
      LIMIT 1
      """
          .formatted(JobTable.COLUMNS);

  // No job waits longer, so none is looked for in older months.
  private static final Duration LONGEST_LIFE = Duration.ofDays(31);
  // As far as the clock may have been set back since a job was submitted.
  private static final Duration SET_BACK = Duration.ofMinutes(1);

  private final SqlClient client;

  public PgWaitingReader(SqlClient client) {
    this.client = client;
  }

  @Override
  public Future<List<Job>> listWaiting(Lane lane, @Nullable UUID after, Instant at, int limit) {
    Tuple parameters =
        Tuple.of(
            lane.network().code(),
            lane.model(),
            lane.priority().code(),
            after == null ? JobTable.BLIND : next(after),
            Columns.utc(at),
            limit,
            Ids.of(at.minus(LONGEST_LIFE), 0, 0),
            Ids.of(at.plus(SET_BACK), 0, 0));
    return Faults.unavailable(
        client
            .preparedQuery(LIST_WAITING)
            .execute(parameters)
            .map(rows -> rows.stream().map(JobTable::job).toList()));
  }

  @Override
  public Future<Optional<Job>> findClaimed(NodeId nodeId, UUID claimId) {
    return Faults.unavailable(
        client
            .preparedQuery(FIND_CLAIMED)
            .execute(
                Tuple.of(Buffer.buffer(HexFormat.of().parseHex(nodeId.address(), 2, 42)), claimId))
            .map(rows -> rows.stream().map(JobTable::job).findFirst()));
  }

  private static UUID next(UUID id) {
    long low = id.getLeastSignificantBits() + 1;
    return new UUID(id.getMostSignificantBits() + (low == 0 ? 1 : 0), low);
  }
}
