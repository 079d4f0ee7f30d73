package com.resultity.grpc;

import static com.resultity.grpc.Served.as;
import static com.resultity.grpc.Served.await;
import static com.resultity.grpc.Story.ACCOUNTS;
import static com.resultity.grpc.Story.JOBS;
import static com.resultity.grpc.Story.LEDGER;
import static com.resultity.grpc.Story.NETWORK;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import com.resultity.grpc.Served.Reply;
import com.resultity.grpc.accounts.v1.GetAccountRequest;
import com.resultity.grpc.accounts.v1.GetAccountResponse;
import com.resultity.grpc.calls.CallSettings;
import com.resultity.grpc.jobs.v1.Constraints;
import com.resultity.grpc.jobs.v1.GetJobRequest;
import com.resultity.grpc.jobs.v1.GetJobResponse;
import com.resultity.grpc.jobs.v1.ListCandidatesRequest;
import com.resultity.grpc.jobs.v1.ListCandidatesResponse;
import com.resultity.grpc.jobs.v1.Priority;
import com.resultity.grpc.jobs.v1.SubmitBlindJobRequest;
import com.resultity.grpc.jobs.v1.SubmitBlindJobResponse;
import com.resultity.grpc.jobs.v1.SubmitJobRequest;
import com.resultity.grpc.jobs.v1.SubmitJobResponse;
import com.resultity.grpc.ledger.v1.GetCreditsRequest;
import com.resultity.grpc.ledger.v1.GetCreditsResponse;
import com.resultity.grpc.ledger.v1.GrantCreditResponse;
import com.resultity.grpc.ledger.v1.Overage;
import com.resultity.grpc.ledger.v1.PlaceHoldRequest;
import com.resultity.grpc.ledger.v1.PlaceHoldResponse;
import com.resultity.grpc.network.v1.GetConfigurationRequest;
import com.resultity.grpc.network.v1.GetConfigurationResponse;
import com.resultity.ports.errors.ErrorCode;
import com.resultity.ports.journal.Faults;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.grpc.common.GrpcStatus;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What callers are told when they are not answered. */
class RefusalsTest {
  private static final PlaceHoldResponse HELD = PlaceHoldResponse.getDefaultInstance();
  private static final GetCreditsResponse CREDITS = GetCreditsResponse.getDefaultInstance();

  private Served served = new Served();
  private Story story = new Story(served);

  @AfterEach
  void close() {
    served.close();
  }

  private void serve(CallSettings settings, int queue) {
    served.close();
    served = new Served(settings, queue);
    story = new Story(served);
  }

  private GetCreditsRequest check() {
    return GetCreditsRequest.newBuilder().setNamespaceId(story.namespace).build();
  }

  private Reply<GetCreditsResponse> check(Map<String, String> metadata) {
    return served.reply(LEDGER + "GetCredits", metadata, check(), CREDITS);
  }

  private static ErrorInfo expect(Reply<?> reply, ErrorCode code) {
    assertThat(reply.status()).isEqualTo(GrpcStatus.valueOf(code.grpcStatus()));
    assertThat(reply.message()).isNull();
    assertThat(reply.details().getCode()).isEqualTo(code.grpcStatus());
    assertThat(reply.details().getMessage()).isEqualTo(code.title());
    ErrorInfo info = reply.detail(ErrorInfo.class).orElseThrow();
    assertThat(info.getReason()).isEqualTo(code.name());
    assertThat(info.getDomain()).isEqualTo("resultity.com");
    assertThat(info.getMetadataOrThrow("trace_id")).matches("[0-9a-f]{32}");
    return info;
  }

  @Test
  void aCallWithoutATokenIsUnauthenticated() {
    expect(check(Map.of()), ErrorCode.UNAUTHENTICATED);
    expect(check(Map.of("authorization", "Basic cloud")), ErrorCode.UNAUTHENTICATED);
  }

  @Test
  void aTokenThatIsNotAcceptedIsUnauthenticatedAndSaysWhy() {
    ErrorInfo info = expect(check(as("stranger")), ErrorCode.UNAUTHENTICATED);
    assertThat(info.getMetadataOrThrow("detail")).isEqualTo("the token is not known");
  }

  @Test
  void aRoleThatMayNotIsDeniedBeforeItsMessageIsRead() {
    Reply<GetCreditsResponse> reply =
        await(
            served.send(
                LEDGER + "GetCredits", as("status"), Buffer.buffer("not protobuf"), CREDITS));
    expect(reply, ErrorCode.PERMISSION_DENIED);
  }

