package com.resultity.benchmarks;

import com.resultity.benchmarks.guard.Guarded;
import com.resultity.benchmarks.guard.Guarding;
import com.resultity.benchmarks.server.Database;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Fails when deciding, recording or reading has become about two times slower. Every bench is
 * compared with a baseline of the same run, in rounds, and by its best iteration: what else the
 * machine does can only slow it down. To recalibrate, run it on a quiet machine and write the
 * ratios down here; {@code -Dguard.slow=2} must then fail every line.
 */
public final class Guard {
  private static final int ROUNDS = 3;
  private static final String LOOP = "FixedLoop.sha256";

  private static final List<Guarded> GUARDED =
      List.of(
          new Guarded("HoldDecision.hold", LOOP, 25),
          new Guarded("HoldDecision.submit", LOOP, 19),
          new Guarded("HoldDecision.settle", LOOP, 25),
          new Guarded("RecordEncoding.encode", LOOP, 8),
          new Guarded("CreditCheckLatency.batch", "RawRead.batch", 4),
          new Guarded("CreditCheckLatency.lone", "RawRead.lone", 0.6),
          new Guarded("JobLookupLatency.batch", "RawRead.batch", 1.3),
          new Guarded("JobLookupLatency.lone", "RawRead.lone", 0.24));

  private Guard() {}

  public static void main(String[] arguments) throws RunnerException {
    long start = System.nanoTime();
    List<Guarding> all;
    try (Database database = Database.embedded()) {
      Map<String, Double> best = run(database);
      all =
          GUARDED.stream()
              .map(guarded -> guarded.of(get(best, guarded.name()), get(best, guarded.baseline())))
              .toList();
    }
    System.out.println(Guarding.heading());
    all.forEach(guarding -> System.out.println(guarding.line()));
    System.out.printf("took %d s%n", TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start));
    System.exit(all.stream().allMatch(Guarding::passes) ? 0 : 1);
  }

  private static Map<String, Double> run(Database database) throws RunnerException {
    Map<String, Double> best = new HashMap<>();
    for (int round = 1; round <= ROUNDS; round++) {
      System.out.printf("round %d of %d%n", round, ROUNDS);
      for (RunResult result : new Runner(options(database).build()).run()) {
        best.merge(name(result), bestIteration(result), Math::max);
      }
    }
    return best;
  }

  private static OptionsBuilder options(Database database) {
    OptionsBuilder options = new OptionsBuilder();
    Stream.concat(GUARDED.stream().map(Guarded::name), GUARDED.stream().map(Guarded::baseline))
        .distinct()
        .forEach(name -> options.include("\\." + name.replace(".", "\\.") + "$"));
    options
        .mode(Mode.Throughput)
        .timeUnit(TimeUnit.SECONDS)
        .forks(1)
        .warmupIterations(2)
        .warmupTime(TimeValue.milliseconds(800))
        .measurementIterations(4)
        .measurementTime(TimeValue.milliseconds(300))
        .jvmArgsPrepend("-Dbench.database=" + database.url())
        .verbosity(VerboseMode.SILENT)
        .shouldFailOnError(true);
    return options;
  }

  private static double bestIteration(RunResult result) {
    return result.getBenchmarkResults().stream()
        .flatMap(fork -> fork.getIterationResults().stream())
        .mapToDouble(iteration -> iteration.getPrimaryResult().getScore())
        .max()
        .orElseThrow();
  }

  private static String name(RunResult result) {
    String[] parts = result.getParams().getBenchmark().split("\\.", -1);
    return parts[parts.length - 2] + "." + parts[parts.length - 1];
  }

  private static double get(Map<String, Double> best, String name) {
    Double found = best.get(name);
    if (found == null) {
      throw new IllegalStateException("no figure of " + name);
    }
    return found;
  }
}
