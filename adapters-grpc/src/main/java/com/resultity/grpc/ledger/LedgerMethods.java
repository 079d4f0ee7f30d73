package com.resultity.grpc.ledger;

import com.resultity.domain.ledger.Entry;
import com.resultity.domain.ledger.GrantSource;
import com.resultity.domain.ledger.LedgerCommand;
import com.resultity.domain.ledger.Overage;
import com.resultity.grpc.calls.Area;
import com.resultity.grpc.calls.Ask;
import com.resultity.grpc.calls.Input;
import com.resultity.grpc.calls.Unary;
import com.resultity.grpc.ledger.v1.BatchRequest;
import com.resultity.grpc.ledger.v1.ExtendHoldRequest;
import com.resultity.grpc.ledger.v1.ExtendHoldResponse;
import com.resultity.grpc.ledger.v1.FreezeNamespaceRequest;
import com.resultity.grpc.ledger.v1.FreezeNamespaceResponse;
import com.resultity.grpc.ledger.v1.GetCreditsRequest;
import com.resultity.grpc.ledger.v1.GetCreditsResponse;
import com.resultity.grpc.ledger.v1.GetHoldRequest;
import com.resultity.grpc.ledger.v1.GetHoldResponse;
import com.resultity.grpc.ledger.v1.GetTrialBalanceRequest;
import com.resultity.grpc.ledger.v1.GetTrialBalanceResponse;
import com.resultity.grpc.ledger.v1.GrantCreditRequest;
import com.resultity.grpc.ledger.v1.GrantCreditResponse;
import com.resultity.grpc.ledger.v1.LedgerProto;
import com.resultity.grpc.ledger.v1.ListEntriesRequest;
import com.resultity.grpc.ledger.v1.ListEntriesResponse;
import com.resultity.grpc.ledger.v1.PlaceHoldRequest;
import com.resultity.grpc.ledger.v1.PlaceHoldResponse;
import com.resultity.grpc.ledger.v1.SetDebtLimitRequest;
import com.resultity.grpc.ledger.v1.SetDebtLimitResponse;
import com.resultity.grpc.ledger.v1.SetThresholdsRequest;
import com.resultity.grpc.ledger.v1.SetThresholdsResponse;
import com.resultity.grpc.ledger.v1.SettleHoldRequest;
import com.resultity.grpc.ledger.v1.SettleHoldResponse;
import com.resultity.grpc.ledger.v1.UnfreezeNamespaceRequest;
import com.resultity.grpc.ledger.v1.UnfreezeNamespaceResponse;
import com.resultity.grpc.ledger.v1.VoidHoldRequest;
import com.resultity.grpc.ledger.v1.VoidHoldResponse;
import com.resultity.ports.access.Operation;
import com.resultity.ports.access.Target;
import com.resultity.ports.errors.ErrorCode;
import com.resultity.ports.errors.Fault;
import com.resultity.ports.journal.IdSource;
import com.resultity.ports.ledger.CreditReader;
import com.resultity.ports.ledger.EntryReader;
import com.resultity.ports.ledger.HoldReader;
import com.resultity.ports.ledger.Standing;
import com.resultity.ports.ledger.TrialBalance;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;

/** The methods of {@code resultity.ledger.v1.Ledger} that have one answer. */
public final class LedgerMethods {
  private static final int MAX_REFERENCE = 200;

  private final IdSource ids;
  private final CreditReader credits;
  private final HoldReader holds;
  private final EntryReader entries;
  private final TrialBalance trialBalance;
  private final InstantSource clock;

  public LedgerMethods(
      IdSource ids,
      CreditReader credits,
      HoldReader holds,
      EntryReader entries,
      TrialBalance trialBalance,
      InstantSource clock) {
    this.ids = ids;
    this.credits = credits;
    this.holds = holds;
    this.entries = entries;
    this.trialBalance = trialBalance;
    this.clock = clock;
  }

