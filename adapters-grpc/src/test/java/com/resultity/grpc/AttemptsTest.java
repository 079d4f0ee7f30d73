package com.resultity.grpc;

import static com.resultity.grpc.Served.as;
import static com.resultity.grpc.Served.await;
import static com.resultity.grpc.Story.JOBS;
import static com.resultity.grpc.Story.NETWORK;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Duration;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.resultity.domain.jobs.JobCommand;
import com.resultity.domain.journal.Origin;
import com.resultity.grpc.jobs.v1.AttemptOutcome;
import com.resultity.grpc.jobs.v1.CancelJobRequest;
import com.resultity.grpc.jobs.v1.CancelJobResponse;
import com.resultity.grpc.jobs.v1.Candidate;
import com.resultity.grpc.jobs.v1.ClaimJobRequest;
import com.resultity.grpc.jobs.v1.ClaimJobResponse;
import com.resultity.grpc.jobs.v1.CompleteJobRequest;
import com.resultity.grpc.jobs.v1.CompleteJobResponse;
import com.resultity.grpc.jobs.v1.DispatchJobRequest;
import com.resultity.grpc.jobs.v1.DispatchJobResponse;
import com.resultity.grpc.jobs.v1.FailJobRequest;
import com.resultity.grpc.jobs.v1.FailJobResponse;
import com.resultity.grpc.jobs.v1.GetJobRequest;
import com.resultity.grpc.jobs.v1.GetJobResponse;
import com.resultity.grpc.jobs.v1.GetUsageRequest;
import com.resultity.grpc.jobs.v1.GetUsageResponse;
import com.resultity.grpc.jobs.v1.Job;
import com.resultity.grpc.jobs.v1.JobResult;
import com.resultity.grpc.jobs.v1.JobState;
import com.resultity.grpc.jobs.v1.ListCandidatesRequest;
import com.resultity.grpc.jobs.v1.ListCandidatesResponse;
import com.resultity.grpc.jobs.v1.ListJobsRequest;
import com.resultity.grpc.jobs.v1.ListJobsResponse;
import com.resultity.grpc.jobs.v1.Mode;
import com.resultity.grpc.jobs.v1.Priority;
import com.resultity.grpc.jobs.v1.SubmitBlindJobRequest;
import com.resultity.grpc.jobs.v1.SubmitBlindJobResponse;
import com.resultity.grpc.jobs.v1.SubmitJobRequest;
import com.resultity.grpc.jobs.v1.SubmitJobResponse;
import com.resultity.grpc.jobs.v1.UsageDimension;
import com.resultity.grpc.network.v1.GetConfigurationRequest;
import com.resultity.grpc.network.v1.GetConfigurationResponse;
import com.resultity.grpc.network.v1.JobLimits;
import com.resultity.grpc.network.v1.Multipliers;
import com.resultity.grpc.network.v1.NetworkName;
import com.resultity.grpc.network.v1.PublishConfigurationRequest;
import com.resultity.grpc.network.v1.PublishConfigurationResponse;
import com.resultity.grpc.network.v1.Terms;
import com.resultity.ports.errors.ErrorCode;
import com.resultity.ports.journal.Caller;
import com.resultity.ports.journal.Outcome.Declined;
import com.resultity.ports.journal.Outcome.Done;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Jobs that are claimed, tried more than once, priced by how they are asked for, and blind. */
class AttemptsTest {
  private static final String NODE = "0x" + "0".repeat(39) + "1";
  private static final String OTHER = "0x" + "0".repeat(39) + "2";
  private static final String KEY = "01981c7e-4c00-7000-8004-00000000002a";

  private final Served served = new Served();
  private Story story;

  @BeforeEach
  void prepare() {
    story = new Story(served).credit().publish(terms(JobLimits.newBuilder().setMaxAttempts(3)));
  }

  @AfterEach
  void close() {
    served.close();
  }

  private static PublishConfigurationRequest terms(JobLimits.Builder limits) {
    Terms.Builder terms = Story.publish().getTerms().toBuilder();
    terms.setLimits(limits.setMaxTtl(Duration.newBuilder().setSeconds(3600)));
    return Story.publish().toBuilder().setTerms(terms).build();
  }

  private static PublishConfigurationRequest pausing() {
    return terms(
        JobLimits.newBuilder()
            .setMaxAttempts(3)
            .setAttemptTimeout(Duration.newBuilder().setSeconds(60))
            .setBackOff(Duration.newBuilder().setSeconds(30)));
  }

  private <A extends Message> A call(String method, String role, Message request, A kind) {
    return served.call(JOBS + method, role, request, kind);
  }

