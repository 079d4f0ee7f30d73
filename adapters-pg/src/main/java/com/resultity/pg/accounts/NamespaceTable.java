package com.resultity.pg.accounts;

import com.resultity.domain.accounts.Namespace;
import com.resultity.domain.accounts.NamespaceStatus;
import com.resultity.domain.journal.Ids;
import com.resultity.domain.journal.SlotState;
import com.resultity.domain.journal.Touched;
import com.resultity.domain.ledger.Purse;
import com.resultity.domain.network.Network;
import com.resultity.pg.Columns;
import com.resultity.pg.SlotQuery;
import com.resultity.pg.SlotTable;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Consumer;

/** Namespaces. What is on them is read with their balances: see {@code PurseTable}. */
public final class NamespaceTable implements SlotTable {
  private static final String FIND_NAMES =
      """
      SELECT n.account_id, n.name
      FROM unnest($2::uuid[], $3::text[]) AS u(account_id, name)
      CROSS JOIN LATERAL (
        SELECT account_id, name FROM accounts.namespace
        WHERE slot = $1::int AND account_id = u.account_id AND name = u.name LIMIT 1) AS n
      """;

  private static final String FIND_NAMESAKES =
      """
      SELECT n.account_id, n.name
      FROM unnest($2::uuid[], $3::text[]) AS u(id, name)
      CROSS JOIN LATERAL (
        SELECT account_id FROM accounts.namespace
        WHERE slot = $1::int AND id = u.id LIMIT 1) AS own
      CROSS JOIN LATERAL (
        SELECT account_id, name FROM accounts.namespace
        WHERE slot = $1::int AND account_id = own.account_id AND name = u.name LIMIT 1) AS n
      """;

  private static final String COUNT =
      """
      SELECT u.account_id, n.owned
      FROM unnest($2::uuid[]) AS u(account_id)
      CROSS JOIN LATERAL (
        SELECT count(*) AS owned FROM accounts.namespace
        WHERE slot = $1::int AND account_id = u.account_id) AS n
      """;

  static final String LIST =
      """
      SELECT id AS namespace_id, account_id, name, network, status AS namespace_status, opened_at,
        suspended
      FROM accounts.namespace
      WHERE slot = $1::int AND account_id = $2::uuid
      ORDER BY opened_at, id
      """;

  private static final String INSERT =
      """
      INSERT INTO accounts.namespace (slot, id, account_id, name, network, status, opened_at)
      SELECT $1::int, *
      FROM unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::timestamptz[])
      """;

  private static final String SAVE =
      """
      UPDATE accounts.namespace SET status = $3::text, name = $4::text, suspended = $5::boolean
      WHERE slot = $1::int AND id = $2::uuid
      """;

  @Override
  public Consumer<SlotQuery> read(SlotQuery query, Touched touched, SlotState state) {
    if (!touched.namespaceNames().isEmpty()) {
      query.send(
          FIND_NAMES,
          new Columns<>(query.slotFirst(), touched.namespaceNames())
              .id(Touched.NamespaceName::accountId)
              .text(Touched.NamespaceName::name)
              .tuple(),
          row -> state.loadName(row.getUUID("account_id"), row.getString("name")));
    }
    if (!touched.newNames().isEmpty()) {
      query.send(
          FIND_NAMESAKES,
          new Columns<>(query.slotFirst(), touched.newNames())
              .id(Touched.NewName::namespaceId)
              .text(Touched.NewName::name)
              .tuple(),
          row -> state.loadName(row.getUUID("account_id"), row.getString("name")));
    }
    if (!touched.countedOwners().isEmpty()) {
      query.send(
          COUNT,
          query.slotFirst().addArrayOfUUID(Columns.ids(touched.countedOwners())),
          row ->
              state.loadNamespaceCount(row.getUUID("account_id"), row.getLong("owned").intValue()));
    }
    if (query.slot() == 0) {
      readElsewhere(query, touched, state);
    }
    return NOTHING_MORE;
  }

  // In the home slot they come with their balances.
  private static void readElsewhere(SlotQuery query, Touched touched, SlotState state) {
    for (UUID account : touched.ownersOfNamespaces()) {
      query.send(
          LIST,
          Tuple.of(Ids.homeSlot(account), account),
          row -> state.loadElsewhere(namespace(row)));
    }
  }

  @Override
  public void write(SlotQuery query, SlotState state) {
    List<Namespace> opened = state.purses().created().stream().map(Purse::namespace).toList();
    if (!opened.isEmpty()) {
      query.send(
          INSERT,
          new Columns<>(query.slotFirst(), opened)
              .id(Namespace::id)
              .id(Namespace::accountId)
              .text(Namespace::name)
              .text(namespace -> namespace.network().code())
              .text(namespace -> namespace.status().code())
              .time(Namespace::openedAt)
              .tuple());
    }
    for (Purse purse : state.changedNamespaces()) {
      Namespace namespace = purse.namespace();
      query.send(
          SAVE,
          query
              .slotFirst()
              .addUUID(namespace.id())
              .addString(namespace.status().code())
              .addString(namespace.name())
              .addBoolean(namespace.suspended()));
    }
  }

  /** Reads a namespace from a row with its columns, the id as {@code namespace_id}. */
  public static Namespace namespace(Row row) {
    UUID id = row.getUUID("namespace_id");
    return new Namespace(
        id,
        row.getUUID("account_id"),
        row.getString("name"),
        Network.valueOf(row.getString("network").toUpperCase(Locale.ROOT)),
        NamespaceStatus.valueOf(row.getString("namespace_status").toUpperCase(Locale.ROOT)),
        Columns.instant(row, "opened_at"),
        row.getBoolean("suspended"));
  }
}
