package com.resultity.pg.ledger;

import com.resultity.domain.journal.SlotState;
import com.resultity.domain.journal.Touched;
import com.resultity.domain.ledger.Hold;
import com.resultity.domain.ledger.HoldStatus;
import com.resultity.domain.ledger.Overage;
import com.resultity.domain.ledger.Slice;
import com.resultity.pg.Columns;
import com.resultity.pg.SlotQuery;
import com.resultity.pg.SlotTable;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Holds. */
public final class HoldTable implements SlotTable {
  static final String FIND =
      """
      SELECT h.id, h.namespace_id, h.amount, h.placed_at, h.expires_at, h.overage,
        h.slice_grants, h.slice_amounts, h.status, h.charged, h.for_job
      FROM unnest($2::uuid[]) AS u(id)
      CROSS JOIN LATERAL (
        SELECT * FROM ledger.hold WHERE slot = $1::int AND id = u.id LIMIT 1) AS h
      """;

  // Arrays of arrays must be rectangular, so slices travel as text: one array literal a row.
  private static final String INSERT =
      """
      INSERT INTO ledger.hold (slot, id, namespace_id, amount, placed_at, expires_at, overage,
        slice_grants, slice_amounts, status, charged, for_job)
      SELECT $1::int, u.id, u.namespace_id, u.amount, u.placed_at, u.expires_at, u.overage,
        u.slice_grants::uuid[], u.slice_amounts::bigint[], u.status, u.charged, u.for_job
      FROM unnest($2::uuid[], $3::uuid[], $4::bigint[], $5::timestamptz[], $6::timestamptz[],
          $7::text[], $8::text[], $9::text[], $10::text[], $11::bigint[], $12::boolean[])
        AS u(id, namespace_id, amount, placed_at, expires_at, overage, slice_grants,
          slice_amounts, status, charged, for_job)
      """;

  private static final String SAVE =
      INSERT
          + """
          ON CONFLICT (slot, id) DO UPDATE SET
            expires_at = excluded.expires_at, status = excluded.status, charged = excluded.charged
          """;

  @Override
  public Consumer<SlotQuery> read(SlotQuery query, Touched touched, SlotState state) {
    if (!touched.holds().isEmpty()) {
      query.send(
          FIND,
          query.slotFirst().addArrayOfUUID(touched.holds().toArray(UUID[]::new)),
          row -> state.loadHold(hold(row)));
    }
    return NOTHING_MORE;
  }

  @Override
  public void write(SlotQuery query, SlotState state) {
    Collection<Hold> placed = state.holds().created();
    if (!placed.isEmpty()) {
      query.send(INSERT, columns(query, placed));
    }
    List<Hold> changed = state.holds().changed();
    if (!changed.isEmpty()) {
      query.send(SAVE, columns(query, changed));
    }
  }

  private static Tuple columns(SlotQuery query, Collection<Hold> holds) {
    return new Columns<>(query.slotFirst(), holds)
        .id(Hold::id)
        .id(Hold::namespaceId)
        .big(Hold::amount)
        .time(Hold::placedAt)
        .time(Hold::expiresAt)
        .text(hold -> hold.overage().code())
        .text(hold -> literal(hold.slices(), slice -> slice.grantId().toString()))
        .text(hold -> literal(hold.slices(), slice -> Long.toString(slice.amount())))
        .text(hold -> hold.status().code())
        .big(Hold::charged)
        .flag(Hold::forJob)
        .tuple();
  }

  private static String literal(List<Slice> slices, Function<Slice, String> part) {
    if (slices.size() == 1) {
      return "{" + part.apply(slices.getFirst()) + "}";
    }
    return slices.stream().map(part).collect(Collectors.joining(",", "{", "}"));
  }

  static Hold hold(Row row) {
    UUID[] grants = row.getArrayOfUUIDs("slice_grants");
    Long[] amounts = row.getArrayOfLongs("slice_amounts");
    List<Slice> slices = new ArrayList<>(grants.length);
    for (int i = 0; i < grants.length; i++) {
      slices.add(new Slice(grants[i], amounts[i]));
    }
    return new Hold(
        row.getUUID("id"),
        row.getUUID("namespace_id"),
        row.getLong("amount"),
        Columns.instant(row, "placed_at"),
        Columns.instant(row, "expires_at"),
        Overage.valueOf(row.getString("overage").toUpperCase(Locale.ROOT)),
        slices,
        HoldStatus.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
        row.getLong("charged"),
        row.getBoolean("for_job"));
  }
}
