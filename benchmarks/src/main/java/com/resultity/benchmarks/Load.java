package com.resultity.benchmarks;

import com.resultity.benchmarks.doors.Server;
import com.resultity.benchmarks.load.InProcess;
import com.resultity.benchmarks.load.Lab;
import com.resultity.benchmarks.load.Sample;
import com.resultity.benchmarks.load.Sql;
import com.resultity.benchmarks.load.Target;
import com.resultity.benchmarks.load.Warmup;
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
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Takes the figures of the goals and holds them against their baselines, all in one run. */
@Command(
    name = "load",
    mixinStandardHelpOptions = true,
    description = "Measures Core against what PostgreSQL does without it, on one durable server.")
public final class Load implements Callable<Integer> {
  @Option(names = "--full", description = "Take most of a minute per figure instead of seconds.")
  private boolean full;

  @Option(names = "--quick", description = "The default: all figures in about three minutes.")
  private boolean quick;

  @Option(
      names = "--database",
      paramLabel = "URL",
      description = "A running server instead of the embedded one.")
  private @Nullable String database;

  @Option(names = "--slots", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}")
  private int slots = 2;

  @Option(names = "--namespaces", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}")
  private int namespaces = 100_000;

  @Option(names = "--json", paramLabel = "FILE", description = "Default: ${DEFAULT-VALUE}")
  private Path json = Path.of("benchmarks/target/load.json");

  @Option(names = "--write", paramLabel = "FILE", description = "Write the Markdown there too.")
  private @Nullable Path write;

  private Load() {}

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Load()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    if (full && quick) {
      throw new IllegalArgumentException("--full and --quick exclude each other");
    }
    String url = database;
    try (Database server = url == null ? Database.embedded() : Database.at(url);
        Core core = new Core(server, slots)) {
      Map<String, String> machine = Machine.describe(server);
      machine.forEach((name, value) -> System.out.printf("%-32s %s%n", name, value));
      measure(server, core, machine).publish(json, write);
    }
    return 0;
  }

  private Report measure(Database server, Core core, Map<String, String> machine) {
    Instant at = Instant.now();
    Population population = open(core);
    Sql.install(server, core, population);
    Lab lab = lab(server, core);
    Baselines baselines = new Baselines(server, lab, namespaces);
    List<Row> rows = new ArrayList<>();
    Target inProcess = new InProcess(core, population);
    Submits submits = new Submits(lab, inProcess, namespaces);
    Sample raw = baselines.submit();
    rows.addAll(submits.run(raw, baselines));
    submits.lone();
    Reads reads = new Reads(lab, inProcess, namespaces);
    reads.credit(256);
    reads.job(256);
    try (Server process = Server.on(server.url(), slots)) {
      rows.addAll(new Doors(lab, process, population).run(raw, baselines));
    }
    return new Report(at, machine, notes(core, baselines), rows, lab.samples());
  }

  private Population open(Core core) {
    long start = System.nanoTime();
    Population population = Population.open(core, namespaces);
    System.out.printf(
        "opened %,d namespaces in %.1f s%n", namespaces, (System.nanoTime() - start) / 1e9);
    return population;
  }

  private Lab lab(Database server, Core core) {
    return full
        ? new Lab(server, core, new Warmup(10, 30, Duration.ofSeconds(2)), Duration.ofSeconds(20))
        : new Lab(server, core, new Warmup(3, 10, Duration.ofSeconds(1)), Duration.ofSeconds(3));
  }

  private List<String> notes(Core core, Baselines baselines) {
    List<String> notes = new ArrayList<>();
    notes.add("Baselines are put on by " + baselines.by() + ".");
    notes.add(
        "%,d namespaces in %d slots; %s run."
            .formatted(namespaces, slots, full ? "full" : "quick"));
    notes.add(
        core.balanced()
            ? "At the end all accounts sum to zero."
            : "AT THE END THE ACCOUNTS DO NOT SUM TO ZERO.");
    return notes;
  }
}
