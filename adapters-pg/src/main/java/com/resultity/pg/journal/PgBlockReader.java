package com.resultity.pg.journal;

import com.resultity.domain.journal.Digest;
import com.resultity.pg.Columns;
import com.resultity.pg.Faults;
import com.resultity.ports.journal.Block;
import com.resultity.ports.journal.BlockReader;
import com.resultity.ports.journal.Head;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.List;

/** The chains of blocks. */
public final class PgBlockReader implements BlockReader {
  private static final String HEAD =
      "SELECT sequence, hash, at FROM journal.head WHERE slot = $1::int";

  private static final String LIST =
      "SELECT "
          + BlockTable.COLUMNS
          + """
           FROM journal.block
          WHERE slot = $1::int AND sequence > $2::bigint
          ORDER BY sequence
          LIMIT $3::int
          """;

  private final SqlClient client;

  public PgBlockReader(SqlClient client) {
    this.client = client;
  }

  @Override
  public Future<Head> head(int slot) {
    return Faults.unavailable(
        client
            .preparedQuery(HEAD)
            .execute(Tuple.of(slot))
            .map(rows -> rows.stream().findFirst().map(PgBlockReader::head).orElse(Head.NONE)));
  }

  @Override
  public Future<List<Block>> list(int slot, long after, int limit) {
    return Faults.unavailable(
        client
            .preparedQuery(LIST)
            .execute(Tuple.of(slot, after, limit))
            .map(rows -> rows.stream().map(BlockTable::block).toList()));
  }

  private static Head head(Row row) {
    return new Head(
        row.getLong("sequence"), Digest.of(Columns.bytes(row, "hash")), Columns.instant(row, "at"));
  }
}
