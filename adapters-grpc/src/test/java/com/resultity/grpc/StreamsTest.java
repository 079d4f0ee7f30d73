package com.resultity.grpc;

import static com.resultity.grpc.Served.as;
import static com.resultity.grpc.Served.await;
import static com.resultity.grpc.Story.JOBS;
import static com.resultity.grpc.Story.LEDGER;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import com.resultity.domain.jobs.Job;
import com.resultity.grpc.calls.CallSettings;
import com.resultity.grpc.errors.v1.Certainty;
import com.resultity.grpc.jobs.v1.LookUpJobsRequest;
import com.resultity.grpc.jobs.v1.LookUpJobsResponse;
import com.resultity.grpc.jobs.v1.SubmitRequest;
import com.resultity.grpc.jobs.v1.SubmitResponse;
import com.resultity.grpc.ledger.v1.CheckCreditsRequest;
import com.resultity.grpc.ledger.v1.CheckCreditsResponse;
import com.resultity.grpc.ledger.v1.ExecuteRequest;
import com.resultity.grpc.ledger.v1.ExecuteResponse;
import com.resultity.grpc.ledger.v1.ExtendHoldRequest;
import com.resultity.grpc.ledger.v1.FreezeNamespaceRequest;
import com.resultity.grpc.ledger.v1.GetCreditsRequest;
import com.resultity.grpc.ledger.v1.GetCreditsResponse;
import com.resultity.grpc.ledger.v1.SetDebtLimitRequest;
import com.resultity.grpc.ledger.v1.SetThresholdsRequest;
import com.resultity.grpc.ledger.v1.SettleHoldRequest;
import com.resultity.grpc.ledger.v1.UnfreezeNamespaceRequest;
import com.resultity.grpc.ledger.v1.VoidHoldRequest;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.grpc.client.GrpcClientRequest;
import io.vertx.grpc.client.GrpcClientResponse;
import io.vertx.grpc.common.GrpcStatus;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Streams of commands and of look-ups. */
class StreamsTest {
  private static final CallSettings NARROW =
      new CallSettings(Duration.ofSeconds(10), 8, Duration.ofMinutes(1));

  private Served served = new Served();
  private Story story = new Story(served);

  @AfterEach
  void close() {
    served.close();
  }

  private void serve(CallSettings settings) {
    served.close();
    served = new Served(settings, 4096);
    story = new Story(served);
  }

  /** The client's end of a stream. */
  private final class Stream<A extends Message> {
    final GrpcClientRequest<Buffer, A> request;
    final BlockingQueue<A> answers = new LinkedBlockingQueue<>();
    final Promise<GrpcStatus> ended = Promise.promise();
    final Promise<GrpcClientResponse<Buffer, A>> response = Promise.promise();

    Stream(String method, Map<String, String> metadata, A kind) {
      request =
          await(served.onClient(() -> served.open(method, metadata, kind).onSuccess(this::listen)));
    }

    private void listen(GrpcClientRequest<Buffer, A> call) {
      call.response()
          .onSuccess(answer -> {
            answer.handler(answers::add);
            answer.errorHandler(error -> ended.tryFail(error.toString()));
            answer.endHandler(_ -> ended.tryComplete(answer.status()));
            response.complete(answer);
          });
    }

    void send(Message message) {
      request.write(Buffer.buffer(message.toByteArray()));
    }

    A next() {
      try {
        A answer = answers.poll(10, TimeUnit.SECONDS);
        if (answer == null) {
          throw new AssertionError("no answer came");
        }
        return answer;
      } catch (InterruptedException interrupted) {
        throw new AssertionError(interrupted);
      }
    }

    GrpcStatus end() {
      request.end();
      return await(ended.future());
    }
  }

  private Stream<ExecuteResponse> execute() {
    return new Stream<>(LEDGER + "Execute", as("admin"), ExecuteResponse.getDefaultInstance());
  }

  private Stream<LookUpJobsResponse> lookUp() {
    return lookUp("cloud");
  }

  private Stream<LookUpJobsResponse> lookUp(String role) {
    return new Stream<>(JOBS + "LookUpJobs", as(role), LookUpJobsResponse.getDefaultInstance());
  }

  private ExecuteRequest.Builder command(long correlation) {
    return ExecuteRequest.newBuilder()
        .setCorrelationId(correlation)
        .setReason("a test")
        .setIdempotencyKey("key-" + correlation);
  }

