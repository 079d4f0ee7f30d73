package com.resultity.domain.ledger;

import com.resultity.domain.accounts.NamespaceRecord.NamespaceClosed;
import com.resultity.domain.accounts.NamespaceStatus;
import com.resultity.domain.journal.Decision;
import com.resultity.domain.journal.LogRecord;
import com.resultity.domain.journal.Refusal;
import com.resultity.domain.journal.RefusalCode;
import com.resultity.domain.journal.SlotState;
import com.resultity.domain.ledger.LedgerCommand.AllOrNone;
import com.resultity.domain.ledger.LedgerCommand.CloseNamespace;
import com.resultity.domain.ledger.LedgerCommand.ExpireGrant;
import com.resultity.domain.ledger.LedgerCommand.ExpireHold;
import com.resultity.domain.ledger.LedgerCommand.ExtendHold;
import com.resultity.domain.ledger.LedgerCommand.FreezeNamespace;
import com.resultity.domain.ledger.LedgerCommand.GrantCredit;
import com.resultity.domain.ledger.LedgerCommand.OnHold;
import com.resultity.domain.ledger.LedgerCommand.OnNamespace;
import com.resultity.domain.ledger.LedgerCommand.PlaceHold;
import com.resultity.domain.ledger.LedgerCommand.SetDebtLimit;
import com.resultity.domain.ledger.LedgerCommand.SetThresholds;
import com.resultity.domain.ledger.LedgerCommand.SettleHold;
import com.resultity.domain.ledger.LedgerCommand.UnfreezeNamespace;
import com.resultity.domain.ledger.LedgerCommand.VoidHold;
import com.resultity.domain.ledger.LedgerRecord.DebtLimitSet;
import com.resultity.domain.ledger.LedgerRecord.GrantExpired;
import com.resultity.domain.ledger.LedgerRecord.HoldExtended;
import com.resultity.domain.ledger.LedgerRecord.NamespaceFrozen;
import com.resultity.domain.ledger.LedgerRecord.NamespaceUnfrozen;
import com.resultity.domain.ledger.LedgerRecord.ThresholdsSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rules of credits: a two-phase ledger with slices, overage and debt. */
public final class LedgerDecider {
  private LedgerDecider() {}

  /**
   * Decides one command.
   *
   * @throws ArithmeticException when an amount would not fit 63 bits
   */
  public static Decision decide(LedgerCommand command, SlotState state, Instant at) {
    return switch (command) {
      case GrantCredit grant -> grant(grant, state, at);
      case PlaceHold place -> placeHold(place, state, at);
      case OnHold onHold -> onHold(onHold, state, at);
      case ExpireGrant expire -> expireGrant(expire, state, at);
      case OnNamespace onNamespace -> onNamespace(onNamespace, state, at);
      case AllOrNone batch -> BatchDecider.decide(batch, state, at);
    };
  }

  private static Decision grant(GrantCredit command, SlotState state, Instant at) {
    Purse purse = state.purse(command.namespaceId());
    String payment = command.paymentReference();
    if (purse == null) {
      return Decision.refuse(RefusalCode.NAMESPACE_NOT_FOUND);
    }
    if (purse.namespace().status() == NamespaceStatus.CLOSED) {
      return Decision.refuse(RefusalCode.NAMESPACE_CLOSED);
    }
    if (command.amount() <= 0) {
      return Decision.refuse(RefusalCode.AMOUNT_NOT_POSITIVE);
    }
    if (command.expiresAt() != null && !command.expiresAt().isAfter(at)) {
      return Decision.refuse(RefusalCode.EXPIRY_NOT_IN_FUTURE);
    }
    if (payment == null && command.source() == GrantSource.TOP_UP) {
      return Decision.refuse(RefusalCode.PAYMENT_REFERENCE_MISSING);
    }
    if (payment != null && state.paymentGranted(payment)) {
      return Decision.refuse(RefusalCode.PAYMENT_ALREADY_GRANTED);
    }
    if (purse.openGrants() >= Purse.MAX_OPEN_GRANTS) {
      return Decision.refuse(RefusalCode.TOO_MANY_GRANTS);
    }
    LedgerDraft draft = new LedgerDraft(state, purse, at);
    draft.grant(command);
    return new Decision.Accepted(draft.records());
  }

  private static Decision placeHold(PlaceHold command, SlotState state, Instant at) {
    Purse purse = state.purse(command.namespaceId());
    if (purse == null) {
      return Decision.refuse(RefusalCode.NAMESPACE_NOT_FOUND);
    }
    if (!command.expiresAt().isAfter(at)) {
      return Decision.refuse(RefusalCode.EXPIRY_NOT_IN_FUTURE);
    }
    if (command.expiresAt().isAfter(at.plus(Hold.MAX_LIFE))) {
      return Decision.refuse(RefusalCode.EXPIRY_TOO_FAR);
    }
    LedgerDraft draft = new LedgerDraft(state, purse, at);
    Optional<Refusal> refusal = whyNotHold(draft.purse(), command.amount());
    if (refusal.isPresent()) {
      return new Decision.Refused(refusal.get());
    }
    draft.hold(command.holdId(), command.amount(), command.expiresAt(), command.overage(), false);
    return new Decision.Accepted(draft.records());
  }