  public Area area() {
    return new Area(
        LedgerProto.getDescriptor().findServiceByName("Ledger"),
        List.of(
            new Unary<>(Operation.GET_CREDITS, GetCreditsRequest.parser(), this::getCredits),
            new Unary<>(Operation.GRANT_CREDIT, GrantCreditRequest.parser(), this::grantCredit),
            new Unary<>(Operation.SET_DEBT_LIMIT, SetDebtLimitRequest.parser(), this::setDebtLimit),
            new Unary<>(
                Operation.SET_THRESHOLDS, SetThresholdsRequest.parser(), this::setThresholds),
            new Unary<>(
                Operation.FREEZE_NAMESPACE, FreezeNamespaceRequest.parser(), this::freezeNamespace),
            new Unary<>(
                Operation.UNFREEZE_NAMESPACE,
                UnfreezeNamespaceRequest.parser(),
                this::unfreezeNamespace),
            new Unary<>(Operation.PLACE_HOLD, PlaceHoldRequest.parser(), this::placeHold),
            new Unary<>(Operation.GET_HOLD, GetHoldRequest.parser(), this::getHold),
            new Unary<>(Operation.SETTLE_HOLD, SettleHoldRequest.parser(), this::settleHold),
            new Unary<>(Operation.VOID_HOLD, VoidHoldRequest.parser(), this::voidHold),
            new Unary<>(Operation.EXTEND_HOLD, ExtendHoldRequest.parser(), this::extendHold),
            new Unary<>(Operation.BATCH, BatchRequest.parser(), new LedgerBatches(this)::read),
            new Unary<>(Operation.LIST_ENTRIES, ListEntriesRequest.parser(), this::listEntries),
            new Unary<>(
                Operation.GET_TRIAL_BALANCE,
                GetTrialBalanceRequest.parser(),
                this::getTrialBalance)),
        List.of(LedgerStreams.execute(this), LedgerStreams.checkCredits(this)));
  }

  Ask<GetCreditsResponse> getCredits(GetCreditsRequest request) {
    Input in = new Input();
    UUID namespace = in.id("namespace_id", request.getNamespaceId());
    if (request.hasAmount() && request.getAmount() <= 0) {
      in.reject("amount", "must be positive");
    }
    Instant now = clock.instant();
    Instant at = in.timeOrNull("at", request.hasAt(), request.getAt());
    if (at != null && at.isAfter(now)) {
      in.reject("at", "must not be in the future");
    }
    if (at != null && request.hasAmount()) {
      in.reject("amount", "is only to be checked against the present balances");
    }
    in.check();
    return new Ask.Look<>(
        new Target.OfNamespace(namespace),
        () -> {
          Future<Standing> present =
              credits
                  .find(namespace)
                  .map(found -> found.orElseThrow(() -> new Fault(ErrorCode.NAMESPACE_NOT_FOUND)));
          return at == null
              ? present.map(standing -> LedgerMessages.credits(standing, request, now))
              : present
                  .compose(_ -> entries.lastUntil(namespace, at))
                  .map(last -> LedgerMessages.creditsAt(last, at));
        });
  }

  Ask.Change<GrantCreditResponse> grantCredit(GrantCreditRequest request) {
    Input in = new Input();
    UUID namespace = in.id("namespace_id", request.getNamespaceId());
    GrantSource source =
        in.known("source", LedgerMessages.source(request.getSource()), GrantSource.BONUS);
    Instant expiresAt = in.timeOrNull("expires_at", request.hasExpiresAt(), request.getExpiresAt());
    String payment =
        in.textOrNull(
            "payment_reference",
            request.hasPaymentReference(),
            request.getPaymentReference(),
            MAX_REFERENCE);
    in.check();
    return new Ask.Change<>(
        new Target.OfNamespace(namespace),
        new LedgerCommand.GrantCredit(
            ids.beside(namespace),
            namespace,
            request.getAmount(),
            source,
            request.getPriority(),
            expiresAt,
            payment),
        LedgerMessages::granted);
  }

  Ask.Change<SetDebtLimitResponse> setDebtLimit(SetDebtLimitRequest request) {
    Input in = new Input();
    UUID namespace = in.id("namespace_id", request.getNamespaceId());
    in.check();
    return new Ask.Change<>(
        new Target.OfNamespace(namespace),
        new LedgerCommand.SetDebtLimit(namespace, request.getLimit()),
        LedgerMessages::debtLimitSet);
  }

  Ask.Change<SetThresholdsResponse> setThresholds(SetThresholdsRequest request) {
    Input in = new Input();
    UUID namespace = in.id("namespace_id", request.getNamespaceId());
    in.check();
    return new Ask.Change<>(
        new Target.OfNamespace(namespace),
        new LedgerCommand.SetThresholds(namespace, request.getThresholdsList()),
        LedgerMessages::thresholdsSet);
  }

  Ask.Change<FreezeNamespaceResponse> freezeNamespace(FreezeNamespaceRequest request) {
    Input in = new Input();
    UUID namespace = in.id("namespace_id", request.getNamespaceId());
    in.check();
    return new Ask.Change<>(
        new Target.OfNamespace(namespace),
        new LedgerCommand.FreezeNamespace(namespace),
        _ -> FreezeNamespaceResponse.newBuilder().setNamespaceId(namespace.toString()).build());
  }

