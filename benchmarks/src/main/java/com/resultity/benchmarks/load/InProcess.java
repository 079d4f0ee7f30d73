package com.resultity.benchmarks.load;

import com.resultity.benchmarks.server.Core;
import com.resultity.benchmarks.server.Population;
import com.resultity.domain.jobs.JobCommand.SubmitJob;
import com.resultity.ports.journal.Caller;
import com.resultity.ports.journal.Outcome;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Core's committer and readers, called directly: no door, no token. */
public final class InProcess implements Target {
  private final Core core;
  private final Population population;
  private final AtomicLong keys = new AtomicLong(System.nanoTime());

  public InProcess(Core core, Population population) {
    this.core = core;
    this.population = population;
  }

  @Override
  public String name() {
    return "in process";
  }

  @Override
  public Future<UUID> submit(int namespace) {
    SubmitJob submit = population.job(namespace);
    Caller caller = new Caller(Population.ORIGIN, "key-" + keys.incrementAndGet(), null);
    return core.committer()
        .submit(caller, submit)
        .compose(outcome ->
            outcome instanceof Outcome.Done
                ? Future.succeededFuture(submit.jobId())
                : Future.failedFuture(outcome.toString()));
  }

  @Override
  public Future<?> checkCredit(int namespace) {
    return present(core.credits().find(population.namespace(namespace)));
  }

  @Override
  public Future<?> findJob(UUID id) {
    return present(core.jobs().find(id));
  }

  private static <T> Future<T> present(Future<Optional<T>> found) {
    return found.map(Optional::orElseThrow);
  }

  @Override
  public void close() {}
}
