package com.resultity.grpc.ledger;

import com.resultity.domain.ledger.Credits;
import com.resultity.domain.ledger.Entry;
import com.resultity.domain.ledger.GrantSource;
import com.resultity.domain.ledger.Hold;
import com.resultity.domain.ledger.LedgerRecord.CreditGranted;
import com.resultity.domain.ledger.LedgerRecord.DebtLimitSet;
import com.resultity.domain.ledger.LedgerRecord.HoldExtended;
import com.resultity.domain.ledger.LedgerRecord.HoldPlaced;
import com.resultity.domain.ledger.LedgerRecord.HoldSettled;
import com.resultity.domain.ledger.LedgerRecord.HoldVoided;
import com.resultity.domain.ledger.LedgerRecord.ThresholdsSet;
import com.resultity.domain.ledger.Overage;
import com.resultity.domain.ledger.Slice;
import com.resultity.grpc.calls.Render;
import com.resultity.grpc.ledger.v1.EntryKind;
import com.resultity.grpc.ledger.v1.ExtendHoldResponse;
import com.resultity.grpc.ledger.v1.GetCreditsRequest;
import com.resultity.grpc.ledger.v1.GetCreditsResponse;
import com.resultity.grpc.ledger.v1.GetTrialBalanceResponse;
import com.resultity.grpc.ledger.v1.GrantCreditResponse;
import com.resultity.grpc.ledger.v1.HoldStatus;
import com.resultity.grpc.ledger.v1.PlaceHoldResponse;
import com.resultity.grpc.ledger.v1.SetDebtLimitResponse;
import com.resultity.grpc.ledger.v1.SetThresholdsResponse;
import com.resultity.grpc.ledger.v1.SettleHoldResponse;
import com.resultity.grpc.ledger.v1.TrialBalanceLine;
import com.resultity.grpc.ledger.v1.VoidHoldResponse;
import com.resultity.ports.journal.Outcome.Done;
import com.resultity.ports.ledger.Standing;
import com.resultity.ports.ledger.TrialBalance;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Renders credits, holds and entries. */
final class LedgerMessages {
  private LedgerMessages() {}

  static GetCreditsResponse credits(Standing standing, GetCreditsRequest request, Instant asOf) {
    GetCreditsResponse.Builder answer =
        GetCreditsResponse.newBuilder()
            .setCredits(Render.credits(standing.credits()))
            .setAsOf(Render.time(asOf));
    if (request.hasAmount()) {
      answer.setSufficient(standing.covers(request.getAmount()));
    }
    return answer.build();
  }

  /** The balances that a namespace had at a time, after the last entry until then. */
  static GetCreditsResponse creditsAt(Optional<Entry> last, Instant at) {
    return GetCreditsResponse.newBuilder()
        .setCredits(Render.credits(last.map(Entry::credits).orElse(Credits.NONE)))
        .setAsOf(Render.time(at))
        .build();
  }

  static SetThresholdsResponse thresholdsSet(Done done) {
    ThresholdsSet set = done.get(ThresholdsSet.class);
    return SetThresholdsResponse.newBuilder()
        .setNamespaceId(set.namespaceId().toString())
        .addAllThresholds(set.thresholds())
        .build();
  }

  static GrantCreditResponse granted(Done done) {
    CreditGranted granted = done.get(CreditGranted.class);
    return GrantCreditResponse.newBuilder()
        .setGrantId(granted.grantId().toString())
        .setRepaid(granted.repaid())
        .setCredits(Render.credits(granted.credits()))
        .build();
  }

  static SetDebtLimitResponse debtLimitSet(Done done) {
    DebtLimitSet set = done.get(DebtLimitSet.class);
    return SetDebtLimitResponse.newBuilder()
        .setNamespaceId(set.namespaceId().toString())
        .setLimit(set.limit())
        .build();
  }

  static PlaceHoldResponse held(Done done) {
    HoldPlaced placed = done.get(HoldPlaced.class);
    return PlaceHoldResponse.newBuilder()
        .setHoldId(placed.holdId().toString())
        .setStatus(HoldStatus.HOLD_STATUS_HELD)
        .setExpiresAt(Render.time(placed.expiresAt()))
        .addAllSlices(slices(placed.slices()))
        .setCredits(Render.credits(placed.credits()))
        .build();
  }

  static SettleHoldResponse settled(Done done) {
    HoldSettled settled = done.get(HoldSettled.class);
    return SettleHoldResponse.newBuilder()
        .setHoldId(settled.holdId().toString())
        .setStatus(HoldStatus.HOLD_STATUS_SETTLED)
        .setCharged(settled.charged())
        .setReleased(Slice.total(settled.returned()))
        .setDebt(settled.debt())
        .setLate(settled.late())
        .setCredits(Render.credits(settled.credits()))
        .build();
  }

  static VoidHoldResponse voided(Done done) {
    HoldVoided voided = done.get(HoldVoided.class);
    return VoidHoldResponse.newBuilder()
        .setHoldId(voided.holdId().toString())
        .setStatus(HoldStatus.HOLD_STATUS_VOIDED)
        .setReleased(Slice.total(voided.returned()))
        .setCredits(Render.credits(voided.credits()))
        .build();
  }

