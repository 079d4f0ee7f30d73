package com.resultity.pg.journal;

import com.resultity.pg.Columns;
import com.resultity.pg.SlotQuery;
import com.resultity.ports.journal.AdminAction;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What administrators did: one row for each record of a block that was made for a reason. */
final class AdminActionTable {
  static final String COLUMNS =
      "id, sequence, ordinal, at, principal, kind, subjects, reason, trace_id";

  private static final String INSERT =
      """
      INSERT INTO journal.admin_action (slot, id, sequence, ordinal, at, principal, kind, subjects,
        reason, trace_id)
      SELECT $1::int, u.id, u.sequence, u.ordinal, u.at, u.principal, u.kind, u.subjects::jsonb,
        u.reason, u.trace_id
      FROM unnest($2::uuid[], $3::bigint[], $4::int[], $5::timestamptz[], $6::text[], $7::text[],
        $8::text[], $9::text[], $10::text[])
        AS u(id, sequence, ordinal, at, principal, kind, subjects, reason, trace_id)
      """;

  private AdminActionTable() {}

  /** Sends the actions of a block. */
  static void write(SlotQuery query, List<AdminAction> actions) {
    if (!actions.isEmpty()) {
      query.send(
          INSERT,
          new Columns<>(query.slotFirst(), actions)
              .id(AdminAction::id)
              .big(AdminAction::sequence)
              .number(AdminAction::ordinal)
              .time(AdminAction::at)
              .text(AdminAction::principal)
              .text(AdminAction::kind)
              .text(action -> new JsonObject(Map.copyOf(action.subjects())).encode())
              .text(AdminAction::reason)
              .text(AdminAction::traceId)
              .tuple());
    }
  }

  static AdminAction action(Row row) {
    TreeMap<String, String> subjects = new TreeMap<>();
    row.getJsonObject("subjects")
        .forEach(each -> subjects.put(each.getKey(), (String) each.getValue()));
    return new AdminAction(
        row.getUUID("id"),
        row.getLong("sequence"),
        row.getInteger("ordinal"),
        Columns.instant(row, "at"),
        row.getString("principal"),
        row.getString("kind"),
        subjects,
        row.getString("reason"),
        row.getString("trace_id"));
  }
}
