package com.resultity.ports.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.resultity.domain.jobs.Job;
import com.resultity.domain.jobs.JobCommand.CancelJob;
import com.resultity.domain.jobs.JobCommand.CompleteJob;
import com.resultity.domain.jobs.JobCommand.FailJob;
import com.resultity.domain.jobs.JobResult;
import com.resultity.domain.jobs.JobState;
import com.resultity.domain.journal.Digest;
import com.resultity.domain.network.Model;
import com.resultity.domain.network.Network;
import com.resultity.domain.network.NetworkCommand.DeprecateModel;
import com.resultity.domain.network.NetworkCommand.ProposeModel;
import com.resultity.domain.network.Priority;
import com.resultity.domain.network.RetryPolicy;
import com.resultity.domain.network.Tariff;
import com.resultity.domain.nodes.NodeId;
import com.resultity.ports.journal.Await;
import com.resultity.ports.journal.Caller;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a node gets when it asks for work. */
class ClaimTest {
  private static final NodeId NODE = Market.node(1);
  private static final NodeId OTHER = Market.node(2);

  private final Market market = new Market(RetryPolicy.of(3));
  private final Market.Instance here = market.instances.getFirst();
  private final Market.Instance there = market.instances.getLast();
  private final UUID namespace = market.namespace(1);

  private Optional<UUID> claim(Market.Instance at, NodeId node, @Nullable String key) {
    return Await.result(market.claim(at, node, key)).map(claimed -> claimed.job().id());
  }

  private void rest() {
    market.clock.move(WaitingLine.REST);
  }

  @Test
  void theMostUrgentJobGoesFirst() {
    UUID bulk = market.submit(namespace, Priority.BULK);
    UUID normal = market.submit(namespace, Priority.NORMAL);
    UUID urgent = market.submit(namespace, Priority.URGENT);

    assertThat(claim(here, NODE, null)).contains(urgent);
    assertThat(claim(here, OTHER, null)).contains(normal);
    assertThat(claim(here, NODE, null)).contains(bulk);
    assertThat(claim(here, NODE, null)).isEmpty();
  }

  @Test
  void whatWasSubmittedIsClaimedAlsoWhenItsModelTakesNoNewJobs() {
    UUID first = market.submit(namespace, Priority.NORMAL);
    UUID second = market.submit(namespace, Priority.NORMAL);
    Model other = new Model("llama", "2", new Tariff(1, 1, 1), 10);
    market.done(new ProposeModel(Network.TESTNET, other));
    market.done(new DeprecateModel(Network.TESTNET, "llama", "1", null));

    assertThat(claim(here, NODE, null)).contains(first);
    assertThat(claim(here, NODE, null)).contains(second);
    assertThat(claim(here, NODE, null)).isEmpty();
  }

  @Test
  void aJobThatComesLaterIsFoundAfterAShortRest() {
    assertThat(claim(here, NODE, null)).isEmpty();
    UUID job = market.submit(namespace, Priority.NORMAL);

    assertThat(claim(here, NODE, null)).isEmpty();
    rest();
    assertThat(claim(here, NODE, null)).contains(job);
  }

  @Test
  void namespacesTakeTurns() {
    UUID other = market.namespace(2);
    List<UUID> many = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      many.add(market.submit(namespace, Priority.NORMAL));
    }
    UUID first = market.submit(other, Priority.NORMAL);
    UUID second = market.submit(other, Priority.NORMAL);

