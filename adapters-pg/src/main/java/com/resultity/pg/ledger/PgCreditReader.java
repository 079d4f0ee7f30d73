package com.resultity.pg.ledger;

import com.resultity.domain.ledger.Credits;
import com.resultity.pg.Lookups;
import com.resultity.ports.ledger.CreditReader;
import com.resultity.ports.ledger.Standing;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.Optional;
import java.util.UUID;

/** The credit check, coalesced. */
public final class PgCreditReader implements CreditReader {
  static final String FIND =
      """
      SELECT b.namespace_id, b.available, b.held, b.spent, b.debt, b.open
      FROM unnest($2::uuid[]) AS u(id)
      CROSS JOIN LATERAL (
        SELECT * FROM ledger.balance
        WHERE slot = $1::int AND namespace_id = u.id LIMIT 1) AS b
      """;

  private final Lookups<Standing> lookups;

  public PgCreditReader(SqlClient client, int slots) {
    lookups =
        new Lookups<>(
            client,
            slots,
            FIND,
            row ->
                new Standing(
                    new Credits(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)),
                    row.getBoolean(5)));
  }

  @Override
  public Future<Optional<Standing>> find(UUID namespaceId) {
    return lookups.find(namespaceId);
  }
}
