package com.resultity.grpc;

import static com.resultity.grpc.Served.as;
import static com.resultity.grpc.Served.await;
import static com.resultity.grpc.Story.ACCOUNTS;
import static com.resultity.grpc.Story.JOBS;
import static com.resultity.grpc.Story.LEDGER;
import static com.resultity.grpc.Story.NETWORK;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Duration;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import com.google.rpc.ErrorInfo;
import com.resultity.domain.journal.RefusalCode;
import com.resultity.grpc.accounts.v1.OpenAccountRequest;
import com.resultity.grpc.accounts.v1.OpenAccountResponse;
import com.resultity.grpc.accounts.v1.OpenNamespaceRequest;
import com.resultity.grpc.accounts.v1.OpenNamespaceResponse;
import com.resultity.grpc.jobs.v1.CancelJobRequest;
import com.resultity.grpc.jobs.v1.CancelJobResponse;
import com.resultity.grpc.jobs.v1.CompleteJobRequest;
import com.resultity.grpc.jobs.v1.CompleteJobResponse;
import com.resultity.grpc.jobs.v1.DispatchJobRequest;
import com.resultity.grpc.jobs.v1.DispatchJobResponse;
import com.resultity.grpc.jobs.v1.FailJobRequest;
import com.resultity.grpc.jobs.v1.FailJobResponse;
import com.resultity.grpc.jobs.v1.JobResult;
import com.resultity.grpc.jobs.v1.SubmitJobRequest;
import com.resultity.grpc.jobs.v1.SubmitJobResponse;
import com.resultity.grpc.ledger.v1.BatchCommand;
import com.resultity.grpc.ledger.v1.BatchRequest;
import com.resultity.grpc.ledger.v1.BatchResponse;
import com.resultity.grpc.ledger.v1.ExtendHoldRequest;
import com.resultity.grpc.ledger.v1.ExtendHoldResponse;
import com.resultity.grpc.ledger.v1.FreezeNamespaceRequest;
import com.resultity.grpc.ledger.v1.FreezeNamespaceResponse;
import com.resultity.grpc.ledger.v1.GrantCreditRequest;
import com.resultity.grpc.ledger.v1.GrantCreditResponse;
import com.resultity.grpc.ledger.v1.GrantSource;
import com.resultity.grpc.ledger.v1.Overage;
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
import com.resultity.grpc.network.v1.ApproveModelRequest;
import com.resultity.grpc.network.v1.ApproveModelResponse;
import com.resultity.grpc.network.v1.JobLimits;
import com.resultity.grpc.network.v1.NetworkName;
import com.resultity.grpc.network.v1.ProposeModelRequest;
import com.resultity.grpc.network.v1.ProposeModelResponse;
import com.resultity.grpc.network.v1.PublishConfigurationRequest;
import com.resultity.grpc.network.v1.PublishConfigurationResponse;
import com.resultity.grpc.network.v1.RollBackConfigurationRequest;
import com.resultity.grpc.network.v1.RollBackConfigurationResponse;
import com.resultity.ports.errors.ErrorCode;
import com.resultity.ports.journal.Head;
import io.vertx.grpc.common.GrpcStatus;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every refusal that a caller can meet: what it is met with, and that it changes nothing. */
class RefusalTableTest {
  /** Only commands that no caller can send lead there: the sweep's, and what follows accounts. */
  private static final Set<RefusalCode> OUT_OF_REACH =
      EnumSet.of(
          RefusalCode.NAMESPACES_UP_TO_DATE,
          RefusalCode.HOLD_NOT_DUE,
          RefusalCode.GRANT_NOT_FOUND,
          RefusalCode.GRANT_NOT_DUE,
          RefusalCode.JOB_NOT_DUE);

  private static final String NOBODY = "01981c7e-4c00-7000-8004-00000000002a";
  private static final String NODE = "0x" + "0".repeat(39) + "1";
  private static final String OTHER = "0x" + "0".repeat(39) + "2";

  final Served served = new Served();
  Story story;

  /**
   * A call that is to be refused.
   *
   * @param kept whether the refusal is remembered, as that of a command is
   */
  record Call(String method, String role, Message request, Message kind, boolean kept) {
    Call(String method, String role, Message request, Message kind) {
      this(method, role, request, kind, true);
    }
  }

  @BeforeEach
  void begin() {
    story = new Story(served);
  }

  @AfterEach
  void close() {
    served.close();
  }

  private Call ledger(String method, Message request, Message kind) {
    return new Call(LEDGER + method, "admin", request, kind);
  }