  @Test
  void commandsAreExecutedAndAnsweredUnderTheirCorrelationIds() {
    Stream<ExecuteResponse> stream = execute();
    stream.send(command(1).setGrantCredit(story.grant(100)).build());
    assertThat(stream.next().getGrantCredit().getCredits().getAvailable()).isEqualTo(100);
    stream.send(command(2).setPlaceHold(story.holdOf(60)).build());
    String hold = stream.next().getPlaceHold().getHoldId();
    stream.send(
        command(3)
            .setExtendHold(
                ExtendHoldRequest.newBuilder()
                    .setHoldId(hold)
                    .setExpiresAt(
                        story.inAnHour.toBuilder().setSeconds(story.inAnHour.getSeconds() + 60)))
            .build());
    assertThat(stream.next().getExtendHold().getHoldId()).isEqualTo(hold);
    stream.send(
        command(4)
            .setSettleHold(SettleHoldRequest.newBuilder().setHoldId(hold).setAmount(10))
            .build());
    assertThat(stream.next().getSettleHold().getReleased()).isEqualTo(50);
    stream.send(command(5).setVoidHold(VoidHoldRequest.newBuilder().setHoldId(hold)).build());
    ExecuteResponse refused = stream.next();
    assertThat(refused.getCorrelationId()).isEqualTo(5);
    assertThat(refused.getError().getCode()).isEqualTo("hold_already_settled");
    stream.send(
        command(6)
            .setSetDebtLimit(
                SetDebtLimitRequest.newBuilder().setNamespaceId(story.namespace).setLimit(1))
            .build());
    assertThat(stream.next().getSetDebtLimit().getLimit()).isEqualTo(1);
    assertThat(stream.end()).isEqualTo(GrpcStatus.OK);
  }

  @Test
  void aNamespaceIsWatchedFrozenAndUnfrozenInAStream() {
    Stream<ExecuteResponse> stream = execute();
    stream.send(
        command(1)
            .setSetThresholds(
                SetThresholdsRequest.newBuilder()
                    .setNamespaceId(story.namespace)
                    .addThresholds(9)
                    .addThresholds(4))
            .build());
    assertThat(stream.next().getSetThresholds().getThresholdsList()).containsExactly(4L, 9L);
    stream.send(
        command(2)
            .setFreezeNamespace(FreezeNamespaceRequest.newBuilder().setNamespaceId(story.namespace))
            .build());
    assertThat(stream.next().getFreezeNamespace().getNamespaceId()).isEqualTo(story.namespace);
    stream.send(command(3).setPlaceHold(story.holdOf(1)).build());
    assertThat(stream.next().getError().getCode()).isEqualTo("namespace_frozen");
    stream.send(
        command(4)
            .setUnfreezeNamespace(
                UnfreezeNamespaceRequest.newBuilder().setNamespaceId(story.namespace))
            .build());
    assertThat(stream.next().getUnfreezeNamespace().getNamespaceId()).isEqualTo(story.namespace);
    assertThat(stream.end()).isEqualTo(GrpcStatus.OK);
  }

  @Test
  void anItemThatFailsIsDataAndTheStreamGoesOn() {
    Stream<ExecuteResponse> stream = execute();
    stream.send(command(1).build());
    ExecuteResponse empty = stream.next();
    assertThat(empty.getError().getCode()).isEqualTo("invalid_request");
    assertThat(empty.getError().getViolations(0).getField()).isEqualTo("command");
    stream.send(command(2).clearIdempotencyKey().setGrantCredit(story.grant(1)).build());
    assertThat(stream.next().getError().getCode()).isEqualTo("idempotency_key_required");
    stream.send(command(3).clearReason().setGrantCredit(story.grant(1)).build());
    assertThat(stream.next().getError().getCode()).isEqualTo("reason_required");
    stream.send(command(4).setPlaceHold(story.holdOf(7)).build());
    ExecuteResponse refused = stream.next();
    assertThat(refused.getError().getTitle()).isEqualTo("Not enough credit is available");
    assertThat(refused.getError().getFactsMap()).containsEntry("required", "7");
    assertThat(refused.getError().getCertainty()).isEqualTo(Certainty.CERTAINTY_FINAL);
    stream.send(command(5).setGrantCredit(story.grant(1)).build());
    assertThat(stream.next().hasGrantCredit()).isTrue();
    assertThat(stream.end()).isEqualTo(GrpcStatus.OK);
  }

