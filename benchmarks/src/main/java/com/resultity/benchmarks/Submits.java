package com.resultity.benchmarks;

import com.resultity.benchmarks.load.ClosedLoop;
import com.resultity.benchmarks.load.Lab;
import com.resultity.benchmarks.load.OpenLoop;
import com.resultity.benchmarks.load.Operation;
import com.resultity.benchmarks.load.Sample;
import com.resultity.benchmarks.load.Target;
import com.resultity.benchmarks.report.Goal;
import com.resultity.benchmarks.report.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Job submits, spread over all namespaces and hot on one: goals P1 and P2. */
final class Submits {
  private static final int FEW = 64;
  private static final int MANY = 1_024;

  private final Lab lab;
  private final Target target;
  private final int namespaces;

  Submits(Lab lab, Target target, int namespaces) {
    this.lab = lab;
    this.target = target;
    this.namespaces = namespaces;
  }

  List<Row> run(Sample raw, Baselines baselines) {
    List<Row> rows = new ArrayList<>();
    Sample few = closed("spread", spread(), FEW);
    Sample many = closed("spread", spread(), MANY);
    rows.add(Row.rates(Goal.atLeast("P1", 4), few, raw));
    rows.add(Row.rates(Goal.atLeast("P1", 8), many, raw));
    Sample hot = baselines.hotSubmit();
    Sample fewHot = closed("hot", hot(), FEW);
    Sample manyHot = closed("hot", hot(), MANY);
    rows.add(Row.rates(Goal.atLeast("P2", 15), fewHot, hot));
    rows.add(Row.rates(Goal.atLeast("P2", 40), manyHot, hot));
    rows.add(Row.rates(Goal.atLeast("P2", 1), fewHot, few));
    rows.add(Row.rates(Goal.atLeast("P2", 1), manyHot, many));
    open("spread", spread(), many, 50);
    open("spread", spread(), many, 80);
    open("hot", hot(), manyHot, 50);
    open("hot", hot(), manyHot, 80);
    return rows;
  }

  /** So many at once, spread. */
  Sample spread(int outstanding) {
    return closed("spread", spread(), outstanding);
  }

  /** One submit after the other. */
  Sample lone() {
    return closed("spread", spread(), 1);
  }

  private Operation spread() {
    return () -> target.submit(ThreadLocalRandom.current().nextInt(namespaces));
  }

  private Operation hot() {
    return () -> target.submit(0);
  }

  private Sample closed(String where, Operation submit, int outstanding) {
    return lab.measure(
        "submit %s, %s, %,d outstanding".formatted(target.name(), where, outstanding),
        new ClosedLoop(submit, outstanding));
  }

  private void open(String where, Operation submit, Sample peak, int percent) {
    lab.measure(
        "submit %s, %s, arriving at %d %% of peak".formatted(target.name(), where, percent),
        new OpenLoop(submit, peak.perSecond() * percent / 100));
  }
}