  static ExtendHoldResponse extended(Done done) {
    HoldExtended extended = done.get(HoldExtended.class);
    return ExtendHoldResponse.newBuilder()
        .setHoldId(extended.holdId().toString())
        .setStatus(HoldStatus.HOLD_STATUS_HELD)
        .setExpiresAt(Render.time(extended.expiresAt()))
        .build();
  }

  static com.resultity.grpc.ledger.v1.Hold hold(Hold hold) {
    return com.resultity.grpc.ledger.v1.Hold.newBuilder()
        .setHoldId(hold.id().toString())
        .setNamespaceId(hold.namespaceId().toString())
        .setAmount(hold.amount())
        .setPlacedAt(Render.time(hold.placedAt()))
        .setExpiresAt(Render.time(hold.expiresAt()))
        .setOverage(overage(hold.overage()))
        .addAllSlices(slices(hold.slices()))
        .setStatus(status(hold.status()))
        .setCharged(hold.charged())
        .setForJob(hold.forJob())
        .build();
  }

  static com.resultity.grpc.ledger.v1.Entry entry(Entry entry) {
    return com.resultity.grpc.ledger.v1.Entry.newBuilder()
        .setEntryId(entry.id().toString())
        .setKind(kind(entry.kind()))
        .setSubjectId(entry.subject().toString())
        .setAmount(entry.amount())
        .setCredits(Render.credits(entry.credits()))
        .setAt(Render.time(entry.at()))
        .build();
  }

  static GetTrialBalanceResponse trialBalance(List<TrialBalance.Line> lines) {
    return GetTrialBalanceResponse.newBuilder()
        .addAllLines(lines.stream().map(LedgerMessages::line).toList())
        .build();
  }

  private static TrialBalanceLine line(TrialBalance.Line line) {
    return TrialBalanceLine.newBuilder()
        .setSlot(line.slot())
        .setNetwork(Render.network(line.network()))
        .setAvailable(line.available())
        .setHeld(line.held())
        .setDebt(line.debt())
        .setSpent(line.spent())
        .setGranted(line.granted())
        .setFunding(line.funding())
        .setPromotion(line.promotion())
        .setRevenue(line.revenue())
        .setBreakage(line.breakage())
        .setTotal(line.total())
        .build();
  }

  private static List<com.resultity.grpc.ledger.v1.Slice> slices(List<Slice> slices) {
    return slices.stream()
        .map(slice ->
            com.resultity.grpc.ledger.v1.Slice.newBuilder()
                .setGrantId(slice.grantId().toString())
                .setAmount(slice.amount())
                .build())
        .toList();
  }

  static @Nullable GrantSource source(com.resultity.grpc.ledger.v1.GrantSource source) {
    return switch (source) {
      case GRANT_SOURCE_TOP_UP -> GrantSource.TOP_UP;
      case GRANT_SOURCE_BONUS -> GrantSource.BONUS;
      case GRANT_SOURCE_REFERRAL -> GrantSource.REFERRAL;
      case GRANT_SOURCE_REWARD -> GrantSource.REWARD;
      case GRANT_SOURCE_ADJUSTMENT -> GrantSource.ADJUSTMENT;
      case GRANT_SOURCE_UNSPECIFIED, UNRECOGNIZED -> null;
    };
  }

  static @Nullable Overage overage(com.resultity.grpc.ledger.v1.Overage overage) {
    return switch (overage) {
      case OVERAGE_REFUSE -> Overage.REFUSE;
      case OVERAGE_CAP -> Overage.CAP;
      case OVERAGE_CHARGE -> Overage.CHARGE;
      case OVERAGE_UNSPECIFIED, UNRECOGNIZED -> null;
    };
  }

  private static com.resultity.grpc.ledger.v1.Overage overage(Overage overage) {
    return switch (overage) {
      case REFUSE -> com.resultity.grpc.ledger.v1.Overage.OVERAGE_REFUSE;
      case CAP -> com.resultity.grpc.ledger.v1.Overage.OVERAGE_CAP;
      case CHARGE -> com.resultity.grpc.ledger.v1.Overage.OVERAGE_CHARGE;
    };
  }

  private static HoldStatus status(com.resultity.domain.ledger.HoldStatus status) {
    return switch (status) {
      case HELD -> HoldStatus.HOLD_STATUS_HELD;
      case SETTLED -> HoldStatus.HOLD_STATUS_SETTLED;
      case VOIDED -> HoldStatus.HOLD_STATUS_VOIDED;
      case EXPIRED -> HoldStatus.HOLD_STATUS_EXPIRED;
    };
  }

  private static EntryKind kind(com.resultity.domain.ledger.EntryKind kind) {
    return switch (kind) {
      case GRANT -> EntryKind.ENTRY_KIND_GRANT;
      case HOLD -> EntryKind.ENTRY_KIND_HOLD;
      case SETTLE -> EntryKind.ENTRY_KIND_SETTLE;
      case VOID -> EntryKind.ENTRY_KIND_VOID;
      case HOLD_EXPIRY -> EntryKind.ENTRY_KIND_HOLD_EXPIRY;
      case GRANT_EXPIRY -> EntryKind.ENTRY_KIND_GRANT_EXPIRY;
    };
  }
}
