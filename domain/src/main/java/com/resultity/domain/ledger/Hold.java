package com.resultity.domain.ledger;

import com.resultity.domain.ledger.LedgerRecord.CreditGranted;
import com.resultity.domain.ledger.LedgerRecord.GrantExpired;
import com.resultity.domain.ledger.LedgerRecord.HoldExpired;
import com.resultity.domain.ledger.LedgerRecord.HoldExtended;
import com.resultity.domain.ledger.LedgerRecord.HoldPlaced;
import com.resultity.domain.ledger.LedgerRecord.HoldSettled;
import com.resultity.domain.ledger.LedgerRecord.HoldVoided;
import com.resultity.domain.ledger.LedgerRecord.OnNamespace;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Credit locked before work is dispatched, pinned to slices of grants.
 *
 * @param amount what was locked, in microcredits; the sum of the slices
 * @param charged what settling took; 0 until then
 * @param forJob whether it belongs to the job of the same id, and to nobody else
 */
public record Hold(
    UUID id,
    UUID namespaceId,
    long amount,
    Instant placedAt,
    Instant expiresAt,
    Overage overage,
    List<Slice> slices,
    HoldStatus status,
    long charged,
    boolean forJob) {

  /** The longest a hold may lock credit, extensions included. */
  public static final Duration MAX_LIFE = Duration.ofDays(31);

  public Hold {
    slices = List.copyOf(slices);
  }

  /** Whether its instant has come, swept or not. */
  public boolean due(Instant at) {
    return status == HoldStatus.HELD && !expiresAt.isAfter(at);
  }

  /** A hold as it is just after it was placed. */
  public static Hold placed(HoldPlaced record, Instant at) {
    return new Hold(
        record.holdId(),
        record.namespaceId(),
        record.amount(),
        at,
        record.expiresAt(),
        record.overage(),
        record.slices(),
        HoldStatus.HELD,
        0,
        record.forJob());
  }

  /** This hold after the record, which the rules allowed in its present status. */
  public Hold after(LedgerRecord record) {
    return switch (record) {
      case HoldSettled settled -> with(expiresAt, HoldStatus.SETTLED, settled.charged());
      case HoldVoided _ -> with(expiresAt, HoldStatus.VOIDED, 0);
      case HoldExpired _ -> with(expiresAt, HoldStatus.EXPIRED, 0);
      case HoldExtended extended -> with(extended.expiresAt(), status, charged);
      case HoldPlaced _, CreditGranted _, GrantExpired _, OnNamespace _ ->
          throw new IllegalStateException("does not change a hold");
    };
  }

  private Hold with(Instant newExpiry, HoldStatus newStatus, long newCharge) {
    return new Hold(
        id,
        namespaceId,
        amount,
        placedAt,
        newExpiry,
        overage,
        slices,
        newStatus,
        newCharge,
        forJob);
  }
}
