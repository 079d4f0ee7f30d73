package com.resultity.pg.accounts;

import com.resultity.domain.journal.Ids;
import com.resultity.domain.ledger.Credits;
import com.resultity.pg.Columns;
import com.resultity.pg.Faults;
import com.resultity.pg.Lookups;
import com.resultity.ports.accounts.KeyLists;
import com.resultity.ports.accounts.KeyReader;
import com.resultity.ports.accounts.KeyStanding;
import com.resultity.ports.accounts.KeyView;
import com.resultity.ports.ledger.Standing;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** API keys; by id, coalesced, with all that is asked of a key in one statement. */
public final class PgKeyReader implements KeyReader, KeyLists {
  static final String FIND =
      """
      SELECT %s,
        n.account_id, n.name, n.network, n.status AS namespace_status, n.opened_at, n.suspended,
        b.available, b.held, b.spent, b.debt, b.open, b.debt_limit
      FROM unnest($2::uuid[]) AS u(id)
      CROSS JOIN LATERAL (
        SELECT * FROM accounts.api_key WHERE slot = $1::int AND id = u.id LIMIT 1) AS k
      CROSS JOIN LATERAL (
        SELECT * FROM accounts.namespace WHERE slot = $1::int AND id = k.namespace_id LIMIT 1) AS n
      CROSS JOIN LATERAL (
        SELECT * FROM ledger.balance
        WHERE slot = $1::int AND namespace_id = k.namespace_id LIMIT 1) AS b
      """
          .formatted(KeyTable.COLUMNS);

  static final String LIST =
      """
      SELECT %s, u.last_used_at
      FROM (
        SELECT * FROM accounts.api_key
        WHERE slot = $1::int AND namespace_id = $2::uuid AND id > $3::uuid
        ORDER BY id
        LIMIT $4::int) AS k
      LEFT JOIN LATERAL (
        SELECT last_used_at FROM accounts.api_key_use
        WHERE slot = $1::int AND key_id = k.id LIMIT 1) AS u ON true
      ORDER BY k.id
      """
          .formatted(KeyTable.COLUMNS);

  private static final UUID FIRST = new UUID(0, 0);

  private final SqlClient client;
  private final Lookups<KeyStanding> lookups;

  public PgKeyReader(SqlClient client, int slots) {
    this.client = client;
    this.lookups = new Lookups<>(client, slots, FIND, PgKeyReader::standing);
  }

  @Override
  public Future<Optional<KeyStanding>> find(UUID keyId) {
    return lookups.find(keyId);
  }

  private static KeyStanding standing(Row row) {
    return new KeyStanding(
        KeyTable.key(row),
        NamespaceTable.namespace(row),
        new Standing(
            new Credits(
                row.getLong("available"),
                row.getLong("held"),
                row.getLong("spent"),
                row.getLong("debt")),
            row.getBoolean("open")),
        row.getLong("debt_limit"));
  }

  @Override
  public Future<List<KeyView>> list(UUID namespaceId, @Nullable UUID after, int limit) {
    return Faults.unavailable(
        client
            .preparedQuery(LIST)
            .execute(
                Tuple.of(
                    Ids.homeSlot(namespaceId), namespaceId, after == null ? FIRST : after, limit))
            .map(rows -> rows.stream().map(PgKeyReader::view).toList()));
  }

  private static KeyView view(Row row) {
    return new KeyView(KeyTable.key(row), Columns.instant(row, "last_used_at"));
  }
}
