package com.resultity.pg.ledger;

import com.resultity.domain.journal.SlotState;
import com.resultity.domain.journal.Touched;
import com.resultity.domain.ledger.Credits;
import com.resultity.domain.ledger.Grant;
import com.resultity.domain.ledger.GrantSource;
import com.resultity.domain.ledger.Purse;
import com.resultity.pg.Columns;
import com.resultity.pg.SlotQuery;
import com.resultity.pg.SlotTable;
import com.resultity.pg.accounts.NamespaceTable;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/** Balances and grants: what a namespace's purse is made of. */
public final class PurseTable implements SlotTable {
  // The namespaces that are touched by themselves, through a hold, a grant, or their account.
  private static final String TOUCHED =
      """
      WITH touched AS (
        SELECT u.id FROM unnest($2::uuid[]) AS u(id)
        UNION
        SELECT h.namespace_id FROM unnest($3::uuid[]) AS u(id)
        CROSS JOIN LATERAL (
          SELECT namespace_id FROM ledger.hold WHERE slot = $1::int AND id = u.id LIMIT 1) AS h
        UNION
        SELECT g.namespace_id FROM unnest($4::uuid[]) AS u(id)
        CROSS JOIN LATERAL (
          SELECT namespace_id FROM ledger.credit_grant
          WHERE slot = $1::int AND id = u.id LIMIT 1) AS g
        UNION
        SELECT n.id FROM unnest($5::uuid[]) AS u(account_id)
        CROSS JOIN LATERAL (
          SELECT id FROM accounts.namespace
          WHERE slot = $1::int AND account_id = u.account_id LIMIT 1000) AS n
      )
      """;

  // A row per open grant, or one without a grant.
  private static final String FIND_PURSES =
      TOUCHED
          + """
          SELECT n.id AS namespace_id, n.account_id, n.name, n.network,
            n.status AS namespace_status, n.opened_at, n.suspended,
            b.available, b.held, b.spent, b.debt, b.debt_limit, b.thresholds,
            g.id, g.source, g.priority, g.amount, g.remaining, g.expires_at
          FROM touched AS t
          CROSS JOIN LATERAL (
            SELECT * FROM accounts.namespace WHERE slot = $1::int AND id = t.id LIMIT 1) AS n
          CROSS JOIN LATERAL (
            SELECT * FROM ledger.balance
            WHERE slot = $1::int AND namespace_id = t.id LIMIT 1) AS b
          LEFT JOIN LATERAL (
            SELECT * FROM ledger.credit_grant
            WHERE slot = $1::int AND namespace_id = t.id AND open LIMIT 2000) AS g ON true
          """;

  // What holds return credit to may be used up.
  private static final String FIND_CLOSED_GRANTS =
      """
      SELECT g.id, g.namespace_id, g.source, g.priority, g.amount, g.remaining, g.expires_at
      FROM unnest($2::uuid[]) AS u(id)
      CROSS JOIN LATERAL (
        SELECT slice_grants FROM ledger.hold WHERE slot = $1::int AND id = u.id LIMIT 1) AS h
      CROSS JOIN LATERAL unnest(h.slice_grants) AS s(id)
      CROSS JOIN LATERAL (
        SELECT * FROM ledger.credit_grant
        WHERE slot = $1::int AND id = s.id AND NOT open LIMIT 1) AS g
      """;

  private static final String SAVE_BALANCES =
      """
      INSERT INTO ledger.balance
        (slot, namespace_id, available, held, spent, debt, debt_limit)
      SELECT $1::int, *
      FROM unnest($2::uuid[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[])
      ON CONFLICT (slot, namespace_id) DO UPDATE SET
        available = excluded.available, held = excluded.held, spent = excluded.spent,
        debt = excluded.debt, debt_limit = excluded.debt_limit
      """;

  private static final String SAVE_THRESHOLDS =
      """
      UPDATE ledger.balance SET thresholds = $3::bigint[]
      WHERE slot = $1::int AND namespace_id = $2::uuid
      """;

  private static final String SAVE_OPEN =
      """
      UPDATE ledger.balance SET open = $3::boolean
      WHERE slot = $1::int AND namespace_id = $2::uuid
      """;

  private static final String SAVE_GRANTS =
      """
      INSERT INTO ledger.credit_grant
        (slot, id, namespace_id, source, priority, amount, remaining, expires_at)
      SELECT $1::int, *
      FROM unnest($2::uuid[], $3::uuid[], $4::text[], $5::int[], $6::bigint[], $7::bigint[],
        $8::timestamptz[])
      ON CONFLICT (slot, id) DO UPDATE SET remaining = excluded.remaining
      """;

