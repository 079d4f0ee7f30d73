package com.resultity.benchmarks;

import com.resultity.benchmarks.load.ClosedLoop;
import com.resultity.benchmarks.load.Lab;
import com.resultity.benchmarks.load.Sample;
import com.resultity.benchmarks.server.Core;
import com.resultity.benchmarks.server.Population;
import com.resultity.domain.network.Network;
import com.resultity.domain.network.Priority;
import com.resultity.domain.nodes.NodeId;
import com.resultity.ports.jobs.Claim;
import com.resultity.ports.journal.Caller;
import com.resultity.ports.journal.Outcome;
import io.vertx.core.Future;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;

/** Urgent jobs that wait: ten of each of some namespaces, and of the first one all others. */
final class Queue {
  private static final int NAMESPACES = 100;
  private static final int EACH = 10;
  private static final int NODES = 10_000;
  private static final int AT_ONCE = 1_024;
  private static final Caller CALLER = new Caller(Population.ORIGIN, null, null);

  private final Lab lab;
  private final Core core;
  private final Population population;
  private final LongAdder claimed = new LongAdder();
  private final LongAdder ofFirst = new LongAdder();
  private int waiting;

  Queue(Lab lab, Core core, Population population) {
    this.lab = lab;
    this.core = core;
    this.population = population;
  }

  /** Submits until so many wait. */
  void fill(int jobs) {
    Semaphore free = new Semaphore(AT_ONCE);
    while (waiting < jobs) {
      int namespace = waiting < NAMESPACES * EACH ? waiting % NAMESPACES : 0;
      free.acquireUninterruptibly();
      submit(population.namespace(namespace)).onComplete(_ -> free.release());
      waiting++;
    }
    free.acquireUninterruptibly(AT_ONCE);
    claimed.reset();
    ofFirst.reset();
  }

  Sample run(int outstanding) {
    return lab.measure(
        "claim and submit, %,d waiting, %,d outstanding".formatted(waiting, outstanding),
        new ClosedLoop(this::claim, outstanding));
  }

  /** How much of what was claimed since it was filled was of the first namespace. */
  double share() {
    return ofFirst.sum() / (double) claimed.sum();
  }

  private Future<?> claim() {
    NodeId node = new NodeId("0x%040x".formatted(ThreadLocalRandom.current().nextInt(NODES)));
    return core.claim()
        .run(CALLER, node, Network.MAINNET, Set.of(Population.MODEL))
        .map(found -> found.orElseThrow())
        .map(Claim.Claimed::job)
        .compose(job -> {
          UUID namespace = Objects.requireNonNull(job.spec().namespaceId());
          claimed.increment();
          if (namespace.equals(population.namespace(0))) {
            ofFirst.increment();
          }
          return submit(namespace);
        });
  }

  private Future<?> submit(UUID namespace) {
    return core.committer()
        .submit(CALLER, population.job(namespace, Priority.URGENT))
        .compose(outcome ->
            outcome instanceof Outcome.Done
                ? Future.succeededFuture()
                : Future.failedFuture(outcome.toString()));
  }
}
