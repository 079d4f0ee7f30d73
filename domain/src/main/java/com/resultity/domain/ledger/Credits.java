package com.resultity.domain.ledger;

/**
 * A namespace's balances in microcredits, none of them negative.
 *
 * @param available what new holds may lock
 * @param held what holds have locked
 * @param spent running total of what was charged
 * @param debt what was charged beyond the available credit and not yet repaid
 */
public record Credits(long available, long held, long spent, long debt) {
  public static final Credits NONE = new Credits(0, 0, 0, 0);

  public Credits {
    if (available < 0 || held < 0 || spent < 0 || debt < 0) {
      throw new IllegalArgumentException("negative balance");
    }
  }

  Credits granted(long amount, long repaid) {
    return new Credits(Math.addExact(available, amount - repaid), held, spent, debt - repaid);
  }

  Credits held(long amount) {
    return new Credits(available - amount, Math.addExact(held, amount), spent, debt);
  }

  Credits released(long amount) {
    return new Credits(Math.addExact(available, amount), held - amount, spent, debt);
  }

  Credits chargedFromHeld(long amount) {
    return new Credits(available, held - amount, Math.addExact(spent, amount), debt);
  }

  Credits charged(long fromAvailable, long fromDebt) {
    return new Credits(
        available - fromAvailable,
        held,
        Math.addExact(spent, Math.addExact(fromAvailable, fromDebt)),
        Math.addExact(debt, fromDebt));
  }

  Credits expired(long amount) {
    return new Credits(available - amount, held, spent, debt);
  }
}
