package com.resultity.domain.jobs;

import static com.resultity.domain.jobs.JobRequests.NODE;
import static com.resultity.domain.jobs.JobRequests.OTHER;
import static com.resultity.domain.jobs.JobRequests.TARIFF;
import static com.resultity.domain.jobs.JobRequests.complete;
import static com.resultity.domain.jobs.JobRequests.configuration;
import static com.resultity.domain.jobs.JobRequests.fail;
import static com.resultity.domain.jobs.JobRequests.funded;
import static com.resultity.domain.jobs.JobRequests.request;
import static com.resultity.domain.jobs.JobRequests.result;
import static com.resultity.domain.jobs.JobRequests.submit;
import static com.resultity.domain.journal.Scenario.NS;
import static com.resultity.domain.journal.Scenario.after;
import static com.resultity.domain.journal.Scenario.given;
import static com.resultity.domain.journal.Scenario.id;
import static com.resultity.domain.ledger.Requests.HOUR;
import static com.resultity.domain.ledger.Requests.expireHold;
import static com.resultity.domain.ledger.Requests.extend;
import static com.resultity.domain.ledger.Requests.grant;
import static com.resultity.domain.ledger.Requests.settle;
import static com.resultity.domain.ledger.Requests.voidHold;
import static org.assertj.core.api.Assertions.assertThat;

import com.resultity.domain.accounts.NamespaceStatus;
import com.resultity.domain.jobs.JobCommand.CancelJob;
import com.resultity.domain.jobs.JobCommand.DispatchJob;
import com.resultity.domain.jobs.JobCommand.ExpireJob;
import com.resultity.domain.jobs.JobCommand.SubmitJob;
import com.resultity.domain.jobs.JobRecord.JobCancelled;
import com.resultity.domain.jobs.JobRecord.JobCompleted;
import com.resultity.domain.jobs.JobRecord.JobDispatched;
import com.resultity.domain.jobs.JobRecord.JobExpired;
import com.resultity.domain.jobs.JobRecord.JobFailed;
import com.resultity.domain.jobs.JobRecord.JobRequeued;
import com.resultity.domain.jobs.JobRecord.JobSubmitted;
import com.resultity.domain.journal.Command;
import com.resultity.domain.journal.Ids;
import com.resultity.domain.journal.RefusalCode;
import com.resultity.domain.journal.Scenario;
import com.resultity.domain.ledger.Credits;
import com.resultity.domain.ledger.LedgerRecord.GrantExpired;
import com.resultity.domain.ledger.LedgerRecord.HoldExpired;
import com.resultity.domain.ledger.LedgerRecord.HoldPlaced;
import com.resultity.domain.ledger.LedgerRecord.HoldSettled;
import com.resultity.domain.ledger.LedgerRecord.HoldVoided;
import com.resultity.domain.ledger.Overage;
import com.resultity.domain.ledger.Slice;
import com.resultity.domain.network.Mode;
import com.resultity.domain.network.Network;
import com.resultity.domain.network.Priority;
import com.resultity.domain.network.RetryPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The life of a job, and that its credit lives and ends with it. */
class JobTest {
  @Test
  void submittingPricesHoldsAndRecordsTheJobAtOnce() {
    Scenario scenario = funded().at(Duration.ofMinutes(1)).when(submit(50, 20));
    JobSpec spec =
        new JobSpec(
            NS,
            null,
            Network.TESTNET,
            "llama",
            "3.1",
            7,
            TARIFF,
            Mode.SYNC,
            Priority.NORMAL,
            20,
            RetryPolicy.of(2),
            Constraints.NONE,
            "content",
            50,
            after(Duration.ofMinutes(61)));

    scenario
        .then(
            new JobSubmitted(id(50), spec),
            new HoldPlaced(
                id(50),
                NS,
                50,
                spec.deadline(),
                Overage.CAP,
                true,
                List.of(new Slice(id(10), 50)),
                new Credits(950, 50, 0, 0)))
        .thenCredits(950, 50, 0, 0);
  }

