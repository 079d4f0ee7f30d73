package com.resultity.ports.ledger;

import com.resultity.domain.ledger.Credits;

/**
 * A namespace's balances as last committed.
 *
 * @param open whether it takes new holds: it is neither frozen nor closed
 */
public record Standing(Credits credits, boolean open) {

  /** Whether a hold of the amount, in microcredits, would be taken. */
  public boolean covers(long amount) {
    return open && credits.debt() == 0 && credits.available() >= amount;
  }
}
