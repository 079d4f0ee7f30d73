package com.resultity.grpc;

import static com.resultity.grpc.Story.ACCOUNTS;
import static com.resultity.grpc.Story.CREDIT;
import static com.resultity.grpc.Story.JOBS;
import static com.resultity.grpc.Story.JOURNAL;
import static com.resultity.grpc.Story.LEDGER;
import static com.resultity.grpc.Story.NETWORK;
import static com.resultity.grpc.Story.NODE;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import com.resultity.grpc.accounts.v1.AccountRole;
import com.resultity.grpc.accounts.v1.GetAccountRequest;
import com.resultity.grpc.accounts.v1.GetAccountResponse;
import com.resultity.grpc.accounts.v1.OpenAccountRequest;
import com.resultity.grpc.accounts.v1.OpenAccountResponse;
import com.resultity.grpc.calls.Area;
import com.resultity.grpc.calls.Unary;
import com.resultity.grpc.jobs.v1.CancelJobRequest;
import com.resultity.grpc.jobs.v1.CancelJobResponse;
import com.resultity.grpc.jobs.v1.CompleteJobRequest;
import com.resultity.grpc.jobs.v1.CompleteJobResponse;
import com.resultity.grpc.jobs.v1.DispatchJobRequest;
import com.resultity.grpc.jobs.v1.DispatchJobResponse;
import com.resultity.grpc.jobs.v1.FailJobRequest;
import com.resultity.grpc.jobs.v1.FailJobResponse;
import com.resultity.grpc.jobs.v1.GetJobRequest;
import com.resultity.grpc.jobs.v1.GetJobResponse;
import com.resultity.grpc.jobs.v1.Job;
import com.resultity.grpc.jobs.v1.JobResult;
import com.resultity.grpc.jobs.v1.JobState;
import com.resultity.grpc.jobs.v1.SubmitJobResponse;
import com.resultity.grpc.journal.v1.ListBlocksRequest;
import com.resultity.grpc.journal.v1.ListBlocksResponse;
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
import com.resultity.grpc.ledger.v1.GrantCreditResponse;
import com.resultity.grpc.ledger.v1.HoldStatus;
import com.resultity.grpc.ledger.v1.ListEntriesRequest;
import com.resultity.grpc.ledger.v1.ListEntriesResponse;
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
import com.resultity.grpc.network.v1.GetConfigurationRequest;
import com.resultity.grpc.network.v1.GetConfigurationResponse;
import com.resultity.grpc.network.v1.NetworkName;
import com.resultity.ports.access.Operation;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every method does what it says. */
class MethodsTest {
  private final Served served = new Served();
  private final Story story = new Story(served);

  @AfterEach
  void close() {
    served.close();
  }

  @Test
  void everyOperationHasExactlyOneUnaryMethodAndEveryUnaryMethodIsDeclared() {
    List<Operation> operations =
        served.door.areas().stream()
            .flatMap(area -> area.unary().stream())
            .<Operation>map(Unary::operation)
            .toList();
    assertThat(operations).containsExactlyInAnyOrder(Operation.values());
    for (Area area : served.door.areas()) {
      List<String> declared =
          area.descriptor().getMethods().stream().map(method -> method.getName()).toList();
      List<String> served =
          java.util.stream.Stream.concat(
                  area.unary().stream().map(Unary::name),
                  area.streams().stream().map(stream -> stream.name()))
              .toList();
      assertThat(served).containsExactlyInAnyOrderElementsOf(declared);
    }
  }

