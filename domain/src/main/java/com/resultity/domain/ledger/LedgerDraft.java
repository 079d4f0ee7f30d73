package com.resultity.domain.ledger;

import com.resultity.domain.journal.LogRecord;
import com.resultity.domain.journal.SlotState;
import com.resultity.domain.ledger.LedgerRecord.CreditGranted;
import com.resultity.domain.ledger.LedgerRecord.GrantExpired;
import com.resultity.domain.ledger.LedgerRecord.HoldExpired;
import com.resultity.domain.ledger.LedgerRecord.HoldPlaced;
import com.resultity.domain.ledger.LedgerRecord.HoldSettled;
import com.resultity.domain.ledger.LedgerRecord.HoldVoided;
import com.resultity.domain.ledger.LedgerRecord.ThresholdCrossed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The ledger records of one decision, each computed on the purse that the one before it left.
 * Grants whose time has come expire first, so no draw ever uses lapsed credit.
 */
public final class LedgerDraft {
  private final Instant at;
  private final long before;
  private final List<LogRecord> records = new ArrayList<>(3);
  private Purse purse;
  private SystemAccounts system;

  public LedgerDraft(SlotState state, Purse purse, Instant at) {
    this.at = at;
    this.purse = purse;
    this.before = purse.credits().available();
    this.system = state.system(purse.namespace().network());
    expireGrants();
  }

  /** What was written, in order, and then the thresholds that it took the credit across. */
  public List<LogRecord> records() {
    if (purse.thresholds().isEmpty() || records.isEmpty()) {
      return records;
    }
    List<LogRecord> all = new ArrayList<>(records);
    long available = purse.credits().available();
    for (long threshold : purse.thresholds()) {
      boolean below = available < threshold;
      if (below != before < threshold) {
        all.add(new ThresholdCrossed(purse.namespace().id(), threshold, below, available));
      }
    }
    return all;
  }

  public Purse purse() {
    return purse;
  }

  void grant(LedgerCommand.GrantCredit command) {
    long repaid = Math.min(purse.credits().debt(), command.amount());
    write(
        new CreditGranted(
            command.grantId(),
            command.namespaceId(),
            command.amount(),
            repaid,
            command.source(),
            command.priority(),
            command.expiresAt(),
            command.paymentReference(),
            purse.credits().granted(command.amount(), repaid)));
  }

  /** Locks the amount, which must be available. */
  public void hold(UUID holdId, long amount, Instant expiresAt, Overage overage, boolean forJob) {
    write(
        new HoldPlaced(
            holdId,
            purse.namespace().id(),
            amount,
            expiresAt,
            overage,
            forJob,
            purse.draw(amount),
            purse.credits().held(amount)));
  }

  /** Charges a hold at most its amount and returns the rest to its slices. */
  public void settle(Hold hold, long amount) {
    List<Slice> returned = rest(hold.slices(), amount);
    Credits credits = purse.credits().released(hold.amount() - amount).chargedFromHeld(amount);
    write(
        new HoldSettled(
            hold.id(), hold.namespaceId(), amount, returned, List.of(), 0, false, credits));
    expireGrants();
  }

  /** Charges beyond what the hold still locks: from the available credit, then as debt. */
  void overcharge(Hold hold, long locked, long amount, boolean late) {
    long beyond = amount - locked;
    long fromAvailable = Math.min(beyond, purse.credits().available());
    long debt = beyond - fromAvailable;
    Credits credits = purse.credits().chargedFromHeld(locked).charged(fromAvailable, debt);
    write(
        new HoldSettled(
            hold.id(),
            hold.namespaceId(),
            amount,
            List.of(),
            purse.draw(fromAvailable),
            debt,
            late,
            credits));
  }

  public void voidHold(Hold hold) {
    Credits credits = purse.credits().released(hold.amount());
    write(new HoldVoided(hold.id(), hold.namespaceId(), hold.slices(), credits));
    expireGrants();
  }

  public void expireHold(Hold hold) {
    Credits credits = purse.credits().released(hold.amount());
    write(new HoldExpired(hold.id(), hold.namespaceId(), hold.slices(), credits));
    expireGrants();
  }

  /** Lets every open grant expire, whatever its time. */
  void giveUp() {
    purse.grants().stream().filter(Grant::open).toList().forEach(this::expire);
  }

  private void expireGrants() {
    purse.due(at).forEach(this::expire);
  }

  private void expire(Grant grant) {
    Credits credits = purse.credits().expired(grant.remaining());
    write(new GrantExpired(grant.id(), grant.namespaceId(), grant.remaining(), credits));
  }

  private void write(LedgerRecord record) {
    purse = purse.after(record);
    system = system.after(record);
    records.add(record);
  }

  // Charges the slices in their order, which is burn-down order, and answers what is left of them.
  private static List<Slice> rest(List<Slice> slices, long charge) {
    List<Slice> rest = new ArrayList<>(slices.size());
    long open = charge;
    for (Slice slice : slices) {
      long part = Math.min(open, slice.amount());
      open -= part;
      if (part < slice.amount()) {
        rest.add(new Slice(slice.grantId(), slice.amount() - part));
      }
    }
    return rest;
  }
}
