package com.resultity.domain.jobs;

import static com.resultity.domain.jobs.JobRequests.NODE;
import static com.resultity.domain.jobs.JobRequests.OTHER;
import static com.resultity.domain.jobs.JobRequests.complete;
import static com.resultity.domain.jobs.JobRequests.dispatch;
import static com.resultity.domain.jobs.JobRequests.fail;
import static com.resultity.domain.jobs.JobRequests.funded;
import static com.resultity.domain.jobs.JobRequests.submit;
import static com.resultity.domain.journal.Scenario.after;
import static com.resultity.domain.journal.Scenario.id;
import static com.resultity.domain.ledger.Requests.HOUR;
import static org.assertj.core.api.Assertions.assertThat;

import com.resultity.domain.jobs.JobCommand.CancelJob;
import com.resultity.domain.jobs.JobCommand.DispatchJob;
import com.resultity.domain.jobs.JobCommand.ExpireJob;
import com.resultity.domain.jobs.JobCommand.TimeOutAttempt;
import com.resultity.domain.jobs.JobRecord.JobExpired;
import com.resultity.domain.jobs.JobRecord.JobFailed;
import com.resultity.domain.jobs.JobRecord.JobReportedLate;
import com.resultity.domain.jobs.JobRecord.JobRequeued;
import com.resultity.domain.journal.Command;
import com.resultity.domain.journal.RefusalCode;
import com.resultity.domain.journal.Scenario;
import com.resultity.domain.ledger.LedgerRecord.HoldExpired;
import com.resultity.domain.ledger.LedgerRecord.HoldVoided;
import com.resultity.domain.network.Multipliers;
import com.resultity.domain.network.RetryPolicy;
import com.resultity.domain.nodes.NodeId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a job goes from node to node. */
class RetryTest {
  private static final NodeId THIRD = new NodeId("0x" + "3c".repeat(20));
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration SECOND = Duration.ofSeconds(1);

  // Three attempts of a minute each, ten seconds apart and then twenty.
  private static final RetryPolicy POLICY = new RetryPolicy(3, MINUTE, Duration.ofSeconds(10));

  private static Scenario patient(Command... commands) {
    return funded(POLICY, Multipliers.NONE, commands);
  }

  @ParameterizedTest
  @CsvSource({"1, 10", "2, 20", "3, 40", "9, 2560", "10, 3600", "100, 3600"})
  void pausesDoubleUpToAnHour(int attempt, long seconds) {
    Instant readyAt = POLICY.readyAt(attempt, Scenario.NOON);

    assertThat(readyAt).isEqualTo(after(Duration.ofSeconds(seconds)));
  }

  @Test
  void aFailedJobWaitsBeforeItGoesToAnotherNode() {
    patient(submit(50, 20), dispatch(50, NODE))
        .when(fail(50, NODE, 1))
        .then(new JobRequeued(id(50), NODE, 1, "oom", after(SECOND.multipliedBy(10))))
        .at(SECOND.multipliedBy(10).minusNanos(1000))
        .when(dispatch(50, OTHER))
        .thenRefused(RefusalCode.JOB_NOT_READY, Map.of("readyAt", "2026-06-01T12:00:10Z"))
        .at(SECOND.multipliedBy(10))
        .and(dispatch(50, OTHER));
  }

  @Test
  void noNodeTriesTwiceWhileThereAreOthers() {
    Scenario scenario = patient(submit(50, 20), dispatch(50, NODE), fail(50, NODE, 1)).at(MINUTE);

    scenario
        .when(dispatch(50, NODE))
        .thenRefused(RefusalCode.NODE_ALREADY_TRIED)
        .and(new DispatchJob(id(50), NODE, new NodeCheck(List.of(), false), null));
    assertThat(job(scenario).attempt()).isEqualTo(2);
  }

  @Test
  void aNodeThatIsNotEligibleIsToldWhy() {
    NodeCheck check = new NodeCheck(List.of("not active", "region differs"), true);

    patient(submit(50, 20))
        .when(new DispatchJob(id(50), NODE, check, null))
        .thenRefused(
            RefusalCode.NODE_NOT_ELIGIBLE, Map.of("reasons", "not active, region differs"));
  }

  @Test
  void anAttemptThatTakesTooLongGoesToAnotherNodeAndInTheEndFailsTheJob() {
    patient(submit(50, 20), dispatch(50, NODE))
        .at(MINUTE.minusNanos(1000))
        .when(new TimeOutAttempt(id(50)))
        .thenRefused(RefusalCode.JOB_NOT_DUE)
        .at(MINUTE)
        .when(new TimeOutAttempt(id(50)))
        .then(new JobRequeued(id(50), NODE, 1, null, after(Duration.ofSeconds(70))))
        .when(new TimeOutAttempt(id(50)))
        .thenRefused(RefusalCode.JOB_NOT_DISPATCHED)
        .at(MINUTE.multipliedBy(2))
        .and(dispatch(50, OTHER))
        .at(MINUTE.multipliedBy(3))
        .and(new TimeOutAttempt(id(50)))
        .at(MINUTE.multipliedBy(4))
        .and(dispatch(50, THIRD))
        .at(MINUTE.multipliedBy(5))
        .when(new TimeOutAttempt(id(50)))
        .thenKinds(JobFailed.class, HoldVoided.class)
        .thenCredits(1000, 0, 0, 0);
  }