  private String submit() {
    return submit(story.job().toBuilder());
  }

  private String submit(SubmitJobRequest.Builder request) {
    return call(
            "SubmitJob",
            "cloud",
            request.setKeyId(KEY).build(),
            SubmitJobResponse.getDefaultInstance())
        .getJobId();
  }

  private SubmitBlindJobRequest blindJob() {
    return SubmitBlindJobRequest.newBuilder()
        .setNetwork(NetworkName.NETWORK_NAME_TESTNET)
        .setModel("llama")
        .setMode(Mode.MODE_SYNC)
        .setTtl(Duration.newBuilder().setSeconds(60))
        .setMaxTokens(10)
        .build();
  }

  private String submitBlind() {
    return call(
            "SubmitBlindJob", "network", blindJob(), SubmitBlindJobResponse.getDefaultInstance())
        .getJobId();
  }

  private Job job(String role, String id) {
    return call(
            "GetJob",
            role,
            GetJobRequest.newBuilder().setJobId(id).build(),
            GetJobResponse.getDefaultInstance())
        .getJob();
  }

  private ClaimJobRequest claim(String node) {
    return ClaimJobRequest.newBuilder()
        .setNodeId(node)
        .setNetwork(NetworkName.NETWORK_NAME_TESTNET)
        .build();
  }

  private Served.Reply<ClaimJobResponse> claim(Map<String, String> metadata, String node) {
    return served.reply(
        JOBS + "ClaimJob", metadata, claim(node), ClaimJobResponse.getDefaultInstance());
  }

  private Served.Reply<DispatchJobResponse> dispatch(String id, String node) {
    return served.reply(
        JOBS + "DispatchJob",
        as("network"),
        DispatchJobRequest.newBuilder().setJobId(id).setNodeId(node).build(),
        DispatchJobResponse.getDefaultInstance());
  }

  private FailJobResponse fail(String id, String node, int attempt) {
    return call(
        "FailJob",
        "network",
        FailJobRequest.newBuilder()
            .setJobId(id)
            .setNodeId(node)
            .setAttempt(attempt)
            .setErrorCode("out_of_memory")
            .build(),
        FailJobResponse.getDefaultInstance());
  }

  private CompleteJobResponse complete(String id, String node) {
    return call(
        "CompleteJob", "network", completed(id, node), CompleteJobResponse.getDefaultInstance());
  }

  private static CompleteJobRequest completed(String id, String node) {
    return CompleteJobRequest.newBuilder()
        .setJobId(id)
        .setNodeId(node)
        .setAttempt(1)
        .setResult(JobResult.newBuilder().setTokensIn(3).setResultDigest("0f".repeat(32)))
        .build();
  }

  private CancelJobResponse cancel(String id) {
    return call(
        "CancelJob",
        "cloud",
        CancelJobRequest.newBuilder().setJobId(id).build(),
        CancelJobResponse.getDefaultInstance());
  }

  @Test
  void aClaimIsAnsweredAgainWithTheSameJobAndAnotherWithTheNext() {
    submit();
    submit();
    Map<String, String> metadata = as("network");
    var first = claim(metadata, NODE);
    var again = claim(metadata, NODE);
    var other = claim(as("network"), NODE);

    assertThat(first.answer().getJob().getAttempts(0).getNodeId()).isEqualTo(NODE);
    assertThat(first.answer().getJob().getState()).isEqualTo(JobState.JOB_STATE_DISPATCHED);
    assertThat(first.meta("idempotency-replayed")).isNull();
    assertThat(again.answer()).isEqualTo(first.answer());
    assertThat(again.meta("idempotency-replayed")).isEqualTo("true");
    assertThat(other.answer().getJob().getJobId()).isNotEqualTo(first.answer().getJob().getJobId());
    assertThat(claim(as("network"), OTHER).answer().hasJob()).isFalse();
  }

  @Test
  void aDryRunOfAClaimSaysWhichJobItWouldBeAndClaimsNothing() {
    String id = submit();
    var would = claim(as("network", "dry-run", "true"), NODE);

    assertThat(would.answer().getJob().getJobId()).isEqualTo(id);
    assertThat(job("cloud", id).getState()).isEqualTo(JobState.JOB_STATE_QUEUED);
  }

