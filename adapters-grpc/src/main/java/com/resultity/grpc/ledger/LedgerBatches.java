package com.resultity.grpc.ledger;

import com.resultity.domain.ledger.LedgerCommand;
import com.resultity.grpc.calls.Ask;
import com.resultity.grpc.calls.Input;
import com.resultity.grpc.calls.InvalidRequest;
import com.resultity.grpc.calls.Violation;
import com.resultity.grpc.ledger.v1.BatchCommand;
import com.resultity.grpc.ledger.v1.BatchOutcome;
import com.resultity.grpc.ledger.v1.BatchRequest;
import com.resultity.grpc.ledger.v1.BatchResponse;
import com.resultity.ports.access.Operation;
import com.resultity.ports.ledger.RunBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** Reads the commands of a batch as their own methods would. */
final class LedgerBatches {
  private final LedgerMethods methods;

  LedgerBatches(LedgerMethods methods) {
    this.methods = methods;
  }

  Ask<BatchResponse> read(BatchRequest request) {
    Input in = new Input();
    in.require(request.getCommandsCount() > 0, "commands");
    List<Ask.Part<BatchOutcome>> parts = new ArrayList<>();
    for (int i = 0; i < request.getCommandsCount(); i++) {
      try {
        parts.add(part(request.getCommands(i)));
      } catch (InvalidRequest invalid) {
        for (Violation violation : invalid.violations()) {
          in.reject("commands[" + i + "]." + violation.field(), violation.description());
        }
      }
    }
    in.check();
    return new Ask.Batch<>(
        request.getAtomic(),
        parts,
        (error, replayed) ->
            BatchOutcome.newBuilder().setReplayed(replayed).setError(error).build(),
        outcomes -> BatchResponse.newBuilder().addAllOutcomes(outcomes).build());
  }

  private Ask.Part<BatchOutcome> part(BatchCommand command) {
    return switch (command.getCommandCase()) {
      case GRANT_CREDIT ->
          part(
              Operation.GRANT_CREDIT,
              methods.grantCredit(command.getGrantCredit()),
              BatchOutcome.Builder::setGrantCredit);
      case SET_DEBT_LIMIT ->
          part(
              Operation.SET_DEBT_LIMIT,
              methods.setDebtLimit(command.getSetDebtLimit()),
              BatchOutcome.Builder::setSetDebtLimit);
      case SET_THRESHOLDS ->
          part(
              Operation.SET_THRESHOLDS,
              methods.setThresholds(command.getSetThresholds()),
              BatchOutcome.Builder::setSetThresholds);
      case FREEZE_NAMESPACE ->
          part(
              Operation.FREEZE_NAMESPACE,
              methods.freezeNamespace(command.getFreezeNamespace()),
              BatchOutcome.Builder::setFreezeNamespace);
      case UNFREEZE_NAMESPACE ->
          part(
              Operation.UNFREEZE_NAMESPACE,
              methods.unfreezeNamespace(command.getUnfreezeNamespace()),
              BatchOutcome.Builder::setUnfreezeNamespace);
      case PLACE_HOLD ->
          part(
              Operation.PLACE_HOLD,
              methods.placeHold(command.getPlaceHold()),
              BatchOutcome.Builder::setPlaceHold);
      case SETTLE_HOLD ->
          part(
              Operation.SETTLE_HOLD,
              methods.settleHold(command.getSettleHold()),
              BatchOutcome.Builder::setSettleHold);
      case VOID_HOLD ->
          part(
              Operation.VOID_HOLD,
              methods.voidHold(command.getVoidHold()),
              BatchOutcome.Builder::setVoidHold);
      case EXTEND_HOLD ->
          part(
              Operation.EXTEND_HOLD,
              methods.extendHold(command.getExtendHold()),
              BatchOutcome.Builder::setExtendHold);
      case COMMAND_NOT_SET ->
          throw new InvalidRequest(List.of(new Violation("command", "is required")));
    };
  }

  private static <X> Ask.Part<BatchOutcome> part(
      Operation operation,
      Ask.Change<X> ask,
      BiFunction<BatchOutcome.Builder, X, BatchOutcome.Builder> set) {
    return new Ask.Part<>(
        new RunBatch.Item(operation, ask.target(), (LedgerCommand) ask.command()),
        done ->
            set.apply(
                    BatchOutcome.newBuilder().setReplayed(done.replayed()),
                    ask.answer().apply(done))
                .build());
  }
}
