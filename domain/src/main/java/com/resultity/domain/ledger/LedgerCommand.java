package com.resultity.domain.ledger;

import com.resultity.domain.journal.Command;
import com.resultity.domain.journal.Ids;
import com.resultity.domain.journal.Intent;
import com.resultity.domain.journal.Touched;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What may be asked of credits. All amounts are microcredits; all times are cut to microseconds.
 */
public sealed interface LedgerCommand extends Command {

  /**
   * Adds credit.
   *
   * @param paymentReference the external payment of a top-up; granted once in the whole deployment
   */
  record GrantCredit(
      UUID grantId,
      UUID namespaceId,
      long amount,
      GrantSource source,
      int priority,
      @Nullable Instant expiresAt,
      @Nullable String paymentReference)
      implements LedgerCommand {
    public GrantCredit {
      expiresAt = expiresAt == null ? null : expiresAt.truncatedTo(ChronoUnit.MICROS);
    }

    @Override
    public int slot() {
      return Ids.homeSlot(namespaceId);
    }

    @Override
    public void touch(Touched touched) {
      touched.namespace(namespaceId);
      if (paymentReference != null) {
        touched.payment(paymentReference);
      }
    }

    @Override
    public String intent() {
      return Intent.of(
          "grant_credit", namespaceId, amount, source, priority, expiresAt, paymentReference);
    }
  }

  /** Locks credit until it is settled, voided or expires. */
  record PlaceHold(UUID holdId, UUID namespaceId, long amount, Instant expiresAt, Overage overage)
      implements LedgerCommand {
    public PlaceHold {
      expiresAt = expiresAt.truncatedTo(ChronoUnit.MICROS);
    }

    @Override
    public int slot() {
      return Ids.homeSlot(namespaceId);
    }

    @Override
    public void touch(Touched touched) {
      touched.namespace(namespaceId);
    }

    @Override
    public String intent() {
      return Intent.of("place_hold", namespaceId, amount, expiresAt, overage);
    }
  }

  /** Charges a hold, once, and releases what is left of it. */
  record SettleHold(UUID holdId, long amount) implements OnHold {
    @Override
    public String intent() {
      return Intent.of("settle_hold", holdId, amount);
    }
  }

  /** Releases a hold without charging it. */
  record VoidHold(UUID holdId) implements OnHold {
    @Override
    public String intent() {
      return Intent.of("void_hold", holdId);
    }
  }

  /** Moves a hold's expiry to a later time. */
  record ExtendHold(UUID holdId, Instant expiresAt) implements OnHold {
    public ExtendHold {
      expiresAt = expiresAt.truncatedTo(ChronoUnit.MICROS);
    }

    @Override
    public String intent() {
      return Intent.of("extend_hold", holdId, expiresAt);
    }
  }

  /** Writes down that a hold's time has come. */
  record ExpireHold(UUID holdId) implements OnHold {
    @Override
    public String intent() {
      return Intent.of("expire_hold", holdId);
    }
  }

  /** Writes down that a grant's time has come. */
  record ExpireGrant(UUID grantId) implements LedgerCommand {
    @Override
    public int slot() {
      return Ids.homeSlot(grantId);
    }

    @Override
    public void touch(Touched touched) {
      touched.grant(grantId);
    }

    @Override
    public String intent() {
      return Intent.of("expire_grant", grantId);
    }
  }

  /** Allows a namespace to owe up to an amount. */
  record SetDebtLimit(UUID namespaceId, long limit) implements OnNamespace {
    @Override
    public String intent() {
      return Intent.of("set_debt_limit", namespaceId, limit);
    }
  }

  /**
   * Closes a namespace that holds and owes nothing.
   *
   * @param forfeit whether the credit that is left is given up
   */
  record CloseNamespace(UUID namespaceId, boolean forfeit) implements OnNamespace {
    @Override
    public String intent() {
      return Intent.of("close_namespace", namespaceId, forfeit);
    }
  }

  /** Stops a namespace from taking new holds. */
  record FreezeNamespace(UUID namespaceId) implements OnNamespace {
    @Override
    public String intent() {
      return Intent.of("freeze_namespace", namespaceId);
    }
  }

  /** Lets a frozen namespace take new holds again. */
  record UnfreezeNamespace(UUID namespaceId) implements OnNamespace {
    @Override
    public String intent() {
      return Intent.of("unfreeze_namespace", namespaceId);
    }
  }

  /** Names the balances whose crossing is to be told, in place of those named before. */
  record SetThresholds(UUID namespaceId, List<Long> thresholds) implements OnNamespace {
    public SetThresholds {
      thresholds = thresholds.stream().sorted().distinct().toList();
    }

    @Override
    public String intent() {
      return Intent.of("set_thresholds", namespaceId, thresholds);
    }
  }

  /** Commands of one slot that all happen, each on what those before it left, or none does. */
  record AllOrNone(List<LedgerCommand> commands) implements LedgerCommand {
    public AllOrNone {
      commands = List.copyOf(commands);
      if (commands.stream().mapToInt(Command::slot).distinct().count() != 1) {
        throw new IllegalArgumentException("not the commands of one slot");
      }
      if (commands.stream().anyMatch(AllOrNone.class::isInstance)) {
        throw new IllegalArgumentException("a batch in a batch");
      }
    }

    @Override
    public int slot() {
      return commands.getFirst().slot();
    }

    @Override
    public int weight() {
      return commands.size();
    }

    @Override
    public void touch(Touched touched) {
      commands.forEach(command -> command.touch(touched));
    }

    @Override
    public String intent() {
      return Intent.of("all_or_none", commands.stream().map(Command::intent).toArray());
    }
  }

  /** A command on a namespace as such. */
  sealed interface OnNamespace extends LedgerCommand {
    UUID namespaceId();

    @Override
    default int slot() {
      return Ids.homeSlot(namespaceId());
    }

    @Override
    default void touch(Touched touched) {
      touched.namespace(namespaceId());
    }
  }

  /** A command on a hold that exists. */
  sealed interface OnHold extends LedgerCommand {
    UUID holdId();

    @Override
    default int slot() {
      return Ids.homeSlot(holdId());
    }

    @Override
    default void touch(Touched touched) {
      touched.hold(holdId());
    }
  }
}
