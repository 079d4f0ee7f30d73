package com.resultity.domain.ledger;

import com.resultity.domain.ledger.LedgerRecord.CreditGranted;
import com.resultity.domain.ledger.LedgerRecord.GrantExpired;
import com.resultity.domain.ledger.LedgerRecord.HoldExpired;
import com.resultity.domain.ledger.LedgerRecord.HoldExtended;
import com.resultity.domain.ledger.LedgerRecord.HoldPlaced;
import com.resultity.domain.ledger.LedgerRecord.HoldSettled;
import com.resultity.domain.ledger.LedgerRecord.HoldVoided;
import com.resultity.domain.ledger.LedgerRecord.OnNamespace;

/**
 * The other side of every entry, per slot and network, in microcredits. With the namespaces' {@code
 * available + held - debt} they sum to zero.
 *
 * @param funding minus what was paid in, never positive
 * @param promotion minus what was given away, never positive
 * @param revenue what was charged
 * @param breakage what expired unused
 */
public record SystemAccounts(long funding, long promotion, long revenue, long breakage) {
  public static final SystemAccounts NONE = new SystemAccounts(0, 0, 0, 0);

  /**
   * These accounts after the record.
   *
   * @throws ArithmeticException when a balance does not fit 63 bits
   */
  public SystemAccounts after(LedgerRecord record) {
    return switch (record) {
      case CreditGranted granted -> granted(granted);
      case HoldSettled settled ->
          new SystemAccounts(
              funding, promotion, Math.addExact(revenue, settled.charged()), breakage);
      case GrantExpired expired ->
          new SystemAccounts(
              funding, promotion, revenue, Math.addExact(breakage, expired.amount()));
      case HoldPlaced _, HoldVoided _, HoldExpired _, HoldExtended _, OnNamespace _ -> this;
    };
  }

  // All that is ever put in fits, so every sum of what became of it does.
  private SystemAccounts granted(CreditGranted granted) {
    if (granted.amount() > Long.MAX_VALUE + Math.addExact(funding, promotion)) {
      throw new ArithmeticException("all that was granted would not fit");
    }
    return switch (granted.source()) {
      case TOP_UP, ADJUSTMENT ->
          new SystemAccounts(
              Math.subtractExact(funding, granted.amount()), promotion, revenue, breakage);
      case BONUS, REFERRAL, REWARD ->
          new SystemAccounts(
              funding, Math.subtractExact(promotion, granted.amount()), revenue, breakage);
    };
  }

  /** The sum of the four. */
  public long total() {
    return funding + promotion + revenue + breakage;
  }
}
