package com.resultity.pg.ledger;

import com.resultity.domain.journal.Ids;
import com.resultity.domain.ledger.Entry;
import com.resultity.pg.Columns;
import com.resultity.pg.Faults;
import com.resultity.ports.ledger.EntryReader;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Statements, in the order of the log. */
public final class PgEntryReader implements EntryReader {
  static final String LIST =
      """
      SELECT id, namespace_id, kind, subject, amount, available, held, spent, debt, at
      FROM ledger.entry
      WHERE slot = $1::int AND namespace_id = $2::uuid AND id > $3::uuid
      ORDER BY id
      LIMIT $4::int
      """;

  // The id bounds the partitions and the index; within its millisecond, the time decides.
  static final String LAST =
      """
      SELECT id, namespace_id, kind, subject, amount, available, held, spent, debt, at
      FROM ledger.entry
      WHERE slot = $1::int AND namespace_id = $2::uuid AND id < $3::uuid AND at <= $4::timestamptz
      ORDER BY id DESC
      LIMIT 1
      """;

  private static final UUID FIRST = new UUID(0, 0);

  private final SqlClient client;

  public PgEntryReader(SqlClient client) {
    this.client = client;
  }

  @Override
  public Future<List<Entry>> list(UUID namespaceId, @Nullable UUID after, int limit) {
    return Faults.unavailable(
        client
            .preparedQuery(LIST)
            .execute(
                Tuple.of(
                    Ids.homeSlot(namespaceId), namespaceId, after == null ? FIRST : after, limit))
            .map(rows -> rows.stream().map(EntryTable::entry).toList()));
  }

  @Override
  public Future<Optional<Entry>> lastUntil(UUID namespaceId, Instant at) {
    return Faults.unavailable(
        client
            .preparedQuery(LAST)
            .execute(
                Tuple.of(
                    Ids.homeSlot(namespaceId),
                    namespaceId,
                    Ids.of(at.plusMillis(1), 0, 0),
                    Columns.utc(at)))
            .map(rows -> rows.stream().map(EntryTable::entry).findFirst()));
  }
}