  private Call network(String method, Message request, Message kind) {
    story.model();
    return new Call(NETWORK + method, "admin", request, kind);
  }

  private Call approve(String version) {
    return network(
        "ApproveModel",
        ApproveModelRequest.newBuilder()
            .setNetwork(NetworkName.NETWORK_NAME_TESTNET)
            .setName("llama")
            .setVersion(version)
            .build(),
        ApproveModelResponse.getDefaultInstance());
  }

  private Call job(String method, Message request, Message kind) {
    return new Call(JOBS + method, "admin", request, kind);
  }

  private void done(Call call) {
    served.call(call.method(), call.role(), call.request(), call.kind());
  }

  private static final Map<RefusalCode, Function<RefusalTableTest, Call>> TABLE =
      new EnumMap<>(RefusalCode.class);

  static {
    TABLE.put(RefusalCode.ACCOUNT_NOT_FOUND, t -> t.openNamespace(NOBODY, "other"));
    TABLE.put(
        RefusalCode.EMAIL_TAKEN,
        t -> {
          t.done(t.openAccount(OpenAccountRequest.newBuilder().setEmail("me@example.com")));
          return t.openAccount(OpenAccountRequest.newBuilder().setEmail("me@example.com"));
        });
    TABLE.put(
        RefusalCode.REFERRAL_INVALID,
        t -> t.openAccount(OpenAccountRequest.newBuilder().setReferrerId(NOBODY)));
    TABLE.put(RefusalCode.NAMESPACE_NAME_TAKEN, t -> t.openNamespace(t.story.account, "main"));
    TABLE.put(
        RefusalCode.CONFIG_INVALID,
        t -> {
          PublishConfigurationRequest.Builder empty = Story.publish().toBuilder();
          empty.getTermsBuilder().clearModels();
          return new Call(
              NETWORK + "PublishConfiguration",
              "admin",
              empty.build(),
              PublishConfigurationResponse.getDefaultInstance());
        });
    TABLE.put(
        RefusalCode.VERSION_MISMATCH,
        t ->
            t.network(
                "PublishConfiguration",
                Story.publish().toBuilder().setExpectedVersion(7).build(),
                PublishConfigurationResponse.getDefaultInstance()));
    TABLE.put(
        RefusalCode.CONFIGURATION_NOT_FOUND,
        t ->
            t.network(
                "RollBackConfiguration",
                RollBackConfigurationRequest.newBuilder()
                    .setNetwork(NetworkName.NETWORK_NAME_TESTNET)
                    .setToVersion(7)
                    .build(),
                RollBackConfigurationResponse.getDefaultInstance()));
    TABLE.put(RefusalCode.MODEL_NOT_FOUND, t -> t.approve("2"));
    TABLE.put(RefusalCode.MODEL_STATUS_INVALID, t -> t.approve("1"));
    TABLE.put(
        RefusalCode.MODEL_EXISTS,
        t ->
            t.network(
                "ProposeModel",
                ProposeModelRequest.newBuilder()
                    .setNetwork(NetworkName.NETWORK_NAME_TESTNET)
                    .setModel(Story.publish().getTerms().getModels(0))
                    .build(),
                ProposeModelResponse.getDefaultInstance()));
    AccountRefusals.rows(TABLE);
    NodeRefusals.rows(TABLE);
    ledgerRows();
    holdRows();
    submitRows();
    jobRows();
  }

