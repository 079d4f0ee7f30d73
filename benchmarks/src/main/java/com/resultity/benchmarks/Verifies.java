package com.resultity.benchmarks;

import com.resultity.benchmarks.load.ClosedLoop;
import com.resultity.benchmarks.load.Lab;
import com.resultity.benchmarks.load.OpenLoop;
import com.resultity.benchmarks.load.Operation;
import com.resultity.benchmarks.load.Sample;
import com.resultity.benchmarks.load.Sql;
import com.resultity.benchmarks.load.Warmup;
import com.resultity.benchmarks.report.Goal;
import com.resultity.benchmarks.report.Report;
import com.resultity.benchmarks.report.Row;
import com.resultity.benchmarks.server.Core;
import com.resultity.benchmarks.server.Database;
import com.resultity.benchmarks.server.Machine;
import com.resultity.benchmarks.server.Population;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What verifying an API key costs with many of them: key, account, namespace and credit. */
@Command(
    name = "verifies",
    mixinStandardHelpOptions = true,
    description = "Measures the verifying of API keys against raw reads, on one durable server.")
public final class Verifies implements Callable<Integer> {
  private static final int SLOTS = 2;
  private static final int OUTSTANDING = 64;

  @Option(names = "--keys", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}")
  private int keys = 1_000_000;

  @Option(names = "--namespaces", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}")
  private int namespaces = 100_000;

  @Option(names = "--rounds", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}")
  private int rounds = 3;

  @Option(names = "--seconds", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}")
  private int seconds = 20;

  @Option(names = "--json", paramLabel = "FILE", description = "Default: ${DEFAULT-VALUE}")
  private Path json = Path.of("benchmarks/target/verifies.json");

  @Option(names = "--write", paramLabel = "FILE", description = "Write the Markdown there too.")
  private @Nullable Path write;

  private Verifies() {}

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Verifies()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    try (Database server = Database.embedded();
        Core core = new Core(server, SLOTS)) {
      measure(server, core).publish(json, write);
    }
    return 0;
  }

  private Report measure(Database server, Core core) {
    Instant at = Instant.now();
    Population population = Population.open(core, namespaces);
    Sql.install(server, core, population);
    Lab lab =
        new Lab(
            server, core, new Warmup(5, 20, Duration.ofSeconds(2)), Duration.ofSeconds(seconds));
    Baselines baselines = new Baselines(server, lab, namespaces);
    List<Row> rows = new ArrayList<>();
    try (Keys issued = new Keys(server, core, population, keys)) {
      for (int round = 0; round < rounds; round++) {
        Sample raw = baselines.read();
        Sample verified = closed(lab, issued, OUTSTANDING);
        rows.add(Row.rates(Goal.atLeast("keys", 1), verified, raw));
        open(lab, issued, verified);
      }
      closed(lab, issued, 1);
    }
    return new Report(at, Machine.describe(server), notes(baselines), rows, lab.samples());
  }

  private static Sample closed(Lab lab, Keys issued, int outstanding) {
    return lab.measure(
        "verify in process, %,d keys, %d outstanding".formatted(issued.size(), outstanding),
        new ClosedLoop(any(issued), outstanding));
  }

  private static void open(Lab lab, Keys issued, Sample peak) {
    lab.measure(
        "verify in process, %,d keys, arriving at 50 %% of peak".formatted(issued.size()),
        new OpenLoop(any(issued), peak.perSecond() / 2));
  }

  private static Operation any(Keys issued) {
    return () -> issued.verify(ThreadLocalRandom.current().nextInt(issued.size()));
  }

  private List<String> notes(Baselines baselines) {
    return List.of(
        "Baselines are put on by " + baselines.by() + ", before each measurement.",
        "%,d keys of %,d namespaces in %d slots; any key is as likely as any other."
            .formatted(keys, namespaces, SLOTS));
  }
}