  @Test
  void anotherTenantsNamespaceIsNotFound() {
    expect(check(as("account/account=" + UUID.randomUUID())), ErrorCode.NAMESPACE_NOT_FOUND);
    assertThat(check(as("account/account=" + story.account)).message()).isNotNull();
  }

  @Test
  void whatDoesNotExistIsNotFound() {
    String nowhere = UUID.randomUUID().toString();
    expect(
        served.reply(
            JOBS + "GetJob",
            as("cloud"),
            GetJobRequest.newBuilder().setJobId(nowhere).build(),
            GetJobResponse.getDefaultInstance()),
        ErrorCode.JOB_NOT_FOUND);
    expect(
        served.reply(
            JOBS + "ListCandidates",
            as("network"),
            ListCandidatesRequest.newBuilder().setJobId(nowhere).build(),
            ListCandidatesResponse.getDefaultInstance()),
        ErrorCode.JOB_NOT_FOUND);
    expect(
        served.reply(
            ACCOUNTS + "GetAccount",
            as("admin"),
            GetAccountRequest.newBuilder().setAccountId(nowhere).build(),
            GetAccountResponse.getDefaultInstance()),
        ErrorCode.ACCOUNT_NOT_FOUND);
  }

  @Test
  void everythingThatIsWrongWithARequestIsSaidAtOnce() {
    SubmitJobRequest bad =
        SubmitJobRequest.newBuilder()
            .setNamespaceId("1-1-1-1-1")
            .setConstraints(Constraints.newBuilder().setMinVramMib(-1).setSubcloudId(""))
            .setKeyId("mine")
            .build();
    Reply<?> reply =
        served.reply(JOBS + "SubmitJob", as("cloud"), bad, SubmitJobResponse.getDefaultInstance());
    assertThat(fields(reply))
        .containsExactlyInAnyOrder(
            "namespace_id",
            "model",
            "mode",
            "ttl",
            "constraints.min_vram_mib",
            "constraints.subcloud_id",
            "key_id");
    Reply<?> blind =
        served.reply(
            JOBS + "SubmitBlindJob",
            as("network"),
            SubmitBlindJobRequest.newBuilder().setPriority(Priority.PRIORITY_UNSPECIFIED).build(),
            SubmitBlindJobResponse.getDefaultInstance());
    assertThat(fields(blind))
        .containsExactlyInAnyOrder("network", "model", "mode", "priority", "ttl");
  }

  private static List<String> fields(Reply<?> reply) {
    expect(reply, ErrorCode.INVALID_REQUEST);
    return reply.detail(BadRequest.class).orElseThrow().getFieldViolationsList().stream()
        .map(BadRequest.FieldViolation::getField)
        .toList();
  }

  @Test
  void anEnumerationLeftUnspecifiedIsRefused() {
    expect(
        served.reply(
            NETWORK + "GetConfiguration",
            as("cloud"),
            GetConfigurationRequest.getDefaultInstance(),
            GetConfigurationResponse.getDefaultInstance()),
        ErrorCode.INVALID_REQUEST);
    PlaceHoldRequest unspecified =
        story.holdOf(1).toBuilder().setOverage(Overage.OVERAGE_UNSPECIFIED).build();
    expect(place(as("cloud"), unspecified), ErrorCode.INVALID_REQUEST);
  }

  @Test
  void aTimeOutsideTheCalendarIsRefused() {
    PlaceHoldRequest never =
        story.holdOf(1).toBuilder()
            .setExpiresAt(Timestamp.newBuilder().setSeconds(Long.MAX_VALUE))
            .build();
    expect(place(as("cloud"), never), ErrorCode.INVALID_REQUEST);
  }

  @Test
  void anUnknownFieldIsAccepted() {
    Buffer request =
        Buffer.buffer(check().toByteArray()).appendBytes(new byte[] {(byte) 0xf8, 1, 7});
    assertThat(await(served.send(LEDGER + "GetCredits", as("cloud"), request, CREDITS)).message())
        .isNotNull();
  }

  @Test
  void aMalformedMessageIsInvalid() {
    Reply<?> reply =
        await(
            served.send(
                LEDGER + "GetCredits", as("cloud"), Buffer.buffer("not protobuf"), CREDITS));
    expect(reply, ErrorCode.INVALID_REQUEST);
  }