  @Test
  void aReplayedItemSaysSoAndAReusedKeyIsAnError() {
    Stream<ExecuteResponse> stream = execute();
    stream.send(command(1).setGrantCredit(story.grant(1)).build());
    ExecuteResponse first = stream.next();
    stream.send(command(1).setGrantCredit(story.grant(1)).build());
    assertThat(stream.next()).isEqualTo(first.toBuilder().setReplayed(true).build());
    stream.send(command(1).setGrantCredit(story.grant(2)).build());
    assertThat(stream.next().getError().getCode()).isEqualTo("idempotency_key_reused");
    stream.end();
  }

  @Test
  void jobsAreSubmittedInAStream() {
    story.credit().model();
    Stream<SubmitResponse> stream =
        new Stream<>(JOBS + "Submit", as("cloud"), SubmitResponse.getDefaultInstance());
    for (int i = 0; i < 100; i++) {
      stream.send(
          SubmitRequest.newBuilder()
              .setCorrelationId(i)
              .setIdempotencyKey("key-" + i)
              .setJob(story.job())
              .build());
    }
    assertThat(stream.end()).isEqualTo(GrpcStatus.OK);
    assertThat(stream.answers).hasSize(100).allMatch(SubmitResponse::hasSubmitted);
    assertThat(stream.answers.stream().map(SubmitResponse::getCorrelationId).distinct())
        .hasSize(100);
  }

  @Test
  void creditsAreCheckedInAStream() {
    story.credit();
    Stream<CheckCreditsResponse> stream =
        new Stream<>(
            LEDGER + "CheckCredits", as("cloud"), CheckCreditsResponse.getDefaultInstance());
    stream.send(
        CheckCreditsRequest.newBuilder()
            .setCorrelationId(7)
            .setCheck(GetCreditsRequest.newBuilder().setNamespaceId(story.namespace).setAmount(1))
            .build());
    CheckCreditsResponse answer = stream.next();
    assertThat(answer.getCorrelationId()).isEqualTo(7);
    assertThat(answer.getCredits().getSufficient()).isTrue();
    stream.send(
        CheckCreditsRequest.newBuilder()
            .setCheck(GetCreditsRequest.newBuilder().setNamespaceId(UUID.randomUUID().toString()))
            .build());
    assertThat(stream.next().getError().getCode()).isEqualTo("namespace_not_found");
    stream.end();
  }

  @Test
  void answersComeAsTheyAreReadyWhateverTheOrderOfTheQuestions() {
    String id = story.credit().model().submitted();
    Promise<Optional<Job>> slow = Promise.promise();
    Job job = await(served.store.jobs().find(UUID.fromString(id))).orElseThrow();
    served.jobs = asked -> asked.equals(job.id()) ? served.store.jobs().find(asked) : slow.future();
    Stream<LookUpJobsResponse> stream = lookUp();
    stream.send(question(1, UUID.randomUUID().toString()));
    stream.send(question(2, id));
    LookUpJobsResponse first = stream.next();
    assertThat(first.getCorrelationId()).isEqualTo(2);
    assertThat(first.getJob().getJobId()).isEqualTo(id);
    slow.complete(Optional.empty());
    LookUpJobsResponse second = stream.next();
    assertThat(second.getCorrelationId()).isEqualTo(1);
    assertThat(second.getError().getCode()).isEqualTo("job_not_found");
    assertThat(stream.end()).isEqualTo(GrpcStatus.OK);
  }

  @Test
  void aLookUpTellsTheNetworkNothingOfBilling() {
    String id = story.credit().model().submitted();
    assertThat(lookedUp("cloud", id).getHeld()).isEqualTo(100);
    var seen = lookedUp("network", id);
    assertThat(seen)
        .isEqualTo(
            lookedUp("cloud", id).toBuilder().clearNamespaceId().clearTariff().clearHeld().build());
  }

  private com.resultity.grpc.jobs.v1.Job lookedUp(String role, String id) {
    Stream<LookUpJobsResponse> stream = lookUp(role);
    stream.send(question(1, id));
    var job = stream.next().getJob();
    assertThat(stream.end()).isEqualTo(GrpcStatus.OK);
    return job;
  }

