package com.resultity.benchmarks;

import com.resultity.benchmarks.load.ClosedLoop;
import com.resultity.benchmarks.load.Lab;
import com.resultity.benchmarks.load.Sample;
import com.resultity.benchmarks.server.Core;
import java.util.concurrent.ThreadLocalRandom;

/** Look-ups of any of the jobs that the tables were filled with. */
final class LookUps {
  private final Lab lab;
  private final Core core;
  private final Filling filling;
  private final int jobs;

  LookUps(Lab lab, Core core, Filling filling) {
    this.lab = lab;
    this.core = core;
    this.filling = filling;
    this.jobs = filling.size();
  }

  Sample run(int outstanding) {
    return lab.measure(
        "job look-up in process, %,d jobs, %,d outstanding".formatted(jobs, outstanding),
        new ClosedLoop(
            () ->
                core.jobs()
                    .find(filling.job(ThreadLocalRandom.current().nextInt(jobs)))
                    .map(found -> found.orElseThrow()),
            outstanding));
  }
}