  @ParameterizedTest
  @CsvSource({"1, 12", "99, 208", "100, 210", "101, 210", "9223372036854775807, 210"})
  void theHoldIsSizedByTheLesserTokenLimit(long maxTokens, long held) {
    funded().when(submit(50, maxTokens)).thenCredits(1000 - held, held, 0, 0);
  }

  @Test
  void theCallerMayHoldLessThanThePriceButNotMore() {
    funded()
        .when(submit(50, request("llama", HOUR, 100), 211L))
        .thenRefused(RefusalCode.AMOUNT_EXCEEDS_PRICE, Map.of("price", "210"))
        .when(submit(50, request("llama", HOUR, 100), 0L))
        .thenRefused(RefusalCode.AMOUNT_NOT_POSITIVE)
        .when(submit(50, request("llama", HOUR, 100), 5L))
        .thenCredits(995, 5, 0, 0)
        .and(new DispatchJob(id(50), NODE))
        .when(complete(50, 1, 10, 10))
        .thenCredits(995, 0, 5, 0);
  }

  @Test
  void withoutPriceOrCreditThereIsNoJob() {
    given(grant(10, 1000)).when(submit(50, 20)).thenRefused(RefusalCode.NETWORK_NOT_CONFIGURED);
    Scenario poor = given(grant(10, 49));
    poor.state().loadConfiguration(configuration(Network.TESTNET));
    poor.when(submit(50, 20))
        .thenRefused(RefusalCode.INSUFFICIENT_CREDIT, Map.of("available", "49", "required", "50"));
    assertThat(poor.state().job(id(50))).isNull();
    Scenario frozen = given(NamespaceStatus.FROZEN);
    frozen.state().loadConfiguration(configuration(Network.TESTNET));
    frozen.when(submit(50, 20)).thenRefused(RefusalCode.NAMESPACE_FROZEN);
    Scenario elsewhere = given(grant(10, 1000));
    elsewhere.state().loadConfiguration(configuration(Network.MAINNET));
    elsewhere.when(submit(50, 20)).thenRefused(RefusalCode.NETWORK_NOT_CONFIGURED);
  }

  @Test
  void whatASubmissionAsksForIsChecked() {
    funded()
        .when(submit(50, 0))
        .thenRefused(RefusalCode.MAX_TOKENS_NOT_POSITIVE)
        .when(
            new SubmitJob(id(50), Ids.of(Scenario.NOON, 1, 999), request("llama", HOUR, 20), null))
        .thenRefused(RefusalCode.NAMESPACE_NOT_FOUND)
        .when(submit(50, request("gpt", HOUR, 20), null))
        .thenRefused(RefusalCode.MODEL_NOT_AVAILABLE)
        .when(submit(50, request("llama", Duration.ofMillis(999), 20), null))
        .thenRefused(RefusalCode.TTL_OUT_OF_RANGE, Map.of("maxTtl", "PT2H"))
        .when(submit(50, request("llama", Duration.ofHours(2).plusNanos(1000), 20), null))
        .thenRefused(RefusalCode.TTL_OUT_OF_RANGE, Map.of("maxTtl", "PT2H"))
        .when(submit(50, request("llama", Duration.ofHours(2), 20), null))
        .thenKinds(JobSubmitted.class, HoldPlaced.class);
  }

  @Test
  void aLapsedGrantPaysForNoJob() {
    Scenario scenario = given(grant(10, 1000, 0, HOUR), grant(11, 50));
    scenario.state().loadConfiguration(configuration(Network.TESTNET));
    scenario
        .at(HOUR)
        .when(submit(50, 20))
        .thenKinds(JobSubmitted.class, GrantExpired.class, HoldPlaced.class)
        .thenCredits(0, 50, 0, 0);
  }

