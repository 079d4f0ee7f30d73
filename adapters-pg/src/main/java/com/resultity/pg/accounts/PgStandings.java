package com.resultity.pg.accounts;

import com.resultity.pg.Columns;
import com.resultity.pg.Faults;
import com.resultity.ports.accounts.Standings;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Objects;

/** Accounts whose namespaces have yet to follow them. */
public final class PgStandings implements Standings {
  static final String LIST =
      """
      SELECT account_id, changed_at FROM accounts.standing_change
      ORDER BY changed_at
      LIMIT $1::int
      """;

  private static final String FORGET =
      """
      DELETE FROM accounts.standing_change
      WHERE account_id = $1::uuid AND changed_at = $2::timestamptz
      """;

  private final SqlClient client;

  /**
   * @param client one that may write
   */
  public PgStandings(SqlClient client) {
    this.client = client;
  }

  @Override
  public Future<List<Change>> list(int limit) {
    return Faults.unavailable(
        client
            .preparedQuery(LIST)
            .execute(Tuple.of(limit))
            .map(rows ->
                rows.stream()
                    .map(row ->
                        new Change(
                            row.getUUID("account_id"),
                            Objects.requireNonNull(Columns.instant(row, "changed_at"))))
                    .toList()));
  }

  @Override
  public Future<Void> forget(Change change) {
    return Faults.unavailable(
        client
            .preparedQuery(FORGET)
            .execute(Tuple.of(change.accountId(), Columns.utc(change.at())))
            .mapEmpty());
  }
}
