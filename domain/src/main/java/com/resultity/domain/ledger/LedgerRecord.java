package com.resultity.domain.ledger;

import com.resultity.domain.journal.LogRecord;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What happened to credits. All amounts are microcredits. */
public sealed interface LedgerRecord extends LogRecord {

  UUID namespaceId();

  /**
   * Whether it is what a caller's command asked for, of which each makes exactly one, and not what
   * came with it.
   */
  default boolean asked() {
    return switch (this) {
      case CreditGranted _, HoldPlaced _, HoldSettled _, HoldVoided _, HoldExtended _ -> true;
      case DebtLimitSet _, NamespaceFrozen _, NamespaceUnfrozen _, ThresholdsSet _ -> true;
      case HoldExpired _, GrantExpired _, ThresholdCrossed _ -> false;
    };
  }

  /** A record that moved balances, and so makes an entry of the namespace's statement. */
  sealed interface Moved extends LedgerRecord {
    /** What the record is about: the id of a grant or a hold. */
    UUID subject();

    /** The namespace's balances after it. */
    Credits credits();
  }

  /** Credit was added; {@code repaid} of it went to the namespace's debt. */
  record CreditGranted(
      UUID grantId,
      UUID namespaceId,
      long amount,
      long repaid,
      GrantSource source,
      int priority,
      @Nullable Instant expiresAt,
      @Nullable String paymentReference,
      Credits credits)
      implements Moved {
    @Override
    public UUID subject() {
      return grantId;
    }
  }

  /** Credit was locked, pinned to slices of grants. */
  record HoldPlaced(
      UUID holdId,
      UUID namespaceId,
      long amount,
      Instant expiresAt,
      Overage overage,
      boolean forJob,
      List<Slice> slices,
      Credits credits)
      implements OnHold {
    public HoldPlaced {
      slices = List.copyOf(slices);
    }
  }

  /**
   * A hold was charged, once.
   *
   * @param charged what was taken in all
   * @param returned what went back, slice by slice
   * @param drawn what was taken beyond the hold, from grants
   * @param debt what was taken beyond that, and is owed
   * @param late whether the hold had expired before: nothing was left in it to charge or return
   */
  record HoldSettled(
      UUID holdId,
      UUID namespaceId,
      long charged,
      List<Slice> returned,
      List<Slice> drawn,
      long debt,
      boolean late,
      Credits credits)
      implements OnHold {
    public HoldSettled {
      returned = List.copyOf(returned);
      drawn = List.copyOf(drawn);
    }
  }

  /** A hold was released; its slices went back. */
  record HoldVoided(UUID holdId, UUID namespaceId, List<Slice> returned, Credits credits)
      implements OnHold {
    public HoldVoided {
      returned = List.copyOf(returned);
    }
  }

  /** A hold's time had come; its slices went back. */
  record HoldExpired(UUID holdId, UUID namespaceId, List<Slice> returned, Credits credits)
      implements OnHold {
    public HoldExpired {
      returned = List.copyOf(returned);
    }
  }

  /** A hold expires later than it would have. */
  record HoldExtended(UUID holdId, UUID namespaceId, Instant expiresAt) implements LedgerRecord {}

  /** What was left of a grant lapsed. */
  record GrantExpired(UUID grantId, UUID namespaceId, long amount, Credits credits)
      implements Moved {
    @Override
    public UUID subject() {
      return grantId;
    }
  }

  /** The namespace may owe up to the limit. */
  record DebtLimitSet(UUID namespaceId, long limit) implements OnNamespace {}

  /** The namespace takes no new holds. */
  record NamespaceFrozen(UUID namespaceId) implements OnNamespace {}

  /** The namespace takes new holds again. */
  record NamespaceUnfrozen(UUID namespaceId) implements OnNamespace {}

  /** These balances are told from now on when the available credit crosses them. */
  record ThresholdsSet(UUID namespaceId, List<Long> thresholds) implements OnNamespace {
    public ThresholdsSet {
      thresholds = List.copyOf(thresholds);
    }
  }

  /**
   * A command took the available credit across a threshold.
   *
   * @param below whether it is less than the threshold now; else it is that much again, or more
   */
  record ThresholdCrossed(UUID namespaceId, long threshold, boolean below, long available)
      implements OnNamespace {}

  /** A record that moved no credit and is about a namespace as such. */
  sealed interface OnNamespace extends LedgerRecord {}

  /** A record about a hold that moved balances. */
  sealed interface OnHold extends Moved {
    UUID holdId();

    @Override
    default UUID subject() {
      return holdId();
    }
  }
}