  @Test
  void anAccountIsOpenedWithItsEmailAndRolesAndFoundAgain() {
    OpenAccountResponse opened =
        served.call(
            ACCOUNTS + "OpenAccount",
            "account",
            OpenAccountRequest.newBuilder()
                .setEmail(" Ada@Example.org ")
                .addRoles(AccountRole.ACCOUNT_ROLE_OPERATOR)
                .addRoles(AccountRole.ACCOUNT_ROLE_CONSUMER)
                .setReferrerId(story.account)
                .build(),
            OpenAccountResponse.getDefaultInstance());
    assertThat(opened.getSlot()).isBetween(1, 2);
    var account =
        served
            .call(
                ACCOUNTS + "GetAccount",
                "auditor",
                GetAccountRequest.newBuilder().setAccountId(opened.getAccountId()).build(),
                GetAccountResponse.getDefaultInstance())
            .getAccount();
    assertThat(account.getEmail()).isEqualTo("ada@example.org");
    assertThat(account.getReferrerId()).isEqualTo(story.account);
    assertThat(account.getRolesList())
        .containsExactly(AccountRole.ACCOUNT_ROLE_CONSUMER, AccountRole.ACCOUNT_ROLE_OPERATOR);
    assertThat(account.getOpenedAt()).isEqualTo(opened.getOpenedAt());
  }

  @Test
  void anAccountListsItsNamespaces() {
    var account =
        served
            .call(
                ACCOUNTS + "GetAccount",
                "account/account=" + story.account,
                GetAccountRequest.newBuilder().setAccountId(story.account).build(),
                GetAccountResponse.getDefaultInstance())
            .getAccount();
    assertThat(account.getNamespacesList()).hasSize(1);
    assertThat(account.getNamespaces(0).getNamespaceId()).isEqualTo(story.namespace);
    assertThat(account.hasEmail()).isFalse();
  }

  @Test
  void creditIsGrantedAndCheckedAgainstAnAmount() {
    GrantCreditResponse granted =
        ledger("GrantCredit", story.grant(500), GrantCreditResponse.getDefaultInstance());
    assertThat(granted.getCredits().getAvailable()).isEqualTo(500);
    assertThat(credits(500).getSufficient()).isTrue();
    assertThat(credits(501).getSufficient()).isFalse();
    assertThat(credits(501).hasAsOf()).isTrue();
  }

  private GetCreditsResponse credits(long amount) {
    return ledger(
        "GetCredits",
        GetCreditsRequest.newBuilder().setNamespaceId(story.namespace).setAmount(amount).build(),
        GetCreditsResponse.getDefaultInstance());
  }

  @Test
  void aDebtLimitIsSet() {
    SetDebtLimitResponse set =
        ledger(
            "SetDebtLimit",
            SetDebtLimitRequest.newBuilder().setNamespaceId(story.namespace).setLimit(7).build(),
            SetDebtLimitResponse.getDefaultInstance());
    assertThat(set.getLimit()).isEqualTo(7);
  }

  @Test
  void thresholdsAreSetAsAWhole() {
    SetThresholdsResponse set =
        ledger(
            "SetThresholds",
            SetThresholdsRequest.newBuilder()
                .setNamespaceId(story.namespace)
                .addThresholds(9)
                .addThresholds(4)
                .build(),
            SetThresholdsResponse.getDefaultInstance());
    assertThat(set.getThresholdsList()).containsExactly(4L, 9L);
  }

  @Test
  void aFrozenNamespaceCoversNoHold() {
    story.credit();
    assertThat(credits(1).getSufficient()).isTrue();
    ledger(
        "FreezeNamespace",
        FreezeNamespaceRequest.newBuilder().setNamespaceId(story.namespace).build(),
        FreezeNamespaceResponse.getDefaultInstance());
    assertThat(credits(1).getSufficient()).isFalse();
    ledger(
        "UnfreezeNamespace",
        UnfreezeNamespaceRequest.newBuilder().setNamespaceId(story.namespace).build(),
        UnfreezeNamespaceResponse.getDefaultInstance());
    assertThat(credits(1).getSufficient()).isTrue();
  }