  @Test
  void aMessageThatIsTooLargeIsRefused() {
    Buffer large = Buffer.buffer(new byte[(1 << 20) + 1]);
    expect(
        await(served.send(LEDGER + "GetCredits", as("cloud"), large, CREDITS)),
        ErrorCode.BODY_TOO_LARGE);
  }

  @Test
  void aRefusalCarriesItsFacts() {
    ErrorInfo info = expect(place(as("cloud"), story.holdOf(5)), ErrorCode.INSUFFICIENT_CREDIT);
    assertThat(info.getMetadataMap())
        .containsEntry("available", "0")
        .containsEntry("required", "5")
        .containsEntry("certainty", "final");
  }

  @Test
  void anAmountThatOverflowsIsRefused() {
    served.call(
        LEDGER + "GrantCredit",
        "admin",
        story.grant(Long.MAX_VALUE),
        GrantCreditResponse.getDefaultInstance());
    expect(
        served.reply(
            LEDGER + "GrantCredit",
            as("admin"),
            story.grant(Long.MAX_VALUE),
            GrantCreditResponse.getDefaultInstance()),
        ErrorCode.AMOUNT_OVERFLOW);
  }

  @Test
  void aCommandNeedsAnIdempotencyKey() {
    expect(
        place(Map.of("authorization", "Bearer cloud"), story.holdOf(5)),
        ErrorCode.IDEMPOTENCY_KEY_REQUIRED);
    expect(
        place(as("cloud", "idempotency-key", "k".repeat(256)), story.holdOf(5)),
        ErrorCode.INVALID_REQUEST);
  }

  @Test
  void anAdministratorsCommandNeedsAReason() {
    Map<String, String> metadata = as("admin");
    metadata.remove("reason");
    expect(place(metadata, story.holdOf(5)), ErrorCode.REASON_REQUIRED);
  }

  @Test
  void aReplayAnswersTheSameMessageAndSaysSo() {
    story.credit();
    Map<String, String> metadata = as("cloud");
    Reply<PlaceHoldResponse> first = place(metadata, story.holdOf(5));
    Reply<PlaceHoldResponse> again = place(metadata, story.holdOf(5));
    assertThat(first.message()).isNotNull().isEqualTo(again.message());
    assertThat(first.meta("idempotency-replayed")).isNull();
    assertThat(again.meta("idempotency-replayed")).isEqualTo("true");
  }

  @Test
  void aDryRunNeedsNoKeyAndRecordsNothing() {
    story.credit();
    PlaceHoldRequest hold = story.holdOf(5);
    Map<String, String> metadata = as("cloud", "dry-run", "true");
    Reply<PlaceHoldResponse> would = place(metadata, hold);
    assertThat(would.message()).isNotNull();
    metadata.remove("idempotency-key");
    assertThat(place(metadata, hold).message()).isNotNull();
    expect(place(as("cloud", "dry-run", "perhaps"), hold), ErrorCode.INVALID_REQUEST);
    metadata = as("cloud");
    metadata.put("dry-run", "false");
    Reply<PlaceHoldResponse> placed = place(metadata, hold);
    assertThat(placed.meta("idempotency-replayed")).isNull();
    assertThat(Objects.requireNonNull(placed.message()).getCredits())
        .isEqualTo(Objects.requireNonNull(would.message()).getCredits());
  }

  @Test
  void aRefusalIsReplayedToo() {
    Map<String, String> metadata = as("cloud");
    PlaceHoldRequest hold = story.holdOf(5);
    expect(place(metadata, hold), ErrorCode.INSUFFICIENT_CREDIT);
    story.credit();
    Reply<?> again = place(metadata, hold);
    expect(again, ErrorCode.INSUFFICIENT_CREDIT);
    assertThat(again.meta("idempotency-replayed")).isEqualTo("true");
  }

  @Test
  void aKeyUsedForAnotherRequestIsRefused() {
    story.credit();
    Map<String, String> metadata = as("cloud");
    place(metadata, story.holdOf(5));
    expect(place(metadata, story.holdOf(6)), ErrorCode.IDEMPOTENCY_KEY_REUSED);
  }

  @Test
  void aDeadlineThatPassesOnALookUpIsTold() {
    served.jobs = _ -> Future.future(_ -> {});
    Reply<?> reply =
        served.reply(
            JOBS + "GetJob",
            as("cloud", "grpc-timeout", "20m"),
            GetJobRequest.newBuilder().setJobId(UUID.randomUUID().toString()).build(),
            GetJobResponse.getDefaultInstance());
    assertThat(expect(reply, ErrorCode.DEADLINE_EXCEEDED).getMetadataOrThrow("certainty"))
        .isEqualTo("retry");
  }