  @Test
  void aClaimWhoseDeadlinePassesMayHaveHappenedAndItsKeyTells() {
    String id = submit();
    Map<String, String> metadata = as("network");
    metadata.put("grpc-timeout", "2S");
    served.pause();
    ErrorInfo late = refused(claim(metadata, NODE), ErrorCode.DEADLINE_EXCEEDED);
    assertThat(late.getMetadataOrThrow("certainty")).isEqualTo("unknown");
    served.resume();
    // Behind the claim's block in the job's slot.
    refused(dispatch(id, OTHER), ErrorCode.JOB_NOT_QUEUED);
    metadata.remove("grpc-timeout");
    var again = claim(metadata, NODE);
    assertThat(again.answer().getJob().getJobId()).isEqualTo(id);
    assertThat(again.meta("idempotency-replayed")).isEqualTo("true");
  }

  @Test
  void aClaimThatIsNotWellFormedSaysAllThatIsWrong() {
    var bad = ClaimJobRequest.newBuilder().setNodeId("me").addModels("").build();
    var reply =
        served.reply(JOBS + "ClaimJob", as("network"), bad, ClaimJobResponse.getDefaultInstance());

    assertThat(reply.detail(BadRequest.class).orElseThrow().getFieldViolationsList())
        .extracting(violation -> violation.getField())
        .containsExactlyInAnyOrder("node_id", "network", "models");
    refused(claim(as("cloud"), NODE), ErrorCode.PERMISSION_DENIED);
  }

  @Test
  void candidatesAreTheNodesThatAskedAndThoseThatTriedComeLast() {
    String id = submit();
    dispatch(id, NODE);
    fail(id, NODE, 1);
    claim(as("network", "dry-run", "true"), "0x" + "3".repeat(40));
    dispatch(submit(), OTHER);

    assertThat(
            call(
                    "ListCandidates",
                    "network",
                    ListCandidatesRequest.newBuilder().setJobId(id).build(),
                    ListCandidatesResponse.getDefaultInstance())
                .getCandidatesList())
        .extracting(Candidate::getNodeId)
        .containsExactly(OTHER, NODE);
  }

  @Test
  void aJobThatFailedWaitsAndKeepsItsAttempts() {
    story.publish(pausing());
    String id = submit();
    dispatch(id, NODE);
    FailJobResponse failed = fail(id, NODE, 1);

    assertThat(failed.getState()).isEqualTo(JobState.JOB_STATE_QUEUED);
    assertThat(failed.getReadyAt().getSeconds()).isGreaterThan(Instant.now().getEpochSecond());
    Job job = job("cloud", id);
    assertThat(job.getReadyAt()).isEqualTo(failed.getReadyAt());
    assertThat(job.getKeyId()).isEqualTo(KEY);
    assertThat(job.getBackOff().getSeconds()).isEqualTo(30);
    assertThat(job.getAttemptTimeout().getSeconds()).isEqualTo(60);
    assertThat(job.getAttemptsList())
        .singleElement()
        .matches(attempt -> attempt.getOutcome() == AttemptOutcome.ATTEMPT_OUTCOME_FAILED)
        .matches(attempt -> attempt.getErrorCode().equals("out_of_memory"))
        .matches(attempt -> attempt.hasEndedAt() && !attempt.getLate());
  }

  @Test
  void aJobThatMustWaitIsNotDispatchedAndNothingChanges() {
    story.publish(pausing());
    String id = submit();
    dispatch(id, NODE);
    fail(id, NODE, 1);
    Job before = job("cloud", id);

    ErrorInfo info = refused(dispatch(id, OTHER), ErrorCode.JOB_NOT_READY);
    assertThat(Instant.parse(info.getMetadataOrThrow("readyAt"))).isAfter(Instant.now());
    assertThat(job("cloud", id)).isEqualTo(before);
  }

  @Test
  void aNodeThatTriedIsNotGivenTheJobAgainWhileOthersMightAndNothingChanges() {
    String id = submit();
    dispatch(id, NODE);
    fail(id, NODE, 1);
    claim(as("network"), OTHER);
    String second = submit();
    dispatch(second, NODE);
    fail(second, NODE, 1);
    Job before = job("cloud", second);

    refused(dispatch(second, NODE), ErrorCode.NODE_ALREADY_TRIED);
    assertThat(job("cloud", second)).isEqualTo(before);
  }

  @Test
  void aNodeThatTheRegistryRejectsIsNotGivenTheJobAndNothingChanges() {
    String id = submit();
    Job before = job("cloud", id);
    served.reasons = List.of("wrong_region", "paused");

    ErrorInfo info = refused(dispatch(id, NODE), ErrorCode.NODE_NOT_ELIGIBLE);
    assertThat(info.getMetadataOrThrow("reasons")).isEqualTo("wrong_region, paused");
    assertThat(job("cloud", id)).isEqualTo(before);
  }