  /** Why the purse cannot hold the amount now; empty when it can. */
  public static Optional<Refusal> whyNotHold(Purse purse, long amount) {
    switch (purse.namespace().status()) {
      case CLOSED -> {
        return Optional.of(Refusal.of(RefusalCode.NAMESPACE_CLOSED));
      }
      case FROZEN -> {
        return Optional.of(Refusal.of(RefusalCode.NAMESPACE_FROZEN));
      }
      case OPEN -> {}
    }
    if (purse.namespace().suspended()) {
      return Optional.of(Refusal.of(RefusalCode.ACCOUNT_NOT_ACTIVE));
    }
    if (amount <= 0) {
      return Optional.of(Refusal.of(RefusalCode.AMOUNT_NOT_POSITIVE));
    }
    Credits credits = purse.credits();
    if (credits.debt() > 0) {
      return Optional.of(
          Refusal.of(RefusalCode.DEBT_OUTSTANDING, Map.of("debt", text(credits.debt()))));
    }
    if (credits.available() < amount) {
      return Optional.of(
          Refusal.of(
              RefusalCode.INSUFFICIENT_CREDIT,
              Map.of("available", text(credits.available()), "required", text(amount))));
    }
    return Optional.empty();
  }

  private static Decision onHold(OnHold command, SlotState state, Instant at) {
    Hold hold = state.hold(command.holdId());
    if (hold == null) {
      return Decision.refuse(RefusalCode.HOLD_NOT_FOUND);
    }
    if (hold.forJob()) {
      return Decision.refuse(RefusalCode.HOLD_BELONGS_TO_JOB);
    }
    if (hold.status() == HoldStatus.SETTLED) {
      return Decision.refuse(RefusalCode.HOLD_ALREADY_SETTLED);
    }
    if (hold.status() == HoldStatus.VOIDED) {
      return Decision.refuse(RefusalCode.HOLD_ALREADY_VOIDED);
    }
    LedgerDraft draft = new LedgerDraft(state, state.purseOf(hold), at);
    return switch (command) {
      case SettleHold settle -> settle(hold, settle.amount(), draft, at);
      case VoidHold _ -> voidHold(hold, draft, at);
      case ExtendHold extend -> extend(hold, extend.expiresAt(), at);
      case ExpireHold _ -> expireHold(hold, draft, at);
    };
  }

  private static Decision settle(Hold hold, long amount, LedgerDraft draft, Instant at) {
    if (amount < 0) {
      return Decision.refuse(RefusalCode.AMOUNT_NEGATIVE);
    }
    if (hold.due(at)) {
      draft.expireHold(hold);
    }
    if (hold.status() == HoldStatus.EXPIRED || hold.due(at)) {
      return overcharge(hold, 0, amount, true, draft);
    }
    if (amount <= hold.amount()) {
      draft.settle(hold, amount);
      return new Decision.Accepted(draft.records());
    }
    return switch (hold.overage()) {
      case REFUSE ->
          new Decision.Refused(
              Refusal.of(RefusalCode.EXCEEDS_HOLD, Map.of("held", text(hold.amount()))));
      case CAP -> {
        draft.settle(hold, hold.amount());
        yield new Decision.Accepted(draft.records());
      }
      case CHARGE -> overcharge(hold, hold.amount(), amount, false, draft);
    };
  }

  private static Decision overcharge(
      Hold hold, long locked, long amount, boolean late, LedgerDraft draft) {
    Purse purse = draft.purse();
    long debt = Math.max(0, amount - locked - purse.credits().available());
    if (debt > 0 && Math.addExact(purse.credits().debt(), debt) > purse.debtLimit()) {
      return new Decision.Refused(
          Refusal.of(
              RefusalCode.DEBT_LIMIT_EXCEEDED,
              Map.of(
                  "available", text(purse.credits().available()),
                  "debt", text(purse.credits().debt()),
                  "debtLimit", text(purse.debtLimit()))));
    }
    draft.overcharge(hold, locked, amount, late);
    return new Decision.Accepted(draft.records());
  }

  private static Decision voidHold(Hold hold, LedgerDraft draft, Instant at) {
    if (hold.status() == HoldStatus.EXPIRED || hold.due(at)) {
      return Decision.refuse(RefusalCode.HOLD_EXPIRED);
    }
    draft.voidHold(hold);
    return new Decision.Accepted(draft.records());
  }

