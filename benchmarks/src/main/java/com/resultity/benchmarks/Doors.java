package com.resultity.benchmarks;

import com.resultity.benchmarks.doors.GrpcStreams;
import com.resultity.benchmarks.doors.GrpcTarget;
import com.resultity.benchmarks.doors.HttpTarget;
import com.resultity.benchmarks.doors.Server;
import com.resultity.benchmarks.load.Lab;
import com.resultity.benchmarks.load.Sample;
import com.resultity.benchmarks.load.Target;
import com.resultity.benchmarks.report.Goal;
import com.resultity.benchmarks.report.Row;
import com.resultity.benchmarks.server.Population;
import java.util.ArrayList;
import java.util.List;

/** Submits and reads through a server of its own, with tokens: goals P3, P4 and P5. */
final class Doors {
  private final Lab lab;
  private final Server server;
  private final Population population;
  private final List<Row> rows = new ArrayList<>();

  Doors(Lab lab, Server server, Population population) {
    this.lab = lab;
    this.server = server;
    this.population = population;
  }

  List<Row> run(Sample rawSubmit, Baselines baselines) {
    Sample rawRead = baselines.read();
    Sample loneRaw = baselines.loneSubmit();
    try (Target unary = new GrpcTarget(server, population)) {
      Submits submits = submits(unary);
      submit(submits, 64, 2, rawSubmit);
      submit(submits, 1_024, 3, rawSubmit);
      rows.add(Row.medians(Goal.atMost("P4", 1.5), submits.lone(), loneRaw));
      read(unary, 64, 2, rawRead);
      read(unary, 256, 2.5, rawRead);
    }
    try (Target http = new HttpTarget(server, population)) {
      submit(submits(http), 64, 2, rawSubmit);
      submit(submits(http), 1_024, 3, rawSubmit);
      read(http, 64, 2, rawRead);
    }
    try (Target streams = new GrpcStreams(server, population)) {
      submit(submits(streams), 1_024, 5, rawSubmit);
      read(streams, 256, 7, rawRead);
    }
    return rows;
  }

  private Submits submits(Target target) {
    return new Submits(lab, target, population.size());
  }

  private void submit(Submits submits, int outstanding, double goal, Sample raw) {
    rows.add(Row.rates(Goal.atLeast("P3", goal), submits.spread(outstanding), raw));
  }

  private void read(Target target, int outstanding, double goal, Sample raw) {
    Reads reads = new Reads(lab, target, population.size());
    for (Sample sample : List.of(reads.credit(outstanding), reads.job(outstanding))) {
      rows.add(Row.rates(Goal.atLeast("P5", goal), sample, raw));
      rows.add(Row.p99s(Goal.atMost("P5", 1), sample, raw));
    }
  }
}
