package com.resultity.domain.jobs;

import static com.resultity.domain.jobs.JobRequests.NODE;
import static com.resultity.domain.jobs.JobRequests.OTHER;
import static com.resultity.domain.jobs.JobRequests.TARIFF;
import static com.resultity.domain.jobs.JobRequests.complete;
import static com.resultity.domain.jobs.JobRequests.dispatch;
import static com.resultity.domain.jobs.JobRequests.fail;
import static com.resultity.domain.jobs.JobRequests.funded;
import static com.resultity.domain.jobs.JobRequests.request;
import static com.resultity.domain.jobs.JobRequests.result;
import static com.resultity.domain.journal.Scenario.id;
import static com.resultity.domain.ledger.Requests.HOUR;
import static org.assertj.core.api.Assertions.assertThat;

import com.resultity.domain.jobs.JobCommand.CancelJob;
import com.resultity.domain.jobs.JobCommand.ExpireJob;
import com.resultity.domain.jobs.JobCommand.SubmitBlindJob;
import com.resultity.domain.jobs.JobRecord.JobCancelled;
import com.resultity.domain.jobs.JobRecord.JobCompleted;
import com.resultity.domain.jobs.JobRecord.JobExpired;
import com.resultity.domain.jobs.JobRecord.JobFailed;
import com.resultity.domain.jobs.JobRecord.JobSubmitted;
import com.resultity.domain.journal.RefusalCode;
import com.resultity.domain.journal.Scenario;
import com.resultity.domain.network.Network;
import org.junit.jupiter.api.Test;

/** Jobs that test nodes: they live like any other and touch nobody's credit. */
class BlindJobTest {
  private static final SubmitBlindJob SUBMIT =
      new SubmitBlindJob(id(50), Network.TESTNET, request("llama", HOUR, 20));

  @Test
  void itIsPricedLikeAnyOtherAndNothingIsHeldForIt() {
    Scenario scenario = funded().when(SUBMIT);

    JobSpec spec = scenario.made(JobSubmitted.class).spec();
    assertThat(spec.blind()).isTrue();
    assertThat(spec.tariff()).isEqualTo(TARIFF);
    assertThat(spec.held()).isZero();
    scenario.thenKinds(JobSubmitted.class).thenCredits(1000, 0, 0, 0);
  }

  @Test
  void itIsHeldToTheSameTerms() {
    funded()
        .when(new SubmitBlindJob(id(50), Network.MAINNET, request("llama", HOUR, 20)))
        .thenRefused(RefusalCode.NETWORK_NOT_CONFIGURED)
        .when(new SubmitBlindJob(id(50), Network.TESTNET, request("gpt", HOUR, 20)))
        .thenRefused(RefusalCode.MODEL_NOT_AVAILABLE)
        .when(new SubmitBlindJob(id(50), Network.TESTNET, request("llama", HOUR, 0)))
        .thenRefused(RefusalCode.MAX_TOKENS_NOT_POSITIVE);
  }

  @Test
  void itEndsInEveryWayAndIsChargedInNone() {
    funded(SUBMIT, dispatch(50, NODE))
        .when(complete(50, 1, 5, 6))
        .then(new JobCompleted(id(50), NODE, 1, result(5, 6), 0))
        .thenCredits(1000, 0, 0, 0);
    funded(SUBMIT, dispatch(50, NODE), fail(50, NODE, 1), dispatch(50, OTHER))
        .when(fail(50, OTHER, 2))
        .then(new JobFailed(id(50), OTHER, 2, "oom"));
    funded(SUBMIT).when(new CancelJob(id(50))).then(new JobCancelled(id(50)));
    funded(SUBMIT).at(HOUR).when(new ExpireJob(id(50))).then(new JobExpired(id(50)));
  }
}
