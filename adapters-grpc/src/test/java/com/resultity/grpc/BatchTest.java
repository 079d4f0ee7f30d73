package com.resultity.grpc;

import static com.resultity.grpc.Served.as;
import static com.resultity.grpc.Story.CREDIT;
import static com.resultity.grpc.Story.LEDGER;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.resultity.domain.journal.Ids;
import com.resultity.grpc.Served.Reply;
import com.resultity.grpc.calls.CallSettings;
import com.resultity.grpc.errors.v1.Certainty;
import com.resultity.grpc.ledger.v1.BatchCommand;
import com.resultity.grpc.ledger.v1.BatchOutcome;
import com.resultity.grpc.ledger.v1.BatchOutcome.OutcomeCase;
import com.resultity.grpc.ledger.v1.BatchRequest;
import com.resultity.grpc.ledger.v1.BatchResponse;
import com.resultity.grpc.ledger.v1.ExtendHoldRequest;
import com.resultity.grpc.ledger.v1.FreezeNamespaceRequest;
import com.resultity.grpc.ledger.v1.GetCreditsRequest;
import com.resultity.grpc.ledger.v1.GetCreditsResponse;
import com.resultity.grpc.ledger.v1.PlaceHoldResponse;
import com.resultity.grpc.ledger.v1.SetDebtLimitRequest;
import com.resultity.grpc.ledger.v1.SetThresholdsRequest;
import com.resultity.grpc.ledger.v1.SettleHoldRequest;
import com.resultity.grpc.ledger.v1.UnfreezeNamespaceRequest;
import com.resultity.grpc.ledger.v1.VoidHoldRequest;
import com.resultity.ports.errors.ErrorCode;
import io.vertx.core.Future;
import io.vertx.grpc.common.GrpcStatus;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many ledger commands in one call. */
class BatchTest {
  private static final BatchResponse OUTCOMES = BatchResponse.getDefaultInstance();

  private Served served = new Served();
  private Story story = new Story(served).credit();

  @AfterEach
  void close() {
    served.close();
  }

  private Reply<BatchResponse> batch(
      Map<String, String> metadata, boolean atomic, BatchCommand... commands) {
    return served.reply(LEDGER + "Batch", metadata, request(atomic, commands), OUTCOMES);
  }

  private static BatchRequest request(boolean atomic, BatchCommand... commands) {
    return BatchRequest.newBuilder().setAtomic(atomic).addAllCommands(List.of(commands)).build();
  }

  private BatchCommand grant(long amount) {
    return BatchCommand.newBuilder().setGrantCredit(story.grant(amount)).build();
  }

  private BatchCommand hold(long amount) {
    return BatchCommand.newBuilder().setPlaceHold(story.holdOf(amount)).build();
  }

  private static BatchCommand voidHold(String hold) {
    return BatchCommand.newBuilder()
        .setVoidHold(VoidHoldRequest.newBuilder().setHoldId(hold))
        .build();
  }

  private BatchCommand freeze() {
    return BatchCommand.newBuilder()
        .setFreezeNamespace(FreezeNamespaceRequest.newBuilder().setNamespaceId(story.namespace))
        .build();
  }

  private long available() {
    return served
        .call(
            LEDGER + "GetCredits",
            "cloud",
            GetCreditsRequest.newBuilder().setNamespaceId(story.namespace).build(),
            GetCreditsResponse.getDefaultInstance())
        .getCredits()
        .getAvailable();
  }

  private static List<String> codes(Reply<BatchResponse> reply) {
    return reply.answer().getOutcomesList().stream().map(o -> o.getError().getCode()).toList();
  }

  private static ErrorInfo expect(Reply<?> reply, ErrorCode code) {
    assertThat(reply.status()).isEqualTo(GrpcStatus.valueOf(code.grpcStatus()));
    ErrorInfo info = reply.detail(ErrorInfo.class).orElseThrow();
    assertThat(info.getReason()).isEqualTo(code.name());
    return info;
  }

