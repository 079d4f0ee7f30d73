package com.resultity.domain.ledger;

import com.resultity.domain.ledger.LedgerRecord.CreditGranted;
import com.resultity.domain.ledger.LedgerRecord.GrantExpired;
import com.resultity.domain.ledger.LedgerRecord.HoldExpired;
import com.resultity.domain.ledger.LedgerRecord.HoldPlaced;
import com.resultity.domain.ledger.LedgerRecord.HoldSettled;
import com.resultity.domain.ledger.LedgerRecord.HoldVoided;
import com.resultity.domain.ledger.LedgerRecord.Moved;
import java.time.Instant;
import java.util.UUID;

/**
 * One line of a namespace's statement: a change and the balances after it.
 *
 * @param id in the order of the log
 * @param subject the grant or hold it is about
 * @param amount what was granted, held, charged, released or expired, in microcredits
 */
public record Entry(
    UUID id,
    UUID namespaceId,
    EntryKind kind,
    UUID subject,
    long amount,
    Credits credits,
    Instant at) {

  public static Entry of(UUID id, Moved record, Instant at) {
    return switch (record) {
      case CreditGranted r -> entry(id, EntryKind.GRANT, r.amount(), r, at);
      case HoldPlaced r -> entry(id, EntryKind.HOLD, r.amount(), r, at);
      case HoldSettled r -> entry(id, EntryKind.SETTLE, r.charged(), r, at);
      case HoldVoided r -> entry(id, EntryKind.VOID, Slice.total(r.returned()), r, at);
      case HoldExpired r -> entry(id, EntryKind.HOLD_EXPIRY, Slice.total(r.returned()), r, at);
      case GrantExpired r -> entry(id, EntryKind.GRANT_EXPIRY, r.amount(), r, at);
    };
  }

  private static Entry entry(UUID id, EntryKind kind, long amount, Moved record, Instant at) {
    return new Entry(
        id, record.namespaceId(), kind, record.subject(), amount, record.credits(), at);
  }
}