  private static void ledgerRows() {
    TABLE.put(
        RefusalCode.NAMESPACE_NOT_FOUND,
        t -> t.grant(t.story.grant(5).toBuilder().setNamespaceId(NOBODY)));
    TABLE.put(
        RefusalCode.NAMESPACE_FROZEN,
        t -> {
          t.story.credit();
          t.done(t.freeze());
          return t.hold(t.story.holdOf(5).toBuilder());
        });
    TABLE.put(
        RefusalCode.NAMESPACE_NOT_FROZEN,
        t ->
            t.ledger(
                "UnfreezeNamespace",
                UnfreezeNamespaceRequest.newBuilder().setNamespaceId(t.story.namespace).build(),
                UnfreezeNamespaceResponse.getDefaultInstance()));
    TABLE.put(RefusalCode.AMOUNT_NOT_POSITIVE, t -> t.grant(t.story.grant(0).toBuilder()));
    TABLE.put(RefusalCode.AMOUNT_NEGATIVE, t -> t.debtLimit(-1));
    TABLE.put(
        RefusalCode.AMOUNT_OVERFLOW,
        t -> {
          t.done(t.grant(t.story.grant(Long.MAX_VALUE).toBuilder()));
          return t.grant(t.story.grant(1).toBuilder());
        });
    TABLE.put(
        RefusalCode.EXPIRY_NOT_IN_FUTURE,
        t ->
            t.grant(
                t.story.grant(5).toBuilder().setExpiresAt(Timestamp.newBuilder().setSeconds(1))));
    TABLE.put(
        RefusalCode.TOO_MANY_GRANTS,
        t -> {
          GrantCreditRequest grant = t.story.grant(1);
          BatchRequest.Builder batch = BatchRequest.newBuilder().setAtomic(true);
          for (int i = 0; i < 1000; i++) {
            batch.addCommands(BatchCommand.newBuilder().setGrantCredit(grant));
          }
          t.done(t.ledger("Batch", batch.build(), BatchResponse.getDefaultInstance()));
          return t.grant(grant.toBuilder());
        });
    TABLE.put(
        RefusalCode.PAYMENT_REFERENCE_MISSING,
        t -> t.grant(t.story.grant(5).toBuilder().setSource(GrantSource.GRANT_SOURCE_TOP_UP)));
    TABLE.put(
        RefusalCode.PAYMENT_ALREADY_GRANTED,
        t -> {
          t.done(t.grant(t.story.grant(5).toBuilder().setPaymentReference("paid")));
          return t.grant(t.story.grant(7).toBuilder().setPaymentReference("paid"));
        });
    TABLE.put(
        RefusalCode.TOO_MANY_THRESHOLDS,
        t ->
            t.ledger(
                "SetThresholds",
                SetThresholdsRequest.newBuilder()
                    .setNamespaceId(t.story.namespace)
                    .addAllThresholds(Stream.iterate(1L, n -> n + 1).limit(11).toList())
                    .build(),
                SetThresholdsResponse.getDefaultInstance()));
  }

  private static void holdRows() {
    TABLE.put(RefusalCode.INSUFFICIENT_CREDIT, t -> t.hold(t.story.holdOf(5).toBuilder()));
    TABLE.put(
        RefusalCode.EXPIRY_TOO_FAR,
        t -> {
          PlaceHoldRequest hold = t.story.credit().holdOf(5);
          long century = hold.getExpiresAt().getSeconds() + 3_000_000_000L;
          return t.hold(hold.toBuilder().setExpiresAt(Timestamp.newBuilder().setSeconds(century)));
        });
    TABLE.put(
        RefusalCode.DEBT_OUTSTANDING,
        t -> {
          t.indebted(10);
          return t.hold(t.story.holdOf(1).toBuilder());
        });
    TABLE.put(RefusalCode.DEBT_LIMIT_EXCEEDED, t -> t.settle(t.charging(5, 10), Story.CREDIT + 11));
    TABLE.put(RefusalCode.HOLD_NOT_FOUND, t -> t.settle(NOBODY, 1));
    TABLE.put(
        RefusalCode.HOLD_ALREADY_SETTLED,
        t -> {
          String hold = t.story.credit().hold();
          t.done(t.settle(hold, 1));
          return t.settle(hold, 1);
        });
    TABLE.put(
        RefusalCode.HOLD_ALREADY_VOIDED,
        t -> {
          String hold = t.story.credit().hold();
          t.done(t.voidHold(hold));
          return t.settle(hold, 1);
        });
    TABLE.put(
        RefusalCode.HOLD_EXPIRED,
        t -> {
          String hold = t.story.credit().hold();
          t.served.pass(java.time.Duration.ofHours(2));
          return t.voidHold(hold);
        });
    TABLE.put(
        RefusalCode.HOLD_BELONGS_TO_JOB, t -> t.settle(t.story.credit().model().submitted(), 1));
    TABLE.put(RefusalCode.EXCEEDS_HOLD, t -> t.settle(t.story.credit().hold(), 1001));
    TABLE.put(
        RefusalCode.EXPIRY_NOT_LATER,
        t ->
            t.ledger(
                "ExtendHold",
                ExtendHoldRequest.newBuilder()
                    .setHoldId(t.story.credit().hold())
                    .setExpiresAt(t.story.inAnHour)
                    .build(),
                ExtendHoldResponse.getDefaultInstance()));
  }