  @Test
  void everyLedgerCommandCanBeInABatchAndIsAnsweredAsAlone() {
    for (boolean atomic : new boolean[] {false, true}) {
      String namespace = story.namespace;
      Reply<BatchResponse> reply =
          batch(
              as("admin"),
              atomic,
              grant(5),
              BatchCommand.newBuilder()
                  .setSetDebtLimit(
                      SetDebtLimitRequest.newBuilder().setNamespaceId(namespace).setLimit(7))
                  .build(),
              BatchCommand.newBuilder()
                  .setSetThresholds(
                      SetThresholdsRequest.newBuilder().setNamespaceId(namespace).addThresholds(1))
                  .build(),
              freeze(),
              BatchCommand.newBuilder()
                  .setUnfreezeNamespace(
                      UnfreezeNamespaceRequest.newBuilder().setNamespaceId(namespace))
                  .build(),
              hold(3),
              BatchCommand.newBuilder()
                  .setSettleHold(
                      SettleHoldRequest.newBuilder().setHoldId(story.hold()).setAmount(4))
                  .build(),
              voidHold(story.hold()),
              BatchCommand.newBuilder()
                  .setExtendHold(
                      ExtendHoldRequest.newBuilder()
                          .setHoldId(story.hold())
                          .setExpiresAt(
                              story.inAnHour.toBuilder()
                                  .setSeconds(story.inAnHour.getSeconds() + 3600)))
                  .build());
      assertThat(reply.answer().getOutcomesList().stream().map(BatchOutcome::getOutcomeCase))
          .containsExactly(
              OutcomeCase.GRANT_CREDIT,
              OutcomeCase.SET_DEBT_LIMIT,
              OutcomeCase.SET_THRESHOLDS,
              OutcomeCase.FREEZE_NAMESPACE,
              OutcomeCase.UNFREEZE_NAMESPACE,
              OutcomeCase.PLACE_HOLD,
              OutcomeCase.SETTLE_HOLD,
              OutcomeCase.VOID_HOLD,
              OutcomeCase.EXTEND_HOLD);
      assertThat(reply.answer().getOutcomes(6).getSettleHold().getCharged()).isEqualTo(4);
    }
  }

  @Test
  void eachIsAnsweredAgainAsTheFirstTime() {
    Map<String, String> metadata = as("cloud", "idempotency-key", "each");
    Reply<BatchResponse> first = batch(metadata, false, hold(CREDIT + 1), hold(5));
    Reply<BatchResponse> again = batch(metadata, false, hold(CREDIT + 1), hold(5));

    assertThat(codes(first)).containsExactly("insufficient_credit", "");
    assertThat(codes(again)).containsExactly("insufficient_credit", "");
    assertThat(first.answer().getOutcomesList()).noneMatch(BatchOutcome::getReplayed);
    assertThat(again.answer().getOutcomesList()).allMatch(BatchOutcome::getReplayed);
    assertThat(again.meta("idempotency-replayed")).isEqualTo("true");
    assertThat(again.answer().getOutcomes(1).getPlaceHold())
        .isEqualTo(first.answer().getOutcomes(1).getPlaceHold());
    assertThat(available()).isEqualTo(CREDIT - 5);
  }

  @Test
  void allTogetherAreAnsweredAgainAsTheFirstTime() {
    Map<String, String> metadata = as("cloud", "idempotency-key", "together");
    BatchCommand[] commands = {hold(4), hold(5)};
    Reply<BatchResponse> first = batch(metadata, true, commands);
    Reply<BatchResponse> again = batch(metadata, true, commands);

    assertThat(again.meta("idempotency-replayed")).isEqualTo("true");
    assertThat(again.answer().getOutcomes(1).getPlaceHold())
        .isEqualTo(first.answer().getOutcomes(1).getPlaceHold());
    assertThat(available()).isEqualTo(CREDIT - 9);
  }

  @Test
  void aKeyThatNamesAnotherBatchIsRefused() {
    for (boolean atomic : new boolean[] {false, true}) {
      Map<String, String> metadata = as("cloud", "idempotency-key", "key-" + atomic);
      batch(metadata, atomic, hold(1));
      expect(batch(metadata, atomic, hold(1), hold(1)), ErrorCode.IDEMPOTENCY_KEY_REUSED);
    }
    assertThat(available()).isEqualTo(CREDIT - 2);
  }

  @Test
  void oneThatIsRefusedKeepsAllFromHappeningAndIsNamed() {
    Map<String, String> metadata = as("cloud", "idempotency-key", "refused");
    BatchCommand[] commands = {hold(1), hold(CREDIT)};
    ErrorInfo first = expect(batch(metadata, true, commands), ErrorCode.INSUFFICIENT_CREDIT);
    Reply<BatchResponse> again = batch(metadata, true, commands);

    assertThat(first.getMetadataOrThrow("command")).isEqualTo("1");
    assertThat(expect(again, ErrorCode.INSUFFICIENT_CREDIT).getMetadataOrThrow("command"))
        .isEqualTo("1");
    assertThat(again.meta("idempotency-replayed")).isEqualTo("true");
    assertThat(available()).isEqualTo(CREDIT);
  }

  @Test
  void aDryRunRecordsNothing() {
    for (boolean atomic : new boolean[] {false, true}) {
      Reply<BatchResponse> reply = batch(as("cloud", "dry-run", "true"), atomic, hold(4), hold(5));
      assertThat(reply.answer().getOutcomes(1).getPlaceHold().getCredits().getAvailable())
          .isEqualTo(CREDIT - (atomic ? 9 : 5));
    }
    assertThat(available()).isEqualTo(CREDIT);
  }