  @Override
  public Consumer<SlotQuery> read(SlotQuery query, Touched touched, SlotState state) {
    if (touched.namespaces().isEmpty()
        && touched.holds().isEmpty()
        && touched.grants().isEmpty()
        && touched.ownersOfNamespaces().isEmpty()) {
      return NOTHING_MORE;
    }
    Map<UUID, Row> balances = new LinkedHashMap<>();
    Map<UUID, Map<UUID, Grant>> grants = new HashMap<>();
    Consumer<Row> take =
        row ->
            grants
                .computeIfAbsent(row.getUUID("namespace_id"), _ -> new HashMap<>(4))
                .put(row.getUUID("id"), grant(row));
    query.send(
        FIND_PURSES,
        ids(query, touched),
        row -> {
          balances.putIfAbsent(row.getUUID("namespace_id"), row);
          if (row.getUUID("id") != null) {
            take.accept(row);
          }
        });
    if (!touched.holds().isEmpty()) {
      query.send(
          FIND_CLOSED_GRANTS,
          query.slotFirst().addArrayOfUUID(touched.holds().toArray(UUID[]::new)),
          take);
    }
    return _ ->
        balances.forEach(
            (id, row) -> state.loadPurse(purse(row, grants.getOrDefault(id, Map.of()).values())));
  }

  private static Tuple ids(SlotQuery query, Touched touched) {
    return query
        .slotFirst()
        .addArrayOfUUID(touched.namespaces().toArray(UUID[]::new))
        .addArrayOfUUID(touched.holds().toArray(UUID[]::new))
        .addArrayOfUUID(touched.grants().toArray(UUID[]::new))
        .addArrayOfUUID(touched.ownersOfNamespaces().toArray(UUID[]::new));
  }

  private static Purse purse(Row row, Collection<Grant> grants) {
    return new Purse(
        NamespaceTable.namespace(row),
        credits(row),
        row.getLong("debt_limit"),
        List.of(row.getArrayOfLongs("thresholds")),
        grants.stream().sorted(Grant.BURN_DOWN).toList());
  }

  /** Reads balances from a row with their columns. */
  static Credits credits(Row row) {
    return new Credits(
        row.getLong("available"), row.getLong("held"), row.getLong("spent"), row.getLong("debt"));
  }

  private static Grant grant(Row row) {
    return new Grant(
        row.getUUID("id"),
        row.getUUID("namespace_id"),
        GrantSource.valueOf(row.getString("source").toUpperCase(Locale.ROOT)),
        row.getInteger("priority"),
        row.getLong("amount"),
        row.getLong("remaining"),
        Columns.instant(row, "expires_at"));
  }

  @Override
  public void write(SlotQuery query, SlotState state) {
    List<Purse> changed = new ArrayList<>(state.purses().created());
    changed.addAll(state.purses().changed());
    if (changed.isEmpty()) {
      return;
    }
    query.send(
        SAVE_BALANCES,
        new Columns<>(query.slotFirst(), changed)
            .id(purse -> purse.namespace().id())
            .big(purse -> purse.credits().available())
            .big(purse -> purse.credits().held())
            .big(purse -> purse.credits().spent())
            .big(purse -> purse.credits().debt())
            .big(Purse::debtLimit)
            .tuple());
    writeGrants(query, state, changed);
    for (Purse purse : state.changedThresholds()) {
      query.send(
          SAVE_THRESHOLDS,
          key(query, purse).addArrayOfLong(purse.thresholds().toArray(Long[]::new)));
    }
    for (Purse purse : state.changedNamespaces()) {
      query.send(SAVE_OPEN, key(query, purse).addBoolean(purse.namespace().open()));
    }
  }

  private static Tuple key(SlotQuery query, Purse purse) {
    return query.slotFirst().addUUID(purse.namespace().id());
  }

  private static void writeGrants(SlotQuery query, SlotState state, List<Purse> changed) {
    List<Grant> grants =
        changed.stream()
            .flatMap(purse -> purse.grants().stream())
            .filter(grant -> !grant.equals(state.storedGrant(grant.id())))
            .toList();
    if (!grants.isEmpty()) {
      query.send(
          SAVE_GRANTS,
          new Columns<>(query.slotFirst(), grants)
              .id(Grant::id)
              .id(Grant::namespaceId)
              .text(grant -> grant.source().code())
              .number(Grant::priority)
              .big(Grant::amount)
              .big(Grant::remaining)
              .time(Grant::expiresAt)
              .tuple());
    }
  }
}