  @Test
  void aResultIsChargedByItsTokensAndTheRestReturned() {
    funded(submit(50, 20), new DispatchJob(id(50), NODE))
        .at(Duration.ofMinutes(1))
        .when(complete(50, 1, 5, 6))
        .then(
            new JobCompleted(id(50), NODE, 1, result(5, 6), 27),
            new HoldSettled(
                id(50),
                NS,
                27,
                List.of(new Slice(id(10), 23)),
                List.of(),
                0,
                false,
                new Credits(973, 0, 27, 0)));
  }

  @Test
  void noResultCostsMoreThanItsHold() {
    Scenario scenario =
        funded(submit(50, 20), new DispatchJob(id(50), NODE)).when(complete(50, 1, 1000, 1000));

    assertThat(scenario.made(JobCompleted.class).charged()).isEqualTo(50);
    scenario.thenCredits(950, 0, 50, 0);
  }

  @Test
  void aFailedAttemptIsRetriedUntilNoneIsLeft() {
    funded(submit(50, 20))
        .when(new DispatchJob(id(50), NODE))
        .then(new JobDispatched(id(50), NODE, 1, null))
        .when(fail(50, NODE, 1))
        .then(new JobRequeued(id(50), NODE, 1, "oom", null))
        .thenCredits(950, 50, 0, 0)
        .when(new DispatchJob(id(50), OTHER))
        .then(new JobDispatched(id(50), OTHER, 2, null))
        .when(fail(50, OTHER, 2))
        .then(
            new JobFailed(id(50), OTHER, 2, "oom"),
            new HoldVoided(id(50), NS, List.of(new Slice(id(10), 50)), new Credits(1000, 0, 0, 0)));
  }

  @Test
  void onlyTheNodeOfThePresentAttemptReports() {
    funded(submit(50, 20))
        .when(complete(50, 1, 1, 1))
        .thenRefused(RefusalCode.JOB_NOT_DISPATCHED)
        .and(new DispatchJob(id(50), NODE))
        .when(fail(50, OTHER, 1))
        .thenRefused(RefusalCode.NODE_NOT_ASSIGNED)
        .when(fail(50, NODE, 2))
        .thenRefused(RefusalCode.NODE_NOT_ASSIGNED)
        .when(fail(50, NODE, 0))
        .thenRefused(RefusalCode.ATTEMPT_SUPERSEDED)
        .and(fail(50, NODE, 1))
        .when(fail(50, NODE, 1))
        .thenRefused(RefusalCode.JOB_NOT_DISPATCHED)
        .and(new DispatchJob(id(50), OTHER))
        .when(complete(50, 1, 1, 1))
        .thenRefused(RefusalCode.ATTEMPT_SUPERSEDED)
        .thenCredits(950, 50, 0, 0);
  }

  @Test
  void cancellingReturnsTheCreditWhetherWaitingOrRunning() {
    funded(submit(50, 20), submit(51, 20), new DispatchJob(id(51), NODE))
        .when(new CancelJob(id(50)))
        .thenKinds(JobCancelled.class, HoldVoided.class)
        .when(new CancelJob(id(51)))
        .thenKinds(JobCancelled.class, HoldVoided.class)
        .thenCredits(1000, 0, 0, 0);
  }

  @Test
  void pastItsDeadlineAJobCanOnlyExpire() {
    Scenario scenario =
        funded(submit(50, 20), new DispatchJob(id(50), NODE), submit(51, 20))
            .at(HOUR.minusNanos(1000))
            .when(new ExpireJob(id(50)))
            .thenRefused(RefusalCode.JOB_NOT_DUE)
            .at(HOUR);
    for (Command command :
        List.of(
            complete(50, 1, 1, 1),
            fail(50, NODE, 1),
            new CancelJob(id(50)),
            new DispatchJob(id(51), NODE))) {
      scenario.when(command).thenRefused(RefusalCode.JOB_EXPIRED);
    }
    scenario
        .when(new ExpireJob(id(50)))
        .thenKinds(JobExpired.class, HoldExpired.class)
        .when(new ExpireJob(id(51)))
        .thenKinds(JobExpired.class, HoldExpired.class)
        .thenCredits(1000, 0, 0, 0);
  }

