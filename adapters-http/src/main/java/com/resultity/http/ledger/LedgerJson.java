package com.resultity.http.ledger;

import com.resultity.domain.ledger.Credits;
import com.resultity.domain.ledger.Slice;
import com.resultity.http.Json;
import java.util.List;

/** The parts that answers about credits share. */
public final class LedgerJson {
  private LedgerJson() {}

  public static void credits(Json out, Credits credits) {
    out.object("credits");
    balances(out, credits);
    out.end();
  }

  static void balances(Json out, Credits credits) {
    out.field("available", credits.available());
    out.field("held", credits.held());
    out.field("spent", credits.spent());
    out.field("debt", credits.debt());
  }

  static void slices(Json out, List<Slice> slices) {
    out.array("slices");
    for (Slice slice : slices) {
      out.object();
      out.field("grantId", slice.grantId());
      out.field("amount", slice.amount());
      out.end();
    }
    out.endArray();
  }
}