  Ask.Change<UnfreezeNamespaceResponse> unfreezeNamespace(UnfreezeNamespaceRequest request) {
    Input in = new Input();
    UUID namespace = in.id("namespace_id", request.getNamespaceId());
    in.check();
    return new Ask.Change<>(
        new Target.OfNamespace(namespace),
        new LedgerCommand.UnfreezeNamespace(namespace),
        _ -> UnfreezeNamespaceResponse.newBuilder().setNamespaceId(namespace.toString()).build());
  }

  Ask.Change<PlaceHoldResponse> placeHold(PlaceHoldRequest request) {
    Input in = new Input();
    UUID namespace = in.id("namespace_id", request.getNamespaceId());
    Instant expiresAt = in.time("expires_at", request.hasExpiresAt(), request.getExpiresAt());
    Overage overage =
        request.hasOverage()
            ? in.known("overage", LedgerMessages.overage(request.getOverage()), Overage.REFUSE)
            : Overage.REFUSE;
    in.check();
    return new Ask.Change<>(
        new Target.OfNamespace(namespace),
        new LedgerCommand.PlaceHold(
            ids.beside(namespace), namespace, request.getAmount(), expiresAt, overage),
        LedgerMessages::held);
  }

  private Ask<GetHoldResponse> getHold(GetHoldRequest request) {
    Input in = new Input();
    UUID id = in.id("hold_id", request.getHoldId());
    in.check();
    return new Ask.Look<>(
        new Target.OfHold(id),
        () ->
            holds
                .find(id)
                .map(found ->
                    GetHoldResponse.newBuilder()
                        .setHold(
                            LedgerMessages.hold(
                                found.orElseThrow(() -> new Fault(ErrorCode.HOLD_NOT_FOUND))))
                        .build()));
  }

  Ask.Change<SettleHoldResponse> settleHold(SettleHoldRequest request) {
    Input in = new Input();
    UUID id = in.id("hold_id", request.getHoldId());
    in.check();
    return new Ask.Change<>(
        new Target.OfHold(id),
        new LedgerCommand.SettleHold(id, request.getAmount()),
        LedgerMessages::settled);
  }

  Ask.Change<VoidHoldResponse> voidHold(VoidHoldRequest request) {
    Input in = new Input();
    UUID id = in.id("hold_id", request.getHoldId());
    in.check();
    return new Ask.Change<>(
        new Target.OfHold(id), new LedgerCommand.VoidHold(id), LedgerMessages::voided);
  }

  Ask.Change<ExtendHoldResponse> extendHold(ExtendHoldRequest request) {
    Input in = new Input();
    UUID id = in.id("hold_id", request.getHoldId());
    Instant expiresAt = in.time("expires_at", request.hasExpiresAt(), request.getExpiresAt());
    in.check();
    return new Ask.Change<>(
        new Target.OfHold(id),
        new LedgerCommand.ExtendHold(id, expiresAt),
        LedgerMessages::extended);
  }

  private Ask<ListEntriesResponse> listEntries(ListEntriesRequest request) {
    Input in = new Input();
    UUID namespace = in.id("namespace_id", request.getNamespaceId());
    int limit = in.limit(request.hasLimit(), request.getLimit());
    UUID after = in.idOrNull("cursor", request.hasCursor(), request.getCursor());
    in.check();
    return new Ask.Look<>(
        new Target.OfNamespace(namespace),
        () ->
            entries
                .list(namespace, after, limit)
                .compose(page ->
                    (page.isEmpty() ? existing(namespace) : Future.<Void>succeededFuture())
                        .map(_ -> page(page, limit))));
  }

  private Future<Void> existing(UUID namespace) {
    return credits
        .find(namespace)
        .compose(found ->
            found.isPresent()
                ? Future.succeededFuture()
                : Future.failedFuture(new Fault(ErrorCode.NAMESPACE_NOT_FOUND)));
  }

  private static ListEntriesResponse page(List<Entry> entries, int limit) {
    ListEntriesResponse.Builder page = ListEntriesResponse.newBuilder();
    entries.forEach(entry -> page.addEntries(LedgerMessages.entry(entry)));
    if (entries.size() == limit) {
      page.setNextCursor(entries.getLast().id().toString());
    }
    return page.build();
  }

  private Ask<GetTrialBalanceResponse> getTrialBalance(GetTrialBalanceRequest request) {
    return new Ask.Look<>(
        new Target.Everything(), () -> trialBalance.list().map(LedgerMessages::trialBalance));
  }
}
