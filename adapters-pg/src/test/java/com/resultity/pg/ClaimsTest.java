package com.resultity.pg;

import static org.assertj.core.api.Assertions.assertThat;

import com.resultity.domain.jobs.Job;
import com.resultity.domain.jobs.JobCommand.CompleteJob;
import com.resultity.domain.jobs.JobCommand.FailJob;
import com.resultity.domain.jobs.JobRecord.JobSubmitted;
import com.resultity.domain.jobs.JobResult;
import com.resultity.domain.journal.Command;
import com.resultity.domain.journal.Digest;
import com.resultity.domain.journal.Origin;
import com.resultity.domain.network.Network;
import com.resultity.domain.nodes.NodeId;
import com.resultity.ports.jobs.Claim;
import com.resultity.ports.jobs.Dispatch;
import com.resultity.ports.journal.Caller;
import com.resultity.ports.journal.CommitListener;
import com.resultity.ports.journal.Committer;
import com.resultity.ports.journal.Outcome;
import com.resultity.ports.journal.SlotStore;
import com.resultity.ports.nodes.SeenNodes;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nodes that claim from two processes on one database. */
class ClaimsTest {
  private static final int NODES = 16;

  private final PgBackend backend = new PgBackend(2);
  private final List<Instance> instances =
      List.of(instance(backend.store()), instance(backend.otherStore()));
  private final Committer committer = instances.getFirst().committer();

  private record Instance(Committer committer, Claim claim) {}

  private Instance instance(SlotStore store) {
    Committer own = Tenant.committer(backend.vertx(), store, 2, CommitListener.NONE);
    InstantSource clock = InstantSource.system();
    SeenNodes nodes = new SeenNodes(clock);
    return new Instance(
        own,
        new Claim(
            own,
            backend.jobs(),
            backend.waiting(),
            backend.configurations(),
            nodes,
            new Dispatch(backend.jobs(), nodes),
            clock));
  }

  @AfterEach
  void close() {
    backend.close();
  }

  @Test
  void everyJobIsGivenToOneNodeAndEachNodeIsToldOfItsOwn() {
    Tenant.done(committer, Tenant.TERMS);
    List<Future<Outcome>> submitted = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      Tenant tenant = Tenant.in(1 + i % 2).open(committer, 1_000_000);
      for (int j = 0; j < (i == 0 ? 200 : 20); j++) {
        submitted.add(Tenant.send(committer, tenant.submit(tenant.newId(), 10)));
      }
    }
    submitted.forEach(Await::result);

    Queue<Job> given = new ConcurrentLinkedQueue<>();
    List<Future<Void>> work = new ArrayList<>();
    for (int i = 0; i < NODES; i++) {
      work.add(work(instances.get(i % 2), node(i), new Random(i), given, 0));
    }
    work.forEach(Await::result);

    assertThat(given)
        .extracting(job -> job.id() + " attempt " + job.attempt())
        .doesNotHaveDuplicates()
        .hasSizeGreaterThan(submitted.size());
    assertThat(given).extracting(Job::id).containsAll(ids(submitted));
    assertThat(
            backend
                .database()
                .get("SELECT string_agg(DISTINCT status, ' ' ORDER BY status) FROM jobs.job"))
        .isEqualTo("completed failed");
    assertThat(Integer.parseInt(backend.database().get("SELECT sum(attempt) FROM jobs.job")))
        .isEqualTo(given.size());
  }

  @Test
  void aClaimThatIsRepeatedThroughAnotherProcessIsToldTheSameJob() {
    Tenant.done(committer, Tenant.TERMS);
    Tenant tenant = Tenant.in(1).open(committer, 1_000_000);
    UUID first = tenant.newId();
    Tenant.done(committer, tenant.submit(first, 10));
    Tenant.done(committer, tenant.submit(tenant.newId(), 10));

    Claim.Claimed claimed = claim(instances.getFirst(), node(1), "key").orElseThrow();
    Claim.Claimed again = claim(instances.getLast(), node(1), "key").orElseThrow();
    Claim.Claimed other = claim(instances.getLast(), node(1), "other").orElseThrow();

    assertThat(again).isEqualTo(new Claim.Claimed(claimed.job(), true));
    assertThat(other.job().id()).isNotEqualTo(claimed.job().id());
    assertThat(claim(instances.getFirst(), node(1), "third")).isEmpty();
  }

  private static Optional<Claim.Claimed> claim(
      Instance instance, NodeId node, @Nullable String key) {
    return Await.result(claiming(instance, node, key));
  }

  private static Future<Optional<Claim.Claimed>> claiming(
      Instance instance, NodeId node, @Nullable String key) {
    Caller caller = new Caller(new Origin("network", "", null), key, null);
    return instance.claim().run(caller, node, Network.MAINNET, Set.of());
  }

  // Claims, works and reports, until nothing was to be had for a while.
  private Future<Void> work(
      Instance instance, NodeId node, Random random, Queue<Job> given, int idle) {
    return claiming(instance, node, null)
        .compose(claimed -> {
          if (claimed.isEmpty()) {
            return idle == 5
                ? Future.succeededFuture()
                : backend
                    .vertx()
                    .timer(30)
                    .compose(_ -> work(instance, node, random, given, idle + 1));
          }
          Job job = claimed.get().job();
          given.add(job);
          return Tenant.send(instance.committer(), report(job, node, random))
              .compose(_ -> work(instance, node, random, given, 0));
        });
  }

  private static Command report(Job job, NodeId node, Random random) {
    return random.nextInt(5) == 0
        ? new FailJob(job.id(), node, job.attempt(), "out_of_memory")
        : new CompleteJob(job.id(), node, job.attempt(), new JobResult(1, 1, 1, Digest.NONE));
  }

  private static List<UUID> ids(List<Future<Outcome>> submitted) {
    return submitted.stream()
        .map(answer -> ((Outcome.Done) answer.result()))
        .map(done -> done.get(JobSubmitted.class).jobId())
        .toList();
  }

  private static NodeId node(int number) {
    return new NodeId("0x%040x".formatted(number));
  }
}
