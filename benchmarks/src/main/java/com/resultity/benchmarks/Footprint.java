package com.resultity.benchmarks;

import com.resultity.benchmarks.doors.GrpcStreams;
import com.resultity.benchmarks.doors.Server;
import com.resultity.benchmarks.load.ClosedLoop;
import com.resultity.benchmarks.load.Measured;
import com.resultity.benchmarks.load.Target;
import com.resultity.benchmarks.server.Core;
import com.resultity.benchmarks.server.Database;
import com.resultity.benchmarks.server.Population;
import com.resultity.benchmarks.server.Scratch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How long Core takes to start, and what memory it lives in under load. Goals P14 and P15. */
@Command(
    name = "footprint",
    mixinStandardHelpOptions = true,
    description = "Measures how long Core takes to be ready and the memory it lives in under load.")
public final class Footprint implements Callable<Integer> {
  private static final int NAMESPACES = 100_000;
  private static final int SLOTS = 2;
  private static final int OUTSTANDING = 1_024;
  private static final Duration STRETCH = Duration.ofSeconds(30);

  @Option(names = "--minutes", paramLabel = "N", description = "Of load. Default: ${DEFAULT-VALUE}")
  private int minutes = 10;

  private Footprint() {}

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Footprint()).execute(arguments));
  }

  @Override
  public Integer call() {
    start();
    load();
    return 0;
  }

  private static void start() {
    Path data = Scratch.create("resultity-start");
    for (String which : new String[] {"first ever", "again", "again", "again"}) {
      try (Server server = Server.embedded(data)) {
        System.out.printf(
            "start to ready, embedded, %s: %.2f s%n", which, server.startedIn().toMillis() / 1e3);
      }
    }
    Scratch.delete(data);
  }

  private void load() {
    try (Database database = Database.embedded();
        Core core = new Core(database, SLOTS)) {
      Population population = Population.open(core, NAMESPACES);
      try (Server server = Server.on(database.url(), SLOTS);
          Target streams = new GrpcStreams(server, population)) {
        ClosedLoop submits =
            new ClosedLoop(
                () -> streams.submit(ThreadLocalRandom.current().nextInt(NAMESPACES)), OUTSTANDING);
        for (Duration past = Duration.ZERO; past.toMinutes() < minutes; past = past.plus(STRETCH)) {
          Measured measured = submits.run(STRETCH);
          System.out.printf(
              "%5d s: %,7.0f submits/s, %d failed, %.1f MiB of objects in use%n",
              past.plus(STRETCH).toSeconds(),
              measured.perSecond(),
              measured.failures(),
              server.liveHeap() / 1048576.0);
        }
      }
    }
  }
}