  private static void submitRows() {
    TABLE.put(
        RefusalCode.NETWORK_NOT_CONFIGURED, t -> t.submit(t.story.credit().job().toBuilder()));
    TABLE.put(
        RefusalCode.MODEL_NOT_AVAILABLE,
        t -> t.submit(t.story.credit().model().job().toBuilder().setModel("gpt")));
    TABLE.put(
        RefusalCode.TTL_OUT_OF_RANGE,
        t ->
            t.submit(
                t.story.credit().model().job().toBuilder()
                    .setTtl(Duration.newBuilder().setSeconds(3601))));
    TABLE.put(
        RefusalCode.MAX_TOKENS_NOT_POSITIVE,
        t -> t.submit(t.story.credit().model().job().toBuilder().setMaxTokens(0)));
    TABLE.put(
        RefusalCode.AMOUNT_EXCEEDS_PRICE,
        t -> t.submit(t.story.credit().model().job().toBuilder().setAmount(101)));
  }

  private static void jobRows() {
    TABLE.put(RefusalCode.JOB_NOT_FOUND, t -> t.dispatch(NOBODY, NODE));
    TABLE.put(RefusalCode.JOB_NOT_QUEUED, t -> t.dispatch(t.dispatched(), OTHER));
    TABLE.put(
        RefusalCode.JOB_NOT_READY,
        t -> {
          JobLimits.Builder limits = t.threeAttempts().setBackOff(seconds(30));
          return t.dispatch(t.failedOnce(limits), OTHER);
        });
    TABLE.put(RefusalCode.JOB_NOT_DISPATCHED, t -> t.complete(t.queued(), NODE, 1));
    TABLE.put(
        RefusalCode.JOB_ALREADY_FINISHED,
        t -> {
          String job = t.dispatched();
          t.done(t.complete(job, NODE, 1));
          return t.cancel(job);
        });
    TABLE.put(
        RefusalCode.JOB_EXPIRED,
        t -> {
          String job = t.queued();
          t.served.pass(java.time.Duration.ofMinutes(2));
          return t.dispatch(job, NODE);
        });
    TABLE.put(RefusalCode.NODE_NOT_ASSIGNED, t -> t.complete(t.dispatched(), OTHER, 1));
    TABLE.put(
        RefusalCode.NODE_NOT_ELIGIBLE,
        t -> {
          String job = t.queued();
          t.served.reasons = List.of("paused");
          return t.dispatch(job, NODE);
        });
    TABLE.put(
        RefusalCode.NODE_ALREADY_TRIED,
        t -> {
          t.done(t.dispatch(t.queued(), OTHER));
          return t.dispatch(t.failedOnce(t.threeAttempts()), NODE);
        });
    TABLE.put(
        RefusalCode.ATTEMPT_SUPERSEDED,
        t -> {
          String job = t.failedOnce(t.threeAttempts());
          t.done(t.dispatch(job, OTHER));
          return t.complete(job, NODE, 1);
        });
  }

  static Set<RefusalCode> codes() {
    return TABLE.keySet();
  }

  @Test
  void everyRefusalIsInTheTableOrOutOfReach() {
    Set<RefusalCode> all = EnumSet.copyOf(OUT_OF_REACH);

    assertThat(all).doesNotContainAnyElementsOf(TABLE.keySet());
    all.addAll(TABLE.keySet());
    assertThat(all).containsExactlyInAnyOrder(RefusalCode.values());
  }

  @ParameterizedTest
  @MethodSource("codes")
  void aRefusalSaysWhyAndIsRepeatedAndChangesNothing(RefusalCode refusal) {
    Call call = Objects.requireNonNull(TABLE.get(refusal)).apply(this);
    List<Head> before = heads();
    Map<String, String> metadata = as(call.role());
    for (boolean replayed : new boolean[] {false, true}) {
      Served.Reply<?> reply = served.reply(call.method(), metadata, call.request(), call.kind());
      ErrorCode code = ErrorCode.of(refusal);
      assertThat(reply.message()).isNull();
      ErrorInfo info = reply.detail(ErrorInfo.class).orElseThrow();
      assertThat(info.getReason()).isEqualTo(refusal.name());
      assertThat(info.getMetadataOrThrow("certainty")).isEqualTo("final");
      assertThat(reply.status()).isEqualTo(GrpcStatus.valueOf(code.grpcStatus()));
      assertThat(reply.meta("idempotency-replayed"))
          .isEqualTo(replayed && call.kept() ? "true" : null);
    }
    // Whatever changes is in a block.
    assertThat(heads()).isEqualTo(before);
  }

  private List<Head> heads() {
    return Stream.of(0, 1, 2).map(slot -> await(served.store.blocks().head(slot))).toList();
  }

