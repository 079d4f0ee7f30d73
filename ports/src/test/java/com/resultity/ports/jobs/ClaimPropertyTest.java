package com.resultity.ports.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.resultity.domain.jobs.Job;
import com.resultity.domain.jobs.JobCommand.CancelJob;
import com.resultity.domain.jobs.JobCommand.CompleteJob;
import com.resultity.domain.jobs.JobCommand.FailJob;
import com.resultity.domain.jobs.JobRecord.JobDispatched;
import com.resultity.domain.jobs.JobResult;
import com.resultity.domain.jobs.JobState;
import com.resultity.domain.journal.Command;
import com.resultity.domain.journal.Digest;
import com.resultity.domain.journal.Recorded;
import com.resultity.domain.network.Priority;
import com.resultity.domain.network.RetryPolicy;
import com.resultity.ports.journal.Await;
import com.resultity.ports.journal.RecordLines;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Claims from many nodes at once, through two instances, against what the log says. */
class ClaimPropertyTest {

  @Property(tries = 100)
  void noJobGoesToTwoNodesAndNoneIsLost(@ForAll long seed) {
    Run run = new Run(new Random(seed));
    run.play();
    run.calmDown();
    run.check();
  }

  @Property(tries = 30)
  void aNamespaceThatWaitsIsServedWithinItsBound(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 150) int namespaces) {
    Random random = new Random(seed);
    Market market = new Market(RetryPolicy.of(1));
    List<UUID> ids = new ArrayList<>();
    for (int i = 0; i < namespaces; i++) {
      ids.add(market.namespace(1 + i % 2));
    }
    Map<UUID, Integer> waitingSince = new HashMap<>();
    Map<UUID, Integer> waiting = new HashMap<>();
    for (int claim = 0; claim < 600; claim++) {
      // One namespace asks for far more than the others do.
      for (UUID id : List.of(ids.getFirst(), ids.get(random.nextInt(namespaces)))) {
        market.submit(id, Priority.NORMAL);
        waiting.merge(id, 1, Integer::sum);
        waitingSince.putIfAbsent(id, claim);
      }
      Optional<Claim.Claimed> claimed =
          Await.result(market.claim(market.instances.getFirst(), Market.node(1), null));
      market.clock.move(WaitingLine.REST);
      UUID served = claimed.orElseThrow().job().spec().namespaceId();
      if (waiting.merge(served, -1, Integer::sum) == 0) {
        waitingSince.remove(served);
      } else {
        waitingSince.put(served, claim);
      }
      int now = claim;
      assertThat(waitingSince.values())
          .allMatch(since -> now - since <= namespaces + 2 * WaitingLine.READING);
    }
  }

  private static final class Run {
    private final Random random;
    private final Market market = new Market(RetryPolicy.of(2));
    private final List<UUID> namespaces = Stream.of(1, 2, 1).map(market::namespace).toList();
    private final List<UUID> jobs = new ArrayList<>();
    private final List<Future<Optional<Claim.Claimed>>> claims = new ArrayList<>();

    Run(Random random) {
      this.random = random;
    }

    void play() {
      for (int i = 0; i < 120; i++) {
        Market.Instance at = market.instances.get(random.nextInt(2));
        switch (random.nextInt(10)) {
          case 0 -> at.store().faults().hold(1 + random.nextInt(2));
          case 1, 2 -> at.store().faults().release(1 + random.nextInt(2));
          case 3, 4 -> submit(at);
          case 5 -> end(at);
          case 6 -> market.clock.move(WaitingLine.REST);
          default -> claims.add(market.claim(at, Market.node(random.nextInt(5)), null));
        }
      }
    }

    private void submit(Market.Instance at) {
      market.instances.forEach(Run::release);
      jobs.add(market.submit(namespaces.get(random.nextInt(3)), Priority.NORMAL));
      at.store().faults().release(1);
    }

    private void end(Market.Instance at) {
      if (jobs.isEmpty()) {
        return;
      }
      Job job = market.job(jobs.get(random.nextInt(jobs.size())));
      if (job.state() instanceof JobState.Dispatched working) {
        market.send(at, ending(job, working));
      }
    }

    private Command ending(Job job, JobState.Dispatched working) {
      return switch (random.nextInt(3)) {
        case 0 -> new CancelJob(job.id());
        case 1 -> new FailJob(job.id(), working.nodeId(), job.attempt(), "oom");
        default ->
            new CompleteJob(
                job.id(), working.nodeId(), job.attempt(), new JobResult(1, 1, 1, Digest.NONE));
      };
    }

    private static void release(Market.Instance instance) {
      instance.store().faults().release(1);
      instance.store().faults().release(2);
    }

    /** Everything under way ends, and fresh nodes claim until nothing waits. */
    void calmDown() {
      market.instances.forEach(Run::release);
      for (int node = 100, idle = 0; idle < 2; node++) {
        market.clock.move(WaitingLine.REST);
        Future<Optional<Claim.Claimed>> claim =
            market.claim(market.instances.get(node % 2), Market.node(node), null);
        claims.add(claim);
        idle = Await.result(claim).isPresent() ? 0 : idle + 1;
      }
    }

    void check() {
      Map<UUID, List<JobDispatched>> given = new LinkedHashMap<>();
      dispatches().forEach(d -> given.computeIfAbsent(d.jobId(), _ -> new ArrayList<>()).add(d));
      given
          .values()
          .forEach(own -> {
            for (int i = 0; i < own.size(); i++) {
              assertThat(own.get(i).attempt()).isEqualTo(i + 1);
            }
          });
      List<Claim.Claimed> answered =
          claims.stream().map(Await::result).flatMap(Optional::stream).toList();
      assertThat(answered)
          .allMatch(claimed -> given.containsKey(claimed.job().id()))
          .hasSize(given.values().stream().mapToInt(List::size).sum());
      assertThat(answered)
          .extracting(claimed -> claimed.job().id() + "/" + claimed.job().attempt())
          .doesNotHaveDuplicates();
      assertThat(jobs).noneMatch(id -> market.job(id).state() instanceof JobState.Queued);
    }

    private List<JobDispatched> dispatches() {
      return Stream.of(1, 2)
          .flatMap(slot -> Await.result(market.store.blocks().list(slot, 0, 10_000)).stream())
          .flatMap(block -> block.lines().stream())
          .map(RecordLines::decode)
          .map(Recorded::fact)
          .filter(JobDispatched.class::isInstance)
          .map(JobDispatched.class::cast)
          .toList();
    }
  }
}
