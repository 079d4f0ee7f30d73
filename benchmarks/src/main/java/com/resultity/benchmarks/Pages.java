package com.resultity.benchmarks;

import com.resultity.benchmarks.load.ClosedLoop;
import com.resultity.benchmarks.load.Lab;
import com.resultity.benchmarks.server.Core;
import com.resultity.benchmarks.server.Population;
import com.resultity.domain.jobs.JobStatus;
import com.resultity.domain.nodes.NodeId;
import com.resultity.ports.jobs.JobQuery;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Pages of a hundred jobs from anywhere in the list, found by each of the ways there are. */
final class Pages {
  private static final int OUTSTANDING = 4;
  private static final int PAGE = 100;

  private final Lab lab;
  private final Core core;
  private final Population population;
  private final Filling filling;

  Pages(Lab lab, Core core, Population population, Filling filling) {
    this.lab = lab;
    this.core = core;
    this.population = population;
    this.filling = filling;
  }

  void run() {
    page("of a namespace", () -> query(namespace(), null, null, null));
    page("of a node", () -> query(null, filling.node(random(filling.size())), null, null));
    page("of a model", () -> query(null, null, Population.MODEL, null));
    page("that wait", () -> query(null, null, null, JobStatus.QUEUED));
    page("of all", () -> query(null, null, null, null));
    page(
        "of a namespace that failed, of which there are none",
        () -> query(namespace(), null, null, JobStatus.FAILED));
  }

  private void page(String which, Supplier<JobQuery> query) {
    lab.measure(
        "page of 100 jobs %s, %,d jobs, %d outstanding"
            .formatted(which, filling.size(), OUTSTANDING),
        new ClosedLoop(() -> core.pages().list(query.get()), OUTSTANDING));
  }

  private JobQuery query(
      @Nullable UUID namespace,
      @Nullable NodeId node,
      @Nullable String model,
      @Nullable JobStatus state) {
    UUID before = state == JobStatus.QUEUED ? null : filling.job(random(filling.size()));
    return new JobQuery(namespace, node, model, state, null, null, null, before, PAGE);
  }

  private UUID namespace() {
    return population.namespace(random(population.size()));
  }

  private static int random(int bound) {
    return ThreadLocalRandom.current().nextInt(bound);
  }
}
