package com.resultity.pg.ledger;

import com.resultity.domain.journal.SlotState;
import com.resultity.domain.journal.Touched;
import com.resultity.domain.ledger.SystemAccounts;
import com.resultity.domain.network.Network;
import com.resultity.pg.Columns;
import com.resultity.pg.SlotQuery;
import com.resultity.pg.SlotTable;
import java.util.Locale;
import java.util.function.Consumer;

/** The other side of every entry: four balances per slot and network. */
public final class SystemAccountTable implements SlotTable {
  private static final String READ =
      """
      SELECT network, funding, promotion, revenue, breakage
      FROM ledger.system_account WHERE slot = $1::int
      """;

  private static final String SAVE =
      """
      INSERT INTO ledger.system_account (slot, network, funding, promotion, revenue, breakage)
      SELECT $1::int, *
      FROM unnest($2::text[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[])
      ON CONFLICT (slot, network) DO UPDATE SET
        funding = excluded.funding, promotion = excluded.promotion, revenue = excluded.revenue,
        breakage = excluded.breakage
      """;

  @Override
  public Consumer<SlotQuery> read(SlotQuery query, Touched touched, SlotState state) {
    if (query.slot() > 0) {
      query.send(
          READ,
          query.slotFirst(),
          row ->
              state.loadSystem(
                  Network.valueOf(row.getString("network").toUpperCase(Locale.ROOT)),
                  new SystemAccounts(
                      row.getLong("funding"),
                      row.getLong("promotion"),
                      row.getLong("revenue"),
                      row.getLong("breakage"))));
    }
    return NOTHING_MORE;
  }

  @Override
  public void write(SlotQuery query, SlotState state) {
    if (!state.changedSystem().isEmpty()) {
      query.send(
          SAVE,
          new Columns<>(query.slotFirst(), state.changedSystem().entrySet())
              .text(entry -> entry.getKey().code())
              .big(entry -> entry.getValue().funding())
              .big(entry -> entry.getValue().promotion())
              .big(entry -> entry.getValue().revenue())
              .big(entry -> entry.getValue().breakage())
              .tuple());
    }
  }
}