  private Call openAccount(OpenAccountRequest.Builder request) {
    return new Call(
        ACCOUNTS + "OpenAccount",
        "account",
        request.build(),
        OpenAccountResponse.getDefaultInstance());
  }

  private Call openNamespace(String account, String name) {
    return new Call(
        ACCOUNTS + "OpenNamespace",
        "account",
        OpenNamespaceRequest.newBuilder()
            .setAccountId(account)
            .setName(name)
            .setNetwork(Story.publish().getNetwork())
            .build(),
        OpenNamespaceResponse.getDefaultInstance());
  }

  private Call grant(GrantCreditRequest.Builder request) {
    return ledger("GrantCredit", request.build(), GrantCreditResponse.getDefaultInstance());
  }

  private Call freeze() {
    return ledger(
        "FreezeNamespace",
        FreezeNamespaceRequest.newBuilder().setNamespaceId(story.namespace).build(),
        FreezeNamespaceResponse.getDefaultInstance());
  }

  private Call debtLimit(long limit) {
    return ledger(
        "SetDebtLimit",
        SetDebtLimitRequest.newBuilder().setNamespaceId(story.namespace).setLimit(limit).build(),
        SetDebtLimitResponse.getDefaultInstance());
  }

  private Call hold(PlaceHoldRequest.Builder request) {
    return ledger("PlaceHold", request.build(), PlaceHoldResponse.getDefaultInstance());
  }

  private Call settle(String hold, long amount) {
    return ledger(
        "SettleHold",
        SettleHoldRequest.newBuilder().setHoldId(hold).setAmount(amount).build(),
        SettleHoldResponse.getDefaultInstance());
  }

  private Call voidHold(String hold) {
    return ledger(
        "VoidHold",
        VoidHoldRequest.newBuilder().setHoldId(hold).build(),
        VoidHoldResponse.getDefaultInstance());
  }

  /** A hold of so much that may be charged for more, down to a limit of debt. */
  private String charging(long amount, long limit) {
    story.credit();
    done(debtLimit(limit));
    PlaceHoldRequest hold =
        story.holdOf(amount).toBuilder().setOverage(Overage.OVERAGE_CHARGE).build();
    return served
        .call(LEDGER + "PlaceHold", "admin", hold, PlaceHoldResponse.getDefaultInstance())
        .getHoldId();
  }

  private void indebted(long debt) {
    done(settle(charging(5, debt), Story.CREDIT + debt));
  }

  private Call submit(SubmitJobRequest.Builder request) {
    return job("SubmitJob", request.build(), SubmitJobResponse.getDefaultInstance());
  }

  private Call dispatch(String job, String node) {
    return job(
        "DispatchJob",
        DispatchJobRequest.newBuilder().setJobId(job).setNodeId(node).build(),
        DispatchJobResponse.getDefaultInstance());
  }

  private Call complete(String job, String node, int attempt) {
    return job(
        "CompleteJob",
        CompleteJobRequest.newBuilder()
            .setJobId(job)
            .setNodeId(node)
            .setAttempt(attempt)
            .setResult(JobResult.newBuilder().setResultDigest("0f".repeat(32)))
            .build(),
        CompleteJobResponse.getDefaultInstance());
  }

  private Call cancel(String job) {
    return job(
        "CancelJob",
        CancelJobRequest.newBuilder().setJobId(job).build(),
        CancelJobResponse.getDefaultInstance());
  }

  private String queued() {
    return story.credit().model().submitted();
  }

  private String dispatched() {
    String job = queued();
    done(dispatch(job, NODE));
    return job;
  }

  private JobLimits.Builder threeAttempts() {
    return Story.publish().getTerms().getLimits().toBuilder().setMaxAttempts(3);
  }

  /** A job that one node has tried. */
  private String failedOnce(JobLimits.Builder limits) {
    PublishConfigurationRequest.Builder configuration = Story.publish().toBuilder();
    configuration.getTermsBuilder().setLimits(limits);
    String job = story.credit().publish(configuration.build()).submitted();
    done(dispatch(job, NODE));
    done(
        job(
            "FailJob",
            FailJobRequest.newBuilder()
                .setJobId(job)
                .setNodeId(NODE)
                .setAttempt(1)
                .setErrorCode("out_of_memory")
                .build(),
            FailJobResponse.getDefaultInstance()));
    return job;
  }

  private static Duration.Builder seconds(long seconds) {
    return Duration.newBuilder().setSeconds(seconds);
  }
}