  @Test
  void balancesAreAnsweredAsTheyWereBeforeTheFirstEntry() {
    story.credit();
    GetCreditsResponse then =
        ledger(
            "GetCredits",
            GetCreditsRequest.newBuilder()
                .setNamespaceId(story.namespace)
                .setAt(Timestamp.newBuilder().setSeconds(1))
                .build(),
            GetCreditsResponse.getDefaultInstance());
    assertThat(then.getCredits().getAvailable()).isZero();
    assertThat(then.getAsOf().getSeconds()).isEqualTo(1);
  }

  @Test
  void aHoldIsPlacedExtendedAndSettled() {
    String hold = story.credit().hold();
    Timestamp later = story.inAnHour.toBuilder().setNanos(5000).build();
    var extended =
        ledger(
            "ExtendHold",
            ExtendHoldRequest.newBuilder().setHoldId(hold).setExpiresAt(later).build(),
            ExtendHoldResponse.getDefaultInstance());
    assertThat(extended.getExpiresAt()).isEqualTo(later);
    var settled =
        ledger(
            "SettleHold",
            SettleHoldRequest.newBuilder().setHoldId(hold).setAmount(400).build(),
            SettleHoldResponse.getDefaultInstance());
    assertThat(settled.getCharged()).isEqualTo(400);
    assertThat(settled.getReleased()).isEqualTo(600);
    assertThat(settled.getCredits().getSpent()).isEqualTo(400);
    var found =
        ledger(
                "GetHold",
                GetHoldRequest.newBuilder().setHoldId(hold).build(),
                GetHoldResponse.getDefaultInstance())
            .getHold();
    assertThat(found.getStatus()).isEqualTo(HoldStatus.HOLD_STATUS_SETTLED);
    assertThat(found.getExpiresAt()).isEqualTo(later);
    assertThat(found.getSlicesList()).hasSize(1);
  }

  @Test
  void aVoidedHoldGivesEverythingBack() {
    String hold = story.credit().hold();
    var voided =
        ledger(
            "VoidHold",
            VoidHoldRequest.newBuilder().setHoldId(hold).build(),
            VoidHoldResponse.getDefaultInstance());
    assertThat(voided.getReleased()).isEqualTo(1000);
    assertThat(voided.getCredits().getAvailable()).isEqualTo(CREDIT);
  }

  @Test
  void aStatementIsReadPageByPage() {
    story.credit().hold();
    ListEntriesRequest first =
        ListEntriesRequest.newBuilder().setNamespaceId(story.namespace).setLimit(1).build();
    var page = ledger("ListEntries", first, ListEntriesResponse.getDefaultInstance());
    assertThat(page.getEntriesList()).hasSize(1);
    var next =
        ledger(
            "ListEntries",
            first.toBuilder().setLimit(10).setCursor(page.getNextCursor()).build(),
            ListEntriesResponse.getDefaultInstance());
    assertThat(next.getEntriesList()).hasSize(1);
    assertThat(next.getEntries(0).getCredits().getHeld()).isEqualTo(1000);
    assertThat(next.hasNextCursor()).isFalse();
  }

  @Test
  void theTrialBalanceSumsToZero() {
    story.credit();
    var balance =
        ledger(
            "GetTrialBalance",
            GetTrialBalanceRequest.getDefaultInstance(),
            GetTrialBalanceResponse.getDefaultInstance());
    assertThat(balance.getLines(0).getAvailable()).isEqualTo(CREDIT);
    assertThat(balance.getLines(0).getTotal()).isZero();
  }

  @Test
  void aJobIsSubmittedDispatchedAndCompleted() {
    SubmitJobResponse submitted =
        jobs("SubmitJob", story.credit().model().job(), SubmitJobResponse.getDefaultInstance());
    assertThat(submitted.getPrice()).isEqualTo(100);
    assertThat(submitted.getCredits().getHeld()).isEqualTo(100);
    String id = submitted.getJobId();
    assertThat(dispatch(id).getAttempt()).isEqualTo(1);
    var completed =
        jobs(
            "CompleteJob",
            CompleteJobRequest.newBuilder()
                .setJobId(id)
                .setNodeId(NODE)
                .setAttempt(1)
                .setResult(JobResult.newBuilder().setResultDigest("0f".repeat(32)))
                .build(),
            CompleteJobResponse.getDefaultInstance());
    assertThat(completed.getAttempt()).isEqualTo(1);
    Job job = job(id);
    assertThat(job.getCharged()).isEqualTo(100);
    assertThat(job.getState()).isEqualTo(JobState.JOB_STATE_COMPLETED);
    assertThat(job.getNodeId()).isEqualTo(NODE);
    assertThat(job.getResult().getResultDigest()).isEqualTo("0f".repeat(32));
  }

