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
 * compared with a baseline of the same run, by the best iteration of either: what else the machine
 * does can only slow it down, so what looks slow is measured again, up to {@link #MOST_ROUNDS}
 * times. The first compiler alone compiles, for what the second inlines differs from fork to fork.
 * To recalibrate, run it on a quiet machine and write the ratios down here; {@code -Dguard.slow=2}
 * must then fail every line. Lone reads get less than was seen, for a busy machine disturbs them
 * most.
 */
public final class Guard {
  private static final int LEAST_ROUNDS = 3;
  private static final int MOST_ROUNDS = 6;
  private static final String LOOP = "FixedLoop.map";

  private static final List<Guarded> GUARDED =
      List.of(
          new Guarded("HoldDecision.hold", LOOP, 5.7),
          new Guarded("HoldDecision.submit", LOOP, 3.8),
          new Guarded("HoldDecision.settle", LOOP, 5.3),
          new Guarded("RecordEncoding.encode", LOOP, 1.03),
          new Guarded("CreditCheckLatency.batch", "RawRead.batch", 2.2),
          new Guarded("CreditCheckLatency.lone", "RawRead.lone", 0.8),
          new Guarded("JobLookupLatency.batch", "RawRead.batch", 1.1),
          new Guarded("JobLookupLatency.lone", "RawRead.lone", 0.65));

  private Guard() {}

  public static void main(String[] arguments) throws RunnerException {
    long start = System.nanoTime();
    Map<String, Double> best = new HashMap<>();
    List<Guarded> slow = GUARDED;
    try (Database database = Database.embedded()) {
      for (int round = 1; round <= MOST_ROUNDS && !slow.isEmpty(); round++) {
        System.out.printf("round %d: %d benches%n", round, slow.size());
        measure(database, slow, best);
        if (round >= LEAST_ROUNDS) {
          slow = slow.stream().filter(guarded -> !guarding(guarded, best).passes()).toList();
        }
      }
    }
    System.out.println(Guarding.heading());
    GUARDED.forEach(guarded -> System.out.println(guarding(guarded, best).line()));
    System.out.printf("took %d s%n", TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start));
    System.exit(slow.isEmpty() ? 0 : 1);
  }

  private static void measure(Database database, List<Guarded> guarded, Map<String, Double> best)
      throws RunnerException {
    for (RunResult result : new Runner(options(database, guarded).build()).run()) {
      best.merge(name(result), bestIteration(result), Math::max);
    }
  }

  private static Guarding guarding(Guarded guarded, Map<String, Double> best) {
    return guarded.of(get(best, guarded.name()), get(best, guarded.baseline()));
  }

  private static OptionsBuilder options(Database database, List<Guarded> guarded) {
    OptionsBuilder options = new OptionsBuilder();
    guarded.stream()
        .flatMap(each -> Stream.of(each.name(), each.baseline()))
        .distinct()
        .forEach(name -> options.include("\\." + name.replace(".", "\\.") + "$"));
    options
        .mode(Mode.Throughput)
        .timeUnit(TimeUnit.SECONDS)
        .forks(1)
        .warmupIterations(2)
        .warmupTime(TimeValue.milliseconds(300))
        .measurementIterations(10)
        .measurementTime(TimeValue.milliseconds(100))
        .jvmArgsPrepend(
            "-Dbench.database=" + database.url(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
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
