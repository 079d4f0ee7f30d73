package com.resultity.pg.ledger;

import com.resultity.domain.journal.Ids;
import com.resultity.domain.journal.Recorded;
import com.resultity.domain.ledger.Entry;
import com.resultity.domain.ledger.EntryKind;
import com.resultity.domain.ledger.LedgerRecord.Moved;
import com.resultity.pg.Columns;
import com.resultity.pg.SlotQuery;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Statement entries: one for each record of a block that moved balances. */
public final class EntryTable {
  private static final String INSERT =
      """
      INSERT INTO ledger.entry (slot, namespace_id, id, kind, subject, amount, available, held,
        spent, debt, at)
      SELECT $1::int, *
      FROM unnest($2::uuid[], $3::uuid[], $4::text[], $5::uuid[], $6::bigint[], $7::bigint[],
        $8::bigint[], $9::bigint[], $10::bigint[], $11::timestamptz[])
      """;

  /** Sends the entries of a block. */
  public void write(SlotQuery query, long sequence, List<Recorded> records) {
    List<Entry> entries = new ArrayList<>(records.size());
    for (int ordinal = 0; ordinal < records.size(); ordinal++) {
      Recorded recorded = records.get(ordinal);
      if (recorded.fact() instanceof Moved moved) {
        entries.add(
            Entry.of(
                Ids.ofPlace(recorded.at(), query.slot(), sequence, ordinal), moved, recorded.at()));
      }
    }
    if (!entries.isEmpty()) {
      query.send(
          INSERT,
          new Columns<>(query.slotFirst(), entries)
              .id(Entry::namespaceId)
              .id(Entry::id)
              .text(entry -> entry.kind().code())
              .id(Entry::subject)
              .big(Entry::amount)
              .big(entry -> entry.credits().available())
              .big(entry -> entry.credits().held())
              .big(entry -> entry.credits().spent())
              .big(entry -> entry.credits().debt())
              .time(Entry::at)
              .tuple());
    }
  }

  static Entry entry(Row row) {
    return new Entry(
        row.getUUID("id"),
        row.getUUID("namespace_id"),
        EntryKind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
        row.getUUID("subject"),
        row.getLong("amount"),
        PurseTable.credits(row),
        Columns.instant(row, "at"));
  }
}
