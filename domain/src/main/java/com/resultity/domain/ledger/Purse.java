package com.resultity.domain.ledger;

import com.resultity.domain.accounts.Namespace;
import com.resultity.domain.accounts.NamespaceStatus;
import com.resultity.domain.ledger.LedgerRecord.CreditGranted;
import com.resultity.domain.ledger.LedgerRecord.DebtLimitSet;
import com.resultity.domain.ledger.LedgerRecord.GrantExpired;
import com.resultity.domain.ledger.LedgerRecord.HoldExpired;
import com.resultity.domain.ledger.LedgerRecord.HoldExtended;
import com.resultity.domain.ledger.LedgerRecord.HoldPlaced;
import com.resultity.domain.ledger.LedgerRecord.HoldSettled;
import com.resultity.domain.ledger.LedgerRecord.HoldVoided;
import com.resultity.domain.ledger.LedgerRecord.NamespaceFrozen;
import com.resultity.domain.ledger.LedgerRecord.NamespaceUnfrozen;
import com.resultity.domain.ledger.LedgerRecord.ThresholdCrossed;
import com.resultity.domain.ledger.LedgerRecord.ThresholdsSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;

/**
 * A namespace's credit: its balances and its grants. Immutable; records make the next one.
 *
 * @param debtLimit how much the namespace may owe
 * @param thresholds what the available credit is told to cross, ascending
 * @param grants every open grant, and closed ones that a hold's slices may go back to, in burn-down
 *     order
 */
public record Purse(
    Namespace namespace,
    Credits credits,
    long debtLimit,
    List<Long> thresholds,
    List<Grant> grants) {

  /** How many open grants a namespace may have: each is looked at when credit is drawn. */
  public static final int MAX_OPEN_GRANTS = 1000;

  /** How many thresholds a namespace may have. */
  public static final int MAX_THRESHOLDS = 10;

  public static Purse empty(Namespace namespace) {
    return new Purse(namespace, Credits.NONE, 0, List.of(), List.of());
  }

  /**
   * This purse after the record.
   *
   * @throws ArithmeticException when a balance does not fit 63 bits
   */
  public Purse after(LedgerRecord record) {
    return switch (record) {
      case CreditGranted granted -> with(granted.credits(), added(granted));
      case HoldPlaced placed -> with(placed.credits(), changed(placed.slices(), -1));
      case HoldSettled settled ->
          with(settled.credits(), changed(settled.returned(), 1)).drawn(settled.drawn());
      case HoldVoided voided -> with(voided.credits(), changed(voided.returned(), 1));
      case HoldExpired expired -> with(expired.credits(), changed(expired.returned(), 1));
      case GrantExpired expired ->
          with(
              expired.credits(),
              changed(List.of(new Slice(expired.grantId(), expired.amount())), -1));
      case DebtLimitSet set -> new Purse(namespace, credits, set.limit(), thresholds, grants);
      case ThresholdsSet set -> new Purse(namespace, credits, debtLimit, set.thresholds(), grants);
      case NamespaceFrozen _ -> with(namespace.in(NamespaceStatus.FROZEN));
      case NamespaceUnfrozen _ -> with(namespace.in(NamespaceStatus.OPEN));
      case HoldExtended _, ThresholdCrossed _ -> this;
    };
  }

  /** Slices that make up the amount, in burn-down order; the amount must be available. */
  List<Slice> draw(long amount) {
    List<Slice> slices = new ArrayList<>(2);
    long missing = amount;
    for (Grant grant : grants) {
      if (missing == 0) {
        break;
      }
      if (grant.open()) {
        long part = Math.min(missing, grant.remaining());
        slices.add(new Slice(grant.id(), part));
        missing -= part;
      }
    }
    if (missing != 0) {
      throw new IllegalStateException("grants do not add up to the available balance");
    }
    return slices;
  }

  /** The grants whose time has come with something left in them. */
  List<Grant> due(Instant at) {
    List<Grant> due = List.of();
    for (Grant grant : grants) {
      if (grant.due(at)) {
        due = due.isEmpty() ? new ArrayList<>() : due;
        due.add(grant);
      }
    }
    return due;
  }

  int openGrants() {
    int open = 0;
    for (Grant grant : grants) {
      open += grant.open() ? 1 : 0;
    }
    return open;
  }

  private Purse with(Credits newCredits, List<Grant> newGrants) {
    return new Purse(namespace, newCredits, debtLimit, thresholds, newGrants);
  }

  /** This purse of the namespace as it has become. */
  public Purse with(Namespace changed) {
    return new Purse(changed, credits, debtLimit, thresholds, grants);
  }

  private Purse drawn(List<Slice> slices) {
    return slices.isEmpty() ? this : with(credits, changed(slices, -1));
  }

  private List<Grant> added(CreditGranted granted) {
    Grant grant =
        new Grant(
            granted.grantId(),
            granted.namespaceId(),
            granted.source(),
            granted.priority(),
            granted.amount(),
            granted.amount() - granted.repaid(),
            granted.expiresAt());
    List<Grant> next = new ArrayList<>(grants);
    int place = Collections.binarySearch(next, grant, Grant.BURN_DOWN);
    next.add(-place - 1, grant);
    return next;
  }

  private List<Grant> changed(List<Slice> slices, int sign) {
    if (slices.isEmpty()) {
      return grants;
    }
    List<Grant> next = new ArrayList<>(grants);
    for (Slice slice : slices) {
      int place = place(next, slice.grantId());
      next.set(place, next.get(place).plus(sign * slice.amount()));
    }
    return next;
  }

  private static int place(List<Grant> grants, UUID grantId) {
    for (int i = 0; i < grants.size(); i++) {
      if (grants.get(i).id().equals(grantId)) {
        return i;
      }
    }
    throw new IllegalStateException("grant " + grantId + " is not in the purse");
  }
}