  @Test
  void aDeadlineThatPassesOnACommandLeavesItsOutcomeUnknown() {
    // Once before, so that what is slow the first time does not take the deadline.
    expect(place(as("cloud"), story.holdOf(5)), ErrorCode.INSUFFICIENT_CREDIT);
    served.pause();
    Reply<?> reply =
        place(as("cloud", "idempotency-key", "k", "grpc-timeout", "2S"), story.holdOf(5));
    assertThat(expect(reply, ErrorCode.DEADLINE_EXCEEDED).getMetadataOrThrow("certainty"))
        .isEqualTo("unknown");
    assertThat(reply.detail(RetryInfo.class)).isEmpty();
  }

  @Test
  void aTimeoutThatIsMalformedIsRefusedAndOneOfNothingHasPassed() {
    expect(check(as("cloud", "grpc-timeout", "soon")), ErrorCode.INVALID_REQUEST);
    expect(check(as("cloud", "grpc-timeout", "0m")), ErrorCode.DEADLINE_EXCEEDED);
  }

  @Test
  void aFullQueueIsOverloadedAndSaysWhenToTryAgain() {
    serve(CallSettings.DEFAULT, 1);
    served.pause();
    var first = served.send(LEDGER + "PlaceHold", as("cloud"), story.holdOf(1), HELD);
    var second = served.send(LEDGER + "PlaceHold", as("cloud"), story.holdOf(2), HELD);
    Reply<?> third = place(as("cloud"), story.holdOf(3));
    expect(third, ErrorCode.OVERLOADED);
    assertThat(third.detail(RetryInfo.class).orElseThrow().hasRetryDelay()).isTrue();
    served.resume();
    expect(await(first), ErrorCode.INSUFFICIENT_CREDIT);
    expect(await(second), ErrorCode.INSUFFICIENT_CREDIT);
  }

  @Test
  void aDatabaseThatCannotBeReachedIsUnavailable() {
    served.store.faults().plan(Faults.Fault.UNAVAILABLE);
    ErrorInfo info = expect(place(as("cloud"), story.holdOf(1)), ErrorCode.UNAVAILABLE);
    assertThat(info.getMetadataOrThrow("certainty")).isEqualTo("retry");
  }

  @Test
  void aFailureOfCoreIsInternalAndLeaksNothing() {
    served.jobs = _ -> Future.failedFuture(new IllegalStateException("a secret"));
    Reply<?> reply =
        served.reply(
            JOBS + "GetJob",
            as("cloud"),
            GetJobRequest.newBuilder().setJobId(UUID.randomUUID().toString()).build(),
            GetJobResponse.getDefaultInstance());
    expect(reply, ErrorCode.INTERNAL);
    assertThat(reply.toString()).doesNotContain("secret");
    assertThat(reply.details().toString()).doesNotContain("secret");
  }

  @Test
  void aTraceIsTakenOverWhenWellFormedAndReplacedWhenNot() {
    String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    assertThat(traceOf("00-" + trace + "-00f067aa0ba902b7-01")).isEqualTo(trace);
    assertThat(traceOf("00-" + trace + "-00f067aa0ba902b7-01-x")).isNotEqualTo(trace);
    assertThat(traceOf("00-" + trace + "-0000000000000000-01")).isNotEqualTo(trace);
    assertThat(traceOf("ff-" + trace + "-00f067aa0ba902b7-01")).isNotEqualTo(trace);
  }

  private String traceOf(String traceparent) {
    return expect(check(Map.of("traceparent", traceparent)), ErrorCode.UNAUTHENTICATED)
        .getMetadataOrThrow("trace_id");
  }

  @Test
  void compressedMessagesAreNotTaken() {
    expect(check(as("cloud", "grpc-encoding", "gzip")), ErrorCode.UNSUPPORTED_MEDIA_TYPE);
  }

  @Test
  void everyCallIsCounted() {
    check(as("cloud"));
    check(Map.of());
    assertThat(served.counts.answered.sum()).isEqualTo(3);
    assertThat(served.counts.failed.get(ErrorCode.UNAUTHENTICATED)).hasValue(1);
  }

  private Reply<PlaceHoldResponse> place(Map<String, String> metadata, Message request) {
    return served.reply(LEDGER + "PlaceHold", metadata, request, HELD);
  }
}