  @Test
  void eachCommandIsLetThroughByItself() {
    Story other = new Story(served).credit();
    String theirs = other.hold();
    BatchCommand[] commands = {
      hold(1),
      BatchCommand.newBuilder().setPlaceHold(other.holdOf(1)).build(),
      voidHold(theirs),
      grant(1),
      freeze()
    };
    String narrowed = "cloud/namespace=" + story.namespace;

    assertThat(codes(batch(as(narrowed), false, commands)))
        .containsExactly(
            "", "namespace_not_found", "hold_not_found", "permission_denied", "permission_denied");
    assertThat(
            expect(batch(as(narrowed), true, commands), ErrorCode.NAMESPACE_NOT_FOUND)
                .getMetadataOrThrow("command"))
        .isEqualTo("1");
    expect(batch(as("network"), false, hold(1)), ErrorCode.PERMISSION_DENIED);
    assertThat(available()).isEqualTo(CREDIT - 1);
  }

  @Test
  void whatIsWrongIsToldWithItsPlace() {
    Reply<BatchResponse> reply =
        batch(
            as("cloud"),
            true,
            hold(1),
            voidHold("me"),
            BatchCommand.getDefaultInstance(),
            BatchCommand.newBuilder()
                .setPlaceHold(story.holdOf(1).toBuilder().clearExpiresAt())
                .build());
    expect(reply, ErrorCode.INVALID_REQUEST);
    assertThat(
            reply.detail(BadRequest.class).orElseThrow().getFieldViolationsList().stream()
                .map(BadRequest.FieldViolation::getField))
        .containsExactly("commands[1].hold_id", "commands[2].command", "commands[3].expires_at");
  }

  @Test
  void aBatchIsNotEmptyNorTooLargeAndHasAKey() {
    expect(batch(as("cloud"), false), ErrorCode.INVALID_REQUEST);
    expect(
        batch(Map.of("authorization", "Bearer cloud"), false, hold(1)),
        ErrorCode.IDEMPOTENCY_KEY_REQUIRED);
    expect(
        batch(Map.of("authorization", "Bearer admin", "idempotency-key", "k"), false, hold(1)),
        ErrorCode.REASON_REQUIRED);
    for (boolean atomic : new boolean[] {false, true}) {
      BatchCommand[] more = Collections.nCopies(1001, hold(1)).toArray(BatchCommand[]::new);
      expect(batch(as("cloud"), atomic, more), ErrorCode.BATCH_TOO_LARGE);
      BatchCommand[] most = Collections.nCopies(1000, hold(1)).toArray(BatchCommand[]::new);
      assertThat(batch(as("cloud"), atomic, most).answer().getOutcomesCount()).isEqualTo(1000);
    }
    assertThat(available()).isEqualTo(CREDIT - 2000);
  }

  @Test
  void allTogetherMustBeOfOneSlot() {
    Story other = new Story(served).credit();
    while (slot(other) == slot(story)) {
      other = new Story(served).credit();
    }
    BatchCommand elsewhere = BatchCommand.newBuilder().setPlaceHold(other.holdOf(1)).build();
    assertThat(
            expect(batch(as("cloud"), true, hold(1), elsewhere), ErrorCode.BATCH_SPANS_SLOTS)
                .getMetadataOrThrow("command"))
        .isEqualTo("1");
    assertThat(codes(batch(as("cloud"), false, hold(1), elsewhere))).containsExactly("", "");
  }

  private static int slot(Story story) {
    return Ids.slotOf(UUID.fromString(story.namespace));
  }

  @Test
  void aQueueThatIsFullRefusesTheRestForNow() {
    served.close();
    served = new Served(CallSettings.DEFAULT, 1);
    story = new Story(served).credit();
    served.pause();
    Future<Reply<BatchResponse>> sent =
        served.send(
            LEDGER + "Batch", as("cloud"), request(false, hold(1), hold(1), hold(1)), OUTCOMES);
    while (served.committer.waiting(1) + served.committer.waiting(2) < 1) {
      Thread.onSpinWait();
    }
    // It comes behind the batch, on the same connection: by its answer the batch has been read.
    expect(
        served.reply(
            LEDGER + "PlaceHold",
            as("cloud"),
            story.holdOf(1),
            PlaceHoldResponse.getDefaultInstance()),
        ErrorCode.OVERLOADED);
    served.resume();
    Reply<BatchResponse> reply = Served.await(sent);

    assertThat(codes(reply)).containsExactly("", "", "overloaded");
    assertThat(reply.answer().getOutcomes(2).getError().getCertainty())
        .isEqualTo(Certainty.CERTAINTY_RETRY);
  }

  @Test
  void aBatchWhoseDeadlinePassesMayHaveHappened() {
    // Once before, so that what is slow the first time does not take the deadline.
    assertThat(batch(as("cloud"), true, hold(1)).answer().getOutcomesCount()).isEqualTo(1);
    served.pause();
    Reply<BatchResponse> reply =
        batch(as("cloud", "grpc-timeout", "2S", "idempotency-key", "late"), true, hold(1));
    assertThat(expect(reply, ErrorCode.DEADLINE_EXCEEDED).getMetadataOrThrow("certainty"))
        .isEqualTo("unknown");
    served.resume();
    assertThat(
            batch(as("cloud", "idempotency-key", "late"), true, hold(1))
                .answer()
                .getOutcomesCount())
        .isEqualTo(1);
    assertThat(available()).isEqualTo(CREDIT - 2);
  }
}
