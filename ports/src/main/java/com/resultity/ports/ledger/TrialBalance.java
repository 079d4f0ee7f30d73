package com.resultity.ports.ledger;

import com.resultity.domain.network.Network;
import io.vertx.core.Future;
import java.util.List;

/** Sums over every account of the ledger, as committed at one instant. */
public interface TrialBalance {

  /**
   * One slot and network. Amounts are microcredits.
   *
   * @param granted what was ever put in
   */
  record Line(
      int slot,
      Network network,
      long available,
      long held,
      long debt,
      long spent,
      long granted,
      long funding,
      long promotion,
      long revenue,
      long breakage) {

    /** Zero, or something is wrong. */
    public long total() {
      return available + held - debt + funding + promotion + revenue + breakage;
    }
  }

  Future<List<Line>> list();
}