  @ParameterizedTest
  @EnumSource(
      value = JobStatus.class,
      names = {"COMPLETED", "FAILED", "CANCELLED", "EXPIRED"})
  void nothingLeavesAFinishedState(JobStatus status) {
    Scenario scenario = reached(status);
    JobState before = state(scenario);
    for (Duration time : List.of(Duration.ofMinutes(1), HOUR.multipliedBy(3))) {
      for (Command command : everyCommand()) {
        scenario
            .at(time)
            .when(command)
            .thenRefused(RefusalCode.JOB_ALREADY_FINISHED, Map.of("state", status.code()));
      }
    }
    assertThat(state(scenario)).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource({
    "QUEUED, DISPATCH, DISPATCHED",
    "QUEUED, CANCEL, CANCELLED",
    "QUEUED, COMPLETE, -",
    "QUEUED, FAIL, -",
    "DISPATCHED, DISPATCH, -",
    "DISPATCHED, COMPLETE, COMPLETED",
    "DISPATCHED, FAIL, QUEUED",
    "DISPATCHED, CANCEL, CANCELLED"
  })
  void theTransitionsAreThoseThatAreDrawn(JobStatus from, String command, String to) {
    Scenario scenario = reached(from);
    scenario.when(
        switch (command) {
          case "DISPATCH" -> new DispatchJob(id(50), OTHER);
          case "COMPLETE" -> complete(50, 1, 1, 1);
          case "FAIL" -> fail(50, NODE, 1);
          default -> new CancelJob(id(50));
        });

    assertThat(JobStatus.of(state(scenario)))
        .isEqualTo(to.equals("-") ? from : JobStatus.valueOf(to));
  }

  @Test
  void aJobThatIsNotThereIsNotFound() {
    Scenario scenario = funded();
    for (Command command : everyCommand()) {
      scenario.when(command).thenRefused(RefusalCode.JOB_NOT_FOUND);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theHoldOfAJobIsNobodyElses(boolean due) {
    Scenario scenario = funded(submit(50, 20)).at(due ? HOUR : Duration.ZERO);
    for (Command command :
        List.of(settle(50, 1), voidHold(50), extend(50, HOUR.multipliedBy(5)), expireHold(50))) {
      scenario.when(command).thenRefused(RefusalCode.HOLD_BELONGS_TO_JOB);
    }
  }

  @Test
  void aResultTooLargeToPriceIsRefusedAndTheJobGoesOn() {
    Scenario scenario = funded(submit(50, 20), new DispatchJob(id(50), NODE));

    scenario
        .when(complete(50, 1, Long.MAX_VALUE, Long.MAX_VALUE))
        .thenRefused(RefusalCode.AMOUNT_OVERFLOW);
    assertThat(state(scenario)).isInstanceOf(JobState.Dispatched.class);
  }

  private static Scenario reached(JobStatus status) {
    Scenario queued = funded(submit(50, 20));
    DispatchJob dispatch = new DispatchJob(id(50), NODE);
    return switch (status) {
      case QUEUED -> queued;
      case DISPATCHED -> queued.and(dispatch);
      case COMPLETED -> queued.and(dispatch, complete(50, 1, 1, 1));
      case FAILED ->
          queued.and(
              dispatch, fail(50, NODE, 1), new DispatchJob(id(50), OTHER), fail(50, OTHER, 2));
      case CANCELLED -> queued.and(new CancelJob(id(50)));
      case EXPIRED -> queued.at(HOUR).and(new ExpireJob(id(50)));
    };
  }

  private static List<Command> everyCommand() {
    return List.of(
        new DispatchJob(id(50), OTHER),
        complete(50, 1, 1, 1),
        fail(50, NODE, 1),
        new CancelJob(id(50)),
        new ExpireJob(id(50)));
  }

  private static JobState state(Scenario scenario) {
    return Objects.requireNonNull(scenario.state().job(id(50))).state();
  }
}