  private static LookUpJobsRequest question(long correlation, String id) {
    return LookUpJobsRequest.newBuilder().setCorrelationId(correlation).setJobId(id).build();
  }

  @Test
  void noMoreThanTheBoundIsReadWhileNothingIsAnswered() {
    serve(NARROW);
    AtomicInteger asked = new AtomicInteger();
    Promise<Void> bound = Promise.promise();
    Promise<Optional<Job>> slow = Promise.promise();
    served.jobs =
        _ -> {
          if (asked.incrementAndGet() == 8) {
            bound.complete();
          }
          return slow.future();
        };
    Stream<LookUpJobsResponse> stream = lookUp();
    for (int i = 0; i < 1000; i++) {
      stream.send(question(i, UUID.randomUUID().toString()));
    }
    await(bound.future());
    ping();
    assertThat(asked).hasValue(8);
    slow.complete(Optional.empty());
    assertThat(stream.end()).isEqualTo(GrpcStatus.OK);
    assertThat(stream.answers).hasSize(1000);
  }

  @Test
  void aCallerThatTakesNoAnswersIsNotReadFrom() {
    int questions = 50_000;
    Stream<LookUpJobsResponse> stream = lookUp();
    stream.send(question(0, UUID.randomUUID().toString()));
    var response = await(stream.response.future());
    stream.next();
    response.pause();
    for (int i = 1; i < questions; i++) {
      stream.send(question(i, UUID.randomUUID().toString()));
    }
    for (int i = 0; i < 50; i++) {
      ping();
    }
    assertThat(served.counts.failed.values().stream().mapToInt(AtomicInteger::get).sum())
        .isLessThan(questions / 2);
    response.resume();
    assertThat(stream.end()).isEqualTo(GrpcStatus.OK);
    assertThat(stream.answers).hasSize(questions - 1);
  }

  // On a connection of its own, and on the same event loop of the server.
  private void ping() {
    served.call(
        LEDGER + "GetCredits",
        "cloud",
        GetCreditsRequest.newBuilder().setNamespaceId(story.namespace).build(),
        GetCreditsResponse.getDefaultInstance());
  }

  @Test
  void aStreamOfACallerWhoMayDoNothingInItIsTurnedAway() {
    Stream<ExecuteResponse> stream =
        new Stream<>(LEDGER + "Execute", as("network"), ExecuteResponse.getDefaultInstance());
    assertThat(stream.end()).isEqualTo(GrpcStatus.PERMISSION_DENIED);
  }

  @Test
  void anItemThatTheRoleMayNotDoIsDenied() {
    Stream<ExecuteResponse> stream =
        new Stream<>(LEDGER + "Execute", as("cloud"), ExecuteResponse.getDefaultInstance());
    stream.send(command(1).setGrantCredit(story.grant(1)).build());
    assertThat(stream.next().getError().getCode()).isEqualTo("permission_denied");
    stream.end();
  }

  @Test
  void aMalformedItemEndsTheStreamAfterWhatWasReadIsAnswered() {
    served.pause();
    Stream<ExecuteResponse> stream = execute();
    stream.send(command(1).setGrantCredit(story.grant(1)).build());
    stream.request.write(Buffer.buffer("not protobuf"));
    served.resume();
    assertThat(await(stream.ended.future())).isEqualTo(GrpcStatus.INVALID_ARGUMENT);
    assertThat(stream.answers).hasSize(1);
  }

  @Test
  void aStreamEndsAtItsDeadline() {
    Stream<ExecuteResponse> stream =
        new Stream<>(
            LEDGER + "Execute",
            as("admin", "grpc-timeout", "900m"),
            ExecuteResponse.getDefaultInstance());
    stream.send(command(1).setGrantCredit(story.grant(1)).build());
    stream.next();
    assertThat(await(stream.ended.future())).isEqualTo(GrpcStatus.DEADLINE_EXCEEDED);
  }

  @Test
  void anOpenStreamDoesNotHoldUpAShutdown() {
    Stream<ExecuteResponse> stream = execute();
    stream.send(command(1).setGrantCredit(story.grant(1)).build());
    stream.next();
    await(served.door.shutdown());
    assertThat(await(stream.ended.future())).isEqualTo(GrpcStatus.UNAVAILABLE);
  }
}
