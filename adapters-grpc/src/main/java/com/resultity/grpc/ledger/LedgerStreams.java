package com.resultity.grpc.ledger;

import com.resultity.grpc.calls.Ask;
import com.resultity.grpc.calls.Bidi;
import com.resultity.grpc.calls.InvalidRequest;
import com.resultity.grpc.calls.Violation;
import com.resultity.grpc.ledger.v1.CheckCreditsRequest;
import com.resultity.grpc.ledger.v1.CheckCreditsResponse;
import com.resultity.grpc.ledger.v1.ExecuteRequest;
import com.resultity.grpc.ledger.v1.ExecuteResponse;
import com.resultity.ports.access.Operation;
import java.util.EnumSet;
import java.util.List;
import java.util.function.BiFunction;

/** The methods of {@code resultity.ledger.v1.Ledger} that are streams. */
final class LedgerStreams {
  private LedgerStreams() {}

  static Bidi<ExecuteRequest, ExecuteResponse> execute(LedgerMethods methods) {
    return new Bidi<>(
        "Execute",
        EnumSet.of(
            Operation.GRANT_CREDIT,
            Operation.SET_DEBT_LIMIT,
            Operation.SET_THRESHOLDS,
            Operation.FREEZE_NAMESPACE,
            Operation.UNFREEZE_NAMESPACE,
            Operation.PLACE_HOLD,
            Operation.SETTLE_HOLD,
            Operation.VOID_HOLD,
            Operation.EXTEND_HOLD),
        ExecuteRequest.parser(),
        request -> item(methods, request),
        (request, error, replayed) -> answer(request, replayed).setError(error).build());
  }

  static Bidi<CheckCreditsRequest, CheckCreditsResponse> checkCredits(LedgerMethods methods) {
    return new Bidi<>(
        "CheckCredits",
        EnumSet.of(Operation.GET_CREDITS),
        CheckCreditsRequest.parser(),
        request ->
            new Bidi.Item<>(
                Operation.GET_CREDITS,
                "",
                null,
                methods.getCredits(request.getCheck()),
                (credits, _) ->
                    CheckCreditsResponse.newBuilder()
                        .setCorrelationId(request.getCorrelationId())
                        .setCredits(credits)
                        .build()),
        (request, error, _) ->
            CheckCreditsResponse.newBuilder()
                .setCorrelationId(request.getCorrelationId())
                .setError(error)
                .build());
  }

  private static Bidi.Item<?, ExecuteResponse> item(LedgerMethods methods, ExecuteRequest q) {
    return switch (q.getCommandCase()) {
      case GRANT_CREDIT ->
          item(
              q,
              Operation.GRANT_CREDIT,
              methods.grantCredit(q.getGrantCredit()),
              ExecuteResponse.Builder::setGrantCredit);
      case SET_DEBT_LIMIT ->
          item(
              q,
              Operation.SET_DEBT_LIMIT,
              methods.setDebtLimit(q.getSetDebtLimit()),
              ExecuteResponse.Builder::setSetDebtLimit);
      case SET_THRESHOLDS ->
          item(
              q,
              Operation.SET_THRESHOLDS,
              methods.setThresholds(q.getSetThresholds()),
              ExecuteResponse.Builder::setSetThresholds);
      case FREEZE_NAMESPACE ->
          item(
              q,
              Operation.FREEZE_NAMESPACE,
              methods.freezeNamespace(q.getFreezeNamespace()),
              ExecuteResponse.Builder::setFreezeNamespace);
      case UNFREEZE_NAMESPACE ->
          item(
              q,
              Operation.UNFREEZE_NAMESPACE,
              methods.unfreezeNamespace(q.getUnfreezeNamespace()),
              ExecuteResponse.Builder::setUnfreezeNamespace);
      case PLACE_HOLD ->
          item(
              q,
              Operation.PLACE_HOLD,
              methods.placeHold(q.getPlaceHold()),
              ExecuteResponse.Builder::setPlaceHold);
      case SETTLE_HOLD ->
          item(
              q,
              Operation.SETTLE_HOLD,
              methods.settleHold(q.getSettleHold()),
              ExecuteResponse.Builder::setSettleHold);
      case VOID_HOLD ->
          item(
              q,
              Operation.VOID_HOLD,
              methods.voidHold(q.getVoidHold()),
              ExecuteResponse.Builder::setVoidHold);
      case EXTEND_HOLD ->
          item(
              q,
              Operation.EXTEND_HOLD,
              methods.extendHold(q.getExtendHold()),
              ExecuteResponse.Builder::setExtendHold);
      case COMMAND_NOT_SET ->
          throw new InvalidRequest(List.of(new Violation("command", "is required")));
    };
  }

  private static <X> Bidi.Item<X, ExecuteResponse> item(
      ExecuteRequest request,
      Operation operation,
      Ask<X> ask,
      BiFunction<ExecuteResponse.Builder, X, ExecuteResponse.Builder> set) {
    return new Bidi.Item<>(
        operation,
        request.getIdempotencyKey(),
        request.hasReason() ? request.getReason() : null,
        ask,
        (found, replayed) -> set.apply(answer(request, replayed), found).build());
  }

  private static ExecuteResponse.Builder answer(ExecuteRequest request, boolean replayed) {
    return ExecuteResponse.newBuilder()
        .setCorrelationId(request.getCorrelationId())
        .setReplayed(replayed);
  }
}