    List<UUID> served = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      served.add(claim(here, NODE, null).orElseThrow());
    }
    assertThat(served).containsExactly(many.get(0), first, many.get(1), second);
  }

  @Test
  void aLostRaceTakesTheNextJob() {
    UUID first = market.submit(namespace, Priority.NORMAL);
    UUID second = market.submit(namespace, Priority.NORMAL);
    UUID third = market.submit(namespace, Priority.NORMAL);

    assertThat(claim(here, NODE, null)).contains(first);
    assertThat(claim(there, OTHER, null)).contains(second);
    assertThat(claim(here, NODE, null)).contains(third);
    assertThat(claim(there, OTHER, null)).isEmpty();
  }

  @Test
  void aClaimThatIsRepeatedBeforeItIsAnsweredGetsTheSameJob() {
    UUID first = market.submit(namespace, Priority.NORMAL);
    market.submit(namespace, Priority.NORMAL);
    here.store().faults().hold(1);
    Future<Optional<Claim.Claimed>> one = market.claim(here, NODE, "k");
    Future<Optional<Claim.Claimed>> again = market.claim(here, NODE, "k");
    assertThat(one.isComplete()).isFalse();
    here.store().faults().release(1);

    assertThat(Await.result(one).orElseThrow().job().id()).isEqualTo(first);
    assertThat(Await.result(again))
        .contains(new Claim.Claimed(Await.result(one).orElseThrow().job(), true));
  }

  @Test
  void howeverManyJobsWillNotDoAClaimEnds() {
    AtomicInteger readings = new AtomicInteger();
    WaitingReader endless =
        new WaitingReader() {
          @Override
          public Future<List<Job>> listWaiting(
              Lane lane, @Nullable UUID after, Instant at, int limit) {
            readings.incrementAndGet();
            UUID id = market.submit(namespace, Priority.NORMAL);
            return Future.succeededFuture(List.of(market.job(id)));
          }

          @Override
          public Future<Optional<Job>> findClaimed(NodeId nodeId, UUID claimId) {
            return Future.succeededFuture(Optional.empty());
          }
        };
    Lane lane = new Lane(Network.TESTNET, "llama", Priority.NORMAL);

    assertThat(
            Await.result(new WaitingLine(lane, endless).take(_ -> false, market.clock.instant())))
        .isEmpty();
    assertThat(readings).hasValueLessThan(100);
  }

  @Test
  void aRepeatedClaimGetsTheSameJobWhileTheNodeWorksOnIt() {
    UUID first = market.submit(namespace, Priority.NORMAL);
    UUID second = market.submit(namespace, Priority.NORMAL);

    assertThat(claim(here, NODE, "k")).contains(first);
    Claim.Claimed again = Await.result(market.claim(there, NODE, "k")).orElseThrow();
    assertThat(again.job().id()).isEqualTo(first);
    assertThat(again.replayed()).isTrue();
    market.done(new CompleteJob(first, NODE, 1, new JobResult(1, 1, 1, Digest.NONE)));
    assertThat(claim(here, NODE, "k")).contains(second);
  }

  @Test
  void whatWasClaimedIsToldAsItIsNow() {
    UUID id = market.submit(namespace, Priority.NORMAL);

    Job job = Await.result(market.claim(here, NODE, "k")).orElseThrow().job();

    assertThat(job).isEqualTo(market.job(id));
    assertThat(job.state()).isInstanceOf(JobState.Dispatched.class);
  }

  @Test
  void aJobThatIsNoLongerToBeHadIsPassedOver() {
    UUID cancelled = market.submit(namespace, Priority.NORMAL);
    UUID other = market.submit(namespace, Priority.NORMAL);
    UUID last = market.submit(namespace, Priority.NORMAL);
    assertThat(claim(here, NODE, null)).contains(cancelled);
    market.done(new CancelJob(other));

    assertThat(claim(here, NODE, null)).contains(last);
  }

  @Test
  void aNodeThatFailedAJobGetsItAgainOnlyWhenThereIsNoOther() {
    UUID job = market.submit(namespace, Priority.NORMAL);
    assertThat(claim(here, NODE, null)).contains(job);
    assertThat(claim(here, OTHER, null)).isEmpty();
    market.done(new FailJob(job, NODE, 1, "oom"));
    rest();

    assertThat(claim(here, NODE, null)).isEmpty();
    rest();
    assertThat(claim(here, OTHER, null)).contains(job);
    market.done(new FailJob(job, OTHER, 2, "oom"));
    rest();
    assertThat(claim(here, NODE, null)).contains(job);
  }

  @Test
  void aJobThatBacksOffIsNotYetToBeHad() {
    Market patient = new Market(new RetryPolicy(3, null, Duration.ofSeconds(10)));
    UUID job = patient.submit(patient.namespace(1), Priority.NORMAL);
    Market.Instance at = patient.instances.getFirst();
    assertThat(Await.result(patient.claim(at, NODE, null))).isPresent();
    patient.done(new FailJob(job, NODE, 1, "oom"));
    patient.clock.move(Duration.ofSeconds(9));
    assertThat(Await.result(patient.claim(at, OTHER, null))).isEmpty();
    patient.clock.move(Duration.ofSeconds(1));
    assertThat(Await.result(patient.claim(at, OTHER, null))).isPresent();
  }

  @Test
  void aDryRunTakesNothing() {
    UUID job = market.submit(namespace, Priority.NORMAL);
    Caller dry = new Caller(Market.caller(null).origin(), null, null, true);

    Claim.Claimed would =
        Await.result(here.claim().run(dry, NODE, Network.TESTNET, Set.of())).orElseThrow();

    assertThat(would.job().id()).isEqualTo(job);
    assertThat(market.job(job).state()).isInstanceOf(JobState.Queued.class);
    assertThat(claim(here, OTHER, null)).contains(job);
  }

  @Test
  void onlyModelsThatTheNodeServesAndTheNetworkOffersAreClaimed() {
    market.submit(namespace, Priority.NORMAL);
    Caller caller = Market.caller(null);

    assertThat(Await.result(here.claim().run(caller, NODE, Network.TESTNET, Set.of("gpt"))))
        .isEmpty();
    assertThat(Await.result(here.claim().run(caller, NODE, Network.MAINNET, Set.of()))).isEmpty();
    assertThat(Await.result(here.claim().run(caller, NODE, Network.TESTNET, Set.of("llama"))))
        .isPresent();
  }

  @Test
  void candidatesAreTheNodesThatAskForSuchJobsLongestSilentFirst() {
    UUID id = market.submit(namespace, Priority.NORMAL);
    Await.result(here.claim().run(Market.caller(null), OTHER, Network.TESTNET, Set.of("gpt")));
    assertThat(claim(here, NODE, null)).contains(id);
    market.clock.move(Duration.ofSeconds(1));
    assertThat(claim(here, Market.node(3), null)).isEmpty();

    assertThat(candidates(id)).containsExactly(NODE, Market.node(3));
    market.clock.move(Duration.ofMinutes(10).minusSeconds(1));
    assertThat(candidates(id)).containsExactly(Market.node(3));
  }

  private List<NodeId> candidates(UUID jobId) {
    return Objects.requireNonNull(
        Await.result(market.nodes.listCandidates(market.job(jobId).spec(), 10)));
  }
}
