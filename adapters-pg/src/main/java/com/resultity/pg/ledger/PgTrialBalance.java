package com.resultity.pg.ledger;

import com.resultity.domain.network.Network;
import com.resultity.pg.Faults;
import com.resultity.ports.ledger.TrialBalance;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import java.util.List;
import java.util.Locale;

/** The trial balance: one statement, so one snapshot. Reads every balance. */
public final class PgTrialBalance implements TrialBalance {
  private static final String LIST =
      """
      SELECT s.slot, s.network, coalesce(b.available, 0)::bigint AS available,
        coalesce(b.held, 0)::bigint AS held, coalesce(b.debt, 0)::bigint AS debt,
        coalesce(b.spent, 0)::bigint AS spent, s.funding, s.promotion, s.revenue, s.breakage
      FROM ledger.system_account AS s
      LEFT JOIN (
        SELECT n.slot, n.network, sum(b.available) AS available, sum(b.held) AS held,
          sum(b.debt) AS debt, sum(b.spent) AS spent
        FROM accounts.namespace AS n
        JOIN ledger.balance AS b ON b.slot = n.slot AND b.namespace_id = n.id
        GROUP BY n.slot, n.network
      ) AS b ON b.slot = s.slot AND b.network = s.network
      ORDER BY s.slot, s.network
      """;

  private final SqlClient client;

  public PgTrialBalance(SqlClient client) {
    this.client = client;
  }

  @Override
  public Future<List<Line>> list() {
    return Faults.unavailable(
        client
            .preparedQuery(LIST)
            .execute()
            .map(rows -> rows.stream().map(PgTrialBalance::line).toList()));
  }

  private static Line line(Row row) {
    long funding = row.getLong("funding");
    long promotion = row.getLong("promotion");
    return new Line(
        row.getInteger("slot"),
        Network.valueOf(row.getString("network").toUpperCase(Locale.ROOT)),
        row.getLong("available"),
        row.getLong("held"),
        row.getLong("debt"),
        row.getLong("spent"),
        -(funding + promotion),
        funding,
        promotion,
        row.getLong("revenue"),
        row.getLong("breakage"));
  }
}