  private static Decision extend(Hold hold, Instant expiresAt, Instant at) {
    if (hold.status() == HoldStatus.EXPIRED || hold.due(at)) {
      return Decision.refuse(RefusalCode.HOLD_EXPIRED);
    }
    if (!expiresAt.isAfter(hold.expiresAt())) {
      return Decision.refuse(RefusalCode.EXPIRY_NOT_LATER);
    }
    if (expiresAt.isAfter(hold.placedAt().plus(Hold.MAX_LIFE))) {
      return Decision.refuse(RefusalCode.EXPIRY_TOO_FAR);
    }
    return Decision.accept(new HoldExtended(hold.id(), hold.namespaceId(), expiresAt));
  }

  private static Decision expireHold(Hold hold, LedgerDraft draft, Instant at) {
    if (!hold.due(at)) {
      return Decision.refuse(RefusalCode.HOLD_NOT_DUE);
    }
    draft.expireHold(hold);
    return new Decision.Accepted(draft.records());
  }

  private static Decision expireGrant(ExpireGrant command, SlotState state, Instant at) {
    Purse purse = state.purseOfGrant(command.grantId());
    if (purse == null) {
      return Decision.refuse(RefusalCode.GRANT_NOT_FOUND);
    }
    LedgerDraft draft = new LedgerDraft(state, purse, at);
    boolean due =
        draft.records().stream()
            .anyMatch(fact ->
                fact instanceof GrantExpired expired
                    && expired.grantId().equals(command.grantId()));
    return due
        ? new Decision.Accepted(draft.records())
        : Decision.refuse(RefusalCode.GRANT_NOT_DUE);
  }

  private static Decision onNamespace(OnNamespace command, SlotState state, Instant at) {
    Purse purse = state.purse(command.namespaceId());
    if (purse == null) {
      return Decision.refuse(RefusalCode.NAMESPACE_NOT_FOUND);
    }
    return switch (command) {
      case SetDebtLimit set -> setDebtLimit(set);
      case FreezeNamespace freeze -> freeze(freeze, purse.namespace().status());
      case UnfreezeNamespace unfreeze ->
          purse.namespace().status() == NamespaceStatus.FROZEN
              ? Decision.accept(new NamespaceUnfrozen(unfreeze.namespaceId()))
              : Decision.refuse(RefusalCode.NAMESPACE_NOT_FROZEN);
      case SetThresholds set -> setThresholds(set);
      case CloseNamespace close -> close(close, purse, state, at);
    };
  }

  private static Decision setDebtLimit(SetDebtLimit command) {
    return command.limit() < 0
        ? Decision.refuse(RefusalCode.AMOUNT_NEGATIVE)
        : Decision.accept(new DebtLimitSet(command.namespaceId(), command.limit()));
  }

  // Credit cannot move to another namespace, so what is left when one closes is given up or kept.
  private static Decision close(CloseNamespace command, Purse purse, SlotState state, Instant at) {
    if (purse.namespace().status() == NamespaceStatus.CLOSED) {
      return Decision.refuse(RefusalCode.NAMESPACE_CLOSED);
    }
    Credits credits = purse.credits();
    boolean left = credits.available() > 0 && !command.forfeit();
    if (credits.held() > 0 || credits.debt() > 0 || left) {
      return new Decision.Refused(
          Refusal.of(
              RefusalCode.NAMESPACE_NOT_EMPTY,
              Map.of(
                  "available", text(credits.available()),
                  "held", text(credits.held()),
                  "debt", text(credits.debt()))));
    }
    LedgerDraft draft = new LedgerDraft(state, purse, at);
    draft.giveUp();
    List<LogRecord> records = new ArrayList<>(draft.records());
    records.add(new NamespaceClosed(command.namespaceId()));
    return new Decision.Accepted(records);
  }

  private static Decision freeze(FreezeNamespace command, NamespaceStatus status) {
    return switch (status) {
      case OPEN -> Decision.accept(new NamespaceFrozen(command.namespaceId()));
      case FROZEN -> Decision.refuse(RefusalCode.NAMESPACE_FROZEN);
      case CLOSED -> Decision.refuse(RefusalCode.NAMESPACE_CLOSED);
    };
  }

  private static Decision setThresholds(SetThresholds command) {
    if (command.thresholds().size() > Purse.MAX_THRESHOLDS) {
      return Decision.refuse(RefusalCode.TOO_MANY_THRESHOLDS);
    }
    return command.thresholds().stream().anyMatch(threshold -> threshold <= 0)
        ? Decision.refuse(RefusalCode.AMOUNT_NOT_POSITIVE)
        : Decision.accept(new ThresholdsSet(command.namespaceId(), command.thresholds()));
  }

  private static String text(long amount) {
    return Long.toString(amount);
  }
}
