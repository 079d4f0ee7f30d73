package com.resultity.pg.journal;

import com.resultity.pg.Columns;
import com.resultity.pg.Faults;
import com.resultity.ports.journal.Upkeep;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;

/** Slots, partitions and generations of outcomes. */
public final class PgUpkeep implements Upkeep {
  private static final String OPEN_SLOTS =
      """
      INSERT INTO journal.head (slot, sequence, hash, at)
      SELECT u.slot, 0, decode(repeat('00', 32), 'hex'), to_timestamp(0)
      FROM unnest($1::int[]) AS u(slot)
      ON CONFLICT (slot) DO NOTHING
      """;

  private static final String MAKE_PARTITIONS =
      "SELECT journal.make_partitions($1::timestamptz, $2::timestamptz) AS made";

  private static final String TURN_OUTCOMES =
      """
      SELECT journal.turn_outcomes($1::timestamptz, make_interval(secs => $2::double precision))
        AS turned
      """;

  private final SqlClient client;

  /**
   * @param client one that may write
   */
  public PgUpkeep(SqlClient client) {
    this.client = client;
  }

  @Override
  public Future<Void> openSlots(int slots) {
    Integer[] all = IntStream.rangeClosed(0, slots).boxed().toArray(Integer[]::new);
    return Faults.unavailable(
        client.preparedQuery(OPEN_SLOTS).execute(Tuple.tuple().addArrayOfInteger(all)).mapEmpty());
  }

  @Override
  public Future<Integer> makePartitions(Instant since, Instant until) {
    return Faults.unavailable(
        client
            .preparedQuery(MAKE_PARTITIONS)
            .execute(Tuple.of(Columns.utc(since), Columns.utc(until)))
            .map(rows -> rows.iterator().next().getInteger("made")));
  }

  @Override
  public Future<Boolean> turnOutcomes(Instant at, Duration period) {
    return Faults.unavailable(
        client
            .preparedQuery(TURN_OUTCOMES)
            .execute(Tuple.of(Columns.utc(at), (double) period.toSeconds()))
            .map(rows -> rows.iterator().next().getBoolean("turned")));
  }
}