  @Test
  void aReportOnAJobThatWasCalledBackIsRefusedAndNoted() {
    String id = submit();
    dispatch(id, NODE);
    cancel(id);
    assertThat(job("cloud", id).getAttempts(0))
        .matches(attempt -> attempt.getOutcome() == AttemptOutcome.ATTEMPT_OUTCOME_CANCELLED)
        .matches(attempt -> !attempt.getLate());
    refused(
        served.reply(
            JOBS + "CompleteJob",
            as("network"),
            completed(id, NODE),
            CompleteJobResponse.getDefaultInstance()),
        ErrorCode.JOB_ALREADY_FINISHED);
    assertThat(job("cloud", id).getAttempts(0).getLate()).isTrue();
  }

  @Test
  void anAttemptThatTakesTooLongIsKeptWithoutAnErrorCode() {
    story.publish(pausing());
    String id = submit(story.job().toBuilder().setTtl(Duration.newBuilder().setSeconds(600)));
    dispatch(id, NODE);
    assertThat(job("network", id).getAttempts(0).getOutcome())
        .isEqualTo(AttemptOutcome.ATTEMPT_OUTCOME_RUNNING);
    served.pass(java.time.Duration.ofSeconds(30));
    Caller sweep = new Caller(new Origin("sweep", "0".repeat(32), null), null, null);
    var timeOut = new JobCommand.TimeOutAttempt(UUID.fromString(id));
    assertThat(await(served.committer.submit(sweep, timeOut))).isInstanceOf(Declined.class);
    served.pass(java.time.Duration.ofSeconds(30));
    assertThat(await(served.committer.submit(sweep, timeOut))).isInstanceOf(Done.class);
    assertThat(job("network", id).getAttempts(0))
        .matches(attempt -> attempt.getOutcome() == AttemptOutcome.ATTEMPT_OUTCOME_TIMED_OUT)
        .matches(attempt -> attempt.hasEndedAt() && !attempt.hasErrorCode());
  }

  private static ErrorInfo refused(Served.Reply<?> reply, ErrorCode code) {
    ErrorInfo info = reply.detail(ErrorInfo.class).orElseThrow();
    assertThat(info.getReason()).isEqualTo(code.name());
    return info;
  }

  @Test
  void usageIsGroupedByKey() {
    String id = submit();
    dispatch(id, NODE);
    complete(id, NODE);

    long now = Instant.now().getEpochSecond();
    var usage =
        call(
            "GetUsage",
            "cloud",
            GetUsageRequest.newBuilder()
                .addGroupBy(UsageDimension.USAGE_DIMENSION_KEY)
                .setFrom(Timestamp.newBuilder().setSeconds(now - 3600))
                .setTo(Timestamp.newBuilder().setSeconds(now + 3600))
                .build(),
            GetUsageResponse.getDefaultInstance());
    assertThat(usage.getLinesList())
        .singleElement()
        .matches(line -> line.getKeyId().equals(KEY) && line.getCompleted() == 1);
  }

  @Test
  void aBlindJobThatIsRepeatedWithItsKeyIsOneJob() {
    Map<String, String> metadata = as("network");
    var first =
        served.reply(
            JOBS + "SubmitBlindJob",
            metadata,
            blindJob(),
            SubmitBlindJobResponse.getDefaultInstance());
    var again =
        served.reply(
            JOBS + "SubmitBlindJob",
            metadata,
            blindJob(),
            SubmitBlindJobResponse.getDefaultInstance());

    assertThat(again.answer()).isEqualTo(first.answer());
    assertThat(again.meta("idempotency-replayed")).isEqualTo("true");
    metadata.remove("idempotency-key");
    refused(
        served.reply(
            JOBS + "SubmitBlindJob",
            metadata,
            blindJob(),
            SubmitBlindJobResponse.getDefaultInstance()),
        ErrorCode.IDEMPOTENCY_KEY_REQUIRED);
  }

  @Test
  void toTheNetworkABlindJobLooksLikeAnyOther() {
    String billed = submit();
    String blind = submitBlind();
    same(billed, blind, id -> job("network", id));
    same(billed, blind, this::listed);
    same(billed, blind, id -> dispatch(id, NODE).answer());
    same(billed, blind, id -> job("network", id));
    same(billed, blind, id -> complete(id, NODE));
    same(billed, blind, id -> job("network", id));
    same(billed, blind, this::listed);

    assertThat(job("network", billed).hasNamespaceId()).isFalse();
    assertThat(job("network", billed).hasTariff()).isFalse();
    assertThat(job("network", billed).hasCharged()).isFalse();
    assertThat(job("network", billed).hasKeyId()).isFalse();
    assertThat(job("cloud", billed).getNamespaceId()).isEqualTo(story.namespace);
    assertThat(job("cloud", billed).getCharged()).isEqualTo(100);
    assertThat(job("cloud", blind).hasNamespaceId()).isFalse();
  }

