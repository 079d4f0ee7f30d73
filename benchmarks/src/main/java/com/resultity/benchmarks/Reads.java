package com.resultity.benchmarks;

import com.resultity.benchmarks.load.ClosedLoop;
import com.resultity.benchmarks.load.Lab;
import com.resultity.benchmarks.load.Operation;
import com.resultity.benchmarks.load.Sample;
import com.resultity.benchmarks.load.Target;
import com.resultity.benchmarks.server.Await;
import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/** Credit checks and job look-ups: goal P5. */
final class Reads {
  private static final int JOBS = 2_000;

  private final Lab lab;
  private final Target target;
  private final int namespaces;
  private final List<UUID> jobs;

  Reads(Lab lab, Target target, int namespaces) {
    this.lab = lab;
    this.target = target;
    this.namespaces = namespaces;
    this.jobs =
        Await.of(
            Future.all(Stream.generate(this::submit).limit(JOBS).toList())
                .map(all -> all.<UUID>list()));
  }

  Sample credit(int outstanding) {
    return measure("credit check", () -> target.checkCredit(random(namespaces)), outstanding);
  }

  Sample job(int outstanding) {
    return measure("job look-up", () -> target.findJob(jobs.get(random(JOBS))), outstanding);
  }

  private Future<UUID> submit() {
    return target.submit(random(namespaces));
  }

  private Sample measure(String what, Operation operation, int outstanding) {
    return lab.measure(
        "%s %s, %,d outstanding".formatted(what, target.name(), outstanding),
        new ClosedLoop(operation, outstanding));
  }

  private static int random(int bound) {
    return ThreadLocalRandom.current().nextInt(bound);
  }
}