  @Test
  void aJobThatFailsForGoodReleasesItsHold() {
    String id = story.credit().model().submitted();
    dispatch(id);
    var failed =
        jobs(
            "FailJob",
            FailJobRequest.newBuilder()
                .setJobId(id)
                .setNodeId(NODE)
                .setAttempt(1)
                .setErrorCode("out_of_memory")
                .build(),
            FailJobResponse.getDefaultInstance());
    assertThat(failed.getState()).isEqualTo(JobState.JOB_STATE_FAILED);
    assertThat(story.available()).isEqualTo(CREDIT);
    assertThat(job(id).getErrorCode()).isEqualTo("out_of_memory");
  }

  @Test
  void aJobIsCancelled() {
    String id = story.credit().model().submitted();
    var cancelled =
        jobs(
            "CancelJob",
            CancelJobRequest.newBuilder().setJobId(id).build(),
            CancelJobResponse.getDefaultInstance());
    assertThat(cancelled.getReleased()).isEqualTo(100);
    assertThat(job(id).getState()).isEqualTo(JobState.JOB_STATE_CANCELLED);
  }

  @Test
  void theConfigurationInForceIsAnswered() {
    story.model().model();
    var configuration =
        served
            .call(
                NETWORK + "GetConfiguration",
                "cloud",
                GetConfigurationRequest.newBuilder()
                    .setNetwork(NetworkName.NETWORK_NAME_TESTNET)
                    .build(),
                GetConfigurationResponse.getDefaultInstance())
            .getConfiguration();
    assertThat(configuration.getVersion()).isEqualTo(2);
    assertThat(configuration.getTerms()).isEqualTo(Story.publish().getTerms());
  }

  @Test
  void blocksAreListedWithTheirLinesOnDemand() {
    ListBlocksRequest request = ListBlocksRequest.newBuilder().setSlot(0).build();
    var headers = blocks(request);
    assertThat(headers.getBlocksList()).hasSize(1);
    assertThat(headers.getBlocks(0).getSequence()).isEqualTo(1);
    assertThat(headers.getBlocks(0).getLinesList()).isEmpty();
    var full = blocks(request.toBuilder().setIncludeLines(true).build());
    assertThat(full.getBlocks(0).getLines(0).toStringUtf8()).contains("account_opened");
    assertThat(blocks(request.toBuilder().setAfter(1).build()).getBlocksList()).isEmpty();
  }

  private ListBlocksResponse blocks(ListBlocksRequest request) {
    return served.call(
        JOURNAL + "ListBlocks", "auditor", request, ListBlocksResponse.getDefaultInstance());
  }

  private DispatchJobResponse dispatch(String id) {
    return jobs(
        "DispatchJob",
        DispatchJobRequest.newBuilder().setJobId(id).setNodeId(NODE).build(),
        DispatchJobResponse.getDefaultInstance());
  }

  private Job job(String id) {
    return jobs(
            "GetJob",
            GetJobRequest.newBuilder().setJobId(id).build(),
            GetJobResponse.getDefaultInstance())
        .getJob();
  }

  private <A extends Message> A ledger(String method, Message request, A kind) {
    return served.call(LEDGER + method, "admin", request, kind);
  }

  private <A extends Message> A jobs(String method, Message request, A kind) {
    return served.call(JOBS + method, "admin", request, kind);
  }
}
