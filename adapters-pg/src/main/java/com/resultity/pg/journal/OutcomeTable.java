package com.resultity.pg.journal;

import com.resultity.domain.journal.Recorded;
import com.resultity.domain.journal.Refusal;
import com.resultity.pg.Columns;
import com.resultity.pg.SlotQuery;
import com.resultity.ports.journal.Draft;
import com.resultity.ports.journal.Outcome;
import com.resultity.ports.journal.RecordLines;
import com.resultity.ports.journal.StoredOutcome;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What idempotency keys led to, in two generations: one is written, both are probed. */
final class OutcomeTable {
  private static final String FIND =
      """
      SELECT o.key, o.request, o.sequence, o.ordinal, o.count, o.refusal
      FROM unnest($2::uuid[]) AS u(key)
      CROSS JOIN LATERAL (
        SELECT * FROM journal.outcome_0 WHERE slot = $1::int AND key = u.key LIMIT 1) AS o
      UNION ALL
      SELECT o.key, o.request, o.sequence, o.ordinal, o.count, o.refusal
      FROM unnest($2::uuid[]) AS u(key)
      CROSS JOIN LATERAL (
        SELECT * FROM journal.outcome_1 WHERE slot = $1::int AND key = u.key LIMIT 1) AS o
      """;

  private static final String COLUMNS =
      """
      (slot, key, request, sequence, ordinal, count, refusal)
      SELECT $1::int, *
      FROM unnest($2::uuid[], $3::uuid[], $4::bigint[], $5::int[], $6::int[], $7::text[])
      """;

  private static final List<String> INSERTS =
      List.of(
          "INSERT INTO journal.outcome_0 " + COLUMNS, "INSERT INTO journal.outcome_1 " + COLUMNS);

  private static final String GET_BLOCK =
      "SELECT "
          + BlockTable.COLUMNS
          + " FROM journal.block WHERE slot = $1::int AND sequence = $2::bigint";

  private OutcomeTable() {}

  /** Sends the probe; what it finds goes into the map, now or by what is returned. */
  static Consumer<SlotQuery> read(
      SlotQuery query, Collection<UUID> keys, Map<UUID, StoredOutcome> found) {
    if (keys.isEmpty()) {
      return _ -> {};
    }
    Map<Long, List<Row>> accepted = new HashMap<>();
    query.send(
        FIND,
        query.slotFirst().addArrayOfUUID(keys.toArray(UUID[]::new)),
        row -> {
          String refusal = row.getString("refusal");
          if (refusal == null) {
            accepted.computeIfAbsent(row.getLong("sequence"), _ -> new ArrayList<>()).add(row);
          } else {
            Outcome outcome = new Outcome.Declined(RecordLines.decodeRefusal(refusal), false);
            found.put(row.getUUID("key"), new StoredOutcome(row.getUUID("request"), outcome));
          }
        });
    return more -> accepted.forEach((sequence, rows) -> readBlock(more, sequence, rows, found));
  }

  // An accepted command's outcome is its records: they stand in the log, and nowhere else.
  private static void readBlock(
      SlotQuery query, long sequence, List<Row> rows, Map<UUID, StoredOutcome> found) {
    query.send(
        GET_BLOCK,
        Tuple.of(query.slot(), sequence),
        block -> {
          List<byte[]> lines = BlockTable.block(block).lines();
          for (Row row : rows) {
            Outcome outcome = new Outcome.Done(records(row, lines), false);
            found.put(row.getUUID("key"), new StoredOutcome(row.getUUID("request"), outcome));
          }
        });
  }

  private static List<Recorded> records(Row row, List<byte[]> lines) {
    int from = row.getInteger("ordinal");
    return lines.subList(from, from + row.getInteger("count")).stream()
        .map(RecordLines::decode)
        .toList();
  }

  static void write(
      SlotQuery query, int generation, @Nullable Long sequence, List<Draft.Memory> memories) {
    if (!memories.isEmpty()) {
      query.send(
          INSERTS.get(generation),
          new Columns<>(query.slotFirst(), memories)
              .id(memory -> memory.idempotency().key())
              .id(memory -> memory.idempotency().request())
              .bigOrNull(memory -> memory.refusal() == null ? sequence : null)
              .numberOrNull(memory -> memory.refusal() == null ? memory.ordinal() : null)
              .numberOrNull(memory -> memory.refusal() == null ? memory.count() : null)
              .text(OutcomeTable::refusal)
              .tuple());
    }
  }

  private static @Nullable String refusal(Draft.Memory memory) {
    Refusal refusal = memory.refusal();
    return refusal == null ? null : RecordLines.encode(refusal);
  }
}