  @Test
  void toTheNetworkABlindJobThatFailsLooksLikeAnyOther() {
    String billed = submit();
    String blind = submitBlind();
    for (int attempt = 1; attempt <= 3; attempt++) {
      int number = attempt;
      String node = "0x" + "0".repeat(39) + number;
      same(billed, blind, id -> dispatch(id, node).answer());
      same(billed, blind, id -> fail(id, node, number));
      same(billed, blind, id -> job("network", id));
    }
    assertThat(job("network", blind).getState()).isEqualTo(JobState.JOB_STATE_FAILED);
  }

  @Test
  void aBlindJobThatIsClaimedLooksLikeAnyOther() {
    String billed = submit();
    String blind = submitBlind();
    Map<String, Job> claimed =
        Stream.of(claim(as("network"), NODE), claim(as("admin"), NODE))
            .map(reply -> reply.answer().getJob())
            .collect(Collectors.toMap(Job::getJobId, job -> job));
    assertThat(claimed).containsOnlyKeys(billed, blind);
    same(billed, blind, id -> Objects.requireNonNull(claimed.get(id)));
    same(billed, blind, id -> job("network", id));
  }

  private Job listed(String id) {
    return call(
            "ListJobs",
            "network",
            ListJobsRequest.getDefaultInstance(),
            ListJobsResponse.getDefaultInstance())
        .getJobsList()
        .stream()
        .filter(job -> job.getJobId().equals(id))
        .findFirst()
        .orElseThrow();
  }

  // Real time passes here, so times, and the ids that name them, must differ; nothing else may.
  private static void same(String billed, String blind, Function<String, Message> question) {
    assertThat(anonymous(question.apply(blind), blind))
        .isEqualTo(anonymous(question.apply(billed), billed));
  }

  private static String anonymous(Message message, String id) {
    return message.toString().replace(id, "job").replaceAll("(seconds|nanos): \\d+\\s+", "");
  }

  @Test
  void theNetworkMayNotAskForTheJobsOfANamespace() {
    var byNamespace = ListJobsRequest.newBuilder().setNamespaceId(story.namespace).build();
    var reply =
        served.reply(
            JOBS + "ListJobs", as("network"), byNamespace, ListJobsResponse.getDefaultInstance());

    refused(reply, ErrorCode.PERMISSION_DENIED);
  }

  @Test
  void aBlindJobIsCalledBackWithoutAWordOfCredit() {
    CancelJobResponse cancelled = cancel(submitBlind());

    assertThat(cancelled.getState()).isEqualTo(JobState.JOB_STATE_CANCELLED);
    assertThat(cancelled.hasReleased()).isFalse();
    assertThat(cancelled.hasCredits()).isFalse();
  }

  @Test
  void multipliersAreAnsweredAndChangeWhatAJobIsPriced() {
    PublishConfigurationRequest.Builder configuration = pausing().toBuilder();
    configuration
        .getTermsBuilder()
        .setMultipliers(
            Multipliers.newBuilder().putModes("sync", 150).putPriorities("urgent", 300));
    story.publish(configuration.build());
    var inForce =
        served.call(
            NETWORK + "GetConfiguration",
            "cloud",
            GetConfigurationRequest.newBuilder()
                .setNetwork(NetworkName.NETWORK_NAME_TESTNET)
                .build(),
            GetConfigurationResponse.getDefaultInstance());
    var urgent =
        call(
            "SubmitJob",
            "cloud",
            story.job().toBuilder().setPriority(Priority.PRIORITY_URGENT).build(),
            SubmitJobResponse.getDefaultInstance());

    assertThat(inForce.getConfiguration().getTerms()).isEqualTo(configuration.getTerms());
    assertThat(urgent.getPrice()).isEqualTo(450);
    assertThat(job("cloud", urgent.getJobId()).getTariff().getRequestPrice()).isEqualTo(450);
  }

  @Test
  void aMultiplierOfWhatIsNotKnownIsRefused() {
    PublishConfigurationRequest.Builder configuration = Story.publish().toBuilder();
    configuration
        .getTermsBuilder()
        .setMultipliers(Multipliers.newBuilder().putModes("telepathy", 150));
    var reply =
        served.reply(
            NETWORK + "PublishConfiguration",
            as("admin"),
            configuration.build(),
            PublishConfigurationResponse.getDefaultInstance());

    assertThat(reply.detail(BadRequest.class).orElseThrow().getFieldViolations(0).getField())
        .isEqualTo("terms.multipliers.modes");
  }
}