  @Test
  void aResultThatComesBeforeTheTimeOutIsWrittenDownCounts() {
    patient(submit(50, 20), dispatch(50, NODE))
        .at(MINUTE.multipliedBy(2))
        .and(complete(50, 1, 5, 6))
        .thenCredits(973, 0, 27, 0);
  }

  @Test
  void theDeadlineOfTheJobCutsItsLastAttemptShort() {
    Scenario scenario =
        patient(submit(50, 20)).at(HOUR.minus(SECOND)).and(dispatch(50, NODE)).at(HOUR);

    scenario
        .when(new TimeOutAttempt(id(50)))
        .thenRefused(RefusalCode.JOB_EXPIRED)
        .when(new ExpireJob(id(50)))
        .thenKinds(JobExpired.class, HoldExpired.class);
    assertThat(job(scenario).attempts())
        .containsExactly(
            attempt(1, NODE, HOUR.minus(SECOND), HOUR, Attempt.Outcome.EXPIRED, null, false));
  }

  @Test
  void aLateReportIsRefusedAndWrittenDownOnce() {
    Scenario scenario =
        patient(submit(50, 20), dispatch(50, NODE)).at(MINUTE).and(new TimeOutAttempt(id(50)));

    scenario
        .when(complete(50, OTHER, 1, 1, 1))
        .thenRefused(RefusalCode.JOB_NOT_DISPATCHED)
        .thenLogged()
        .when(complete(50, NODE, 1, 1, 1))
        .thenRefused(RefusalCode.JOB_NOT_DISPATCHED)
        .thenLogged(new JobReportedLate(id(50), NODE, 1))
        .when(fail(50, NODE, 1))
        .thenRefused(RefusalCode.JOB_NOT_DISPATCHED)
        .thenLogged()
        .thenCredits(950, 50, 0, 0);
    assertThat(job(scenario).attempts())
        .containsExactly(
            attempt(1, NODE, Duration.ZERO, MINUTE, Attempt.Outcome.TIMED_OUT, null, true));
  }

  @Test
  void aReportOnACancelledJobIsLateToo() {
    Scenario scenario = patient(submit(50, 20), dispatch(50, NODE)).and(new CancelJob(id(50)));

    scenario
        .when(complete(50, 1, 1, 1))
        .thenRefused(RefusalCode.JOB_ALREADY_FINISHED, Map.of("state", "cancelled"))
        .thenLogged(new JobReportedLate(id(50), NODE, 1))
        .thenCredits(1000, 0, 0, 0);
  }

  @Test
  void aDuplicateReportIsNotLate() {
    patient(submit(50, 20), dispatch(50, NODE), complete(50, 1, 5, 6))
        .when(complete(50, 1, 5, 6))
        .thenRefused(RefusalCode.JOB_ALREADY_FINISHED, Map.of("state", "completed"))
        .thenLogged();
  }

  @Test
  void aJobRemembersWhoTriedItAndHowThatEnded() {
    Scenario scenario =
        patient(submit(50, 20), dispatch(50, NODE), fail(50, NODE, 1))
            .at(MINUTE)
            .and(dispatch(50, OTHER));
    Attempt first =
        attempt(1, NODE, Duration.ZERO, Duration.ZERO, Attempt.Outcome.FAILED, "oom", false);

    assertThat(job(scenario).attempts())
        .containsExactly(
            first, attempt(2, OTHER, MINUTE, null, Attempt.Outcome.RUNNING, null, false));
    scenario.at(MINUTE.plus(SECOND)).and(complete(50, OTHER, 2, 5, 6));
    assertThat(job(scenario).attempts())
        .containsExactly(
            first,
            attempt(2, OTHER, MINUTE, MINUTE.plus(SECOND), Attempt.Outcome.COMPLETED, null, false));
  }

  private static Attempt attempt(
      int number,
      NodeId node,
      Duration since,
      @Nullable Duration until,
      Attempt.Outcome outcome,
      @Nullable String errorCode,
      boolean late) {
    return new Attempt(
        number, node, after(since), until == null ? null : after(until), outcome, errorCode, late);
  }

  private static Job job(Scenario scenario) {
    return Objects.requireNonNull(scenario.state().job(id(50)));
  }
}
