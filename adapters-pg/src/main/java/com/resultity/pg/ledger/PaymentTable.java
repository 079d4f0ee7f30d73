package com.resultity.pg.ledger;

import com.resultity.domain.journal.SlotState;
import com.resultity.domain.journal.Touched;
import com.resultity.pg.Columns;
import com.resultity.pg.SlotQuery;
import com.resultity.pg.SlotTable;
import io.vertx.sqlclient.Tuple;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * External payments, each granted once whatever the slot. Two slots that race for one payment meet
 * at its primary key: the later block is refused, and its command decided again on what is then
 * there.
 */
public final class PaymentTable implements SlotTable {
  private static final String FIND =
      """
      SELECT p.reference
      FROM unnest($1::text[]) AS u(reference)
      CROSS JOIN LATERAL (
        SELECT reference FROM ledger.payment WHERE reference = u.reference LIMIT 1) AS p
      """;

  private static final String INSERT =
      """
      INSERT INTO ledger.payment (reference, grant_id)
      SELECT * FROM unnest($1::text[], $2::uuid[])
      """;

  @Override
  public Consumer<SlotQuery> read(SlotQuery query, Touched touched, SlotState state) {
    if (!touched.payments().isEmpty()) {
      query.send(
          FIND,
          Tuple.tuple().addArrayOfString(touched.payments().toArray(String[]::new)),
          row -> state.loadPayment(row.getString("reference")));
    }
    return NOTHING_MORE;
  }

  @Override
  public void write(SlotQuery query, SlotState state) {
    if (!state.payments().isEmpty()) {
      query.send(
          INSERT,
          new Columns<Map.Entry<String, UUID>>(Tuple.tuple(), state.payments().entrySet())
              .text(Map.Entry::getKey)
              .id(Map.Entry::getValue)
              .tuple());
    }
  }
}
