package com.resultity.benchmarks;

import com.resultity.benchmarks.load.InProcess;
import com.resultity.benchmarks.load.Lab;
import com.resultity.benchmarks.load.Sample;
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
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What depth costs: many jobs in the tables, and many that wait. Goals P6 and P7. */
@Command(
    name = "depth",
    mixinStandardHelpOptions = true,
    description = "Measures Core with few and with many jobs, on one durable server.")
public final class Depth implements Callable<Integer> {
  private static final int NAMESPACES = 1_000;
  private static final int SLOTS = 2;

  @Option(names = "--few", paramLabel = "N", description = "Jobs. Default: ${DEFAULT-VALUE}")
  private int few = 100_000;

  @Option(names = "--many", paramLabel = "N", description = "Jobs. Default: ${DEFAULT-VALUE}")
  private int many = 10_000_000;

  @Option(
      names = "--short-queue",
      paramLabel = "N",
      description = "Jobs that wait. Default: ${DEFAULT-VALUE}")
  private int shortQueue = 1_000;

  @Option(
      names = "--long-queue",
      paramLabel = "N",
      description = "Jobs that wait. Default: ${DEFAULT-VALUE}")
  private int longQueue = 1_000_000;

  @Option(names = "--json", paramLabel = "FILE", description = "Default: ${DEFAULT-VALUE}")
  private Path json = Path.of("benchmarks/target/depth.json");

  @Option(names = "--write", paramLabel = "FILE", description = "Write the Markdown there too.")
  private @Nullable Path write;

  private Depth() {}

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Depth()).execute(arguments));
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
    Population population = Population.open(core, NAMESPACES);
    Lab lab =
        new Lab(server, core, new Warmup(5, 20, Duration.ofSeconds(2)), Duration.ofSeconds(10));
    Queue queue = new Queue(lab, core, population);
    List<Row> rows = new ArrayList<>(claims(queue));
    Filling filling = new Filling(server, population, core.slots());
    Submits submits = new Submits(lab, new InProcess(core, population), NAMESPACES);
    Sample submitted = submits.spread(64);
    filling.to(few);
    LookUps shallow = new LookUps(lab, core, filling);
    Sample lone = shallow.run(1);
    Sample together = shallow.run(64);
    filling.to(many);
    LookUps deep = new LookUps(lab, core, filling);
    rows.add(Row.medians(Goal.atMost("P6", 1.2), deep.run(1), lone));
    rows.add(Row.medians(Goal.atMost("P6", 1.2), deep.run(64), together));
    new Pages(lab, core, population, filling).run();
    rows.add(Row.rates(Goal.atLeast("P7", 0.8), submits.spread(64), submitted));
    return new Report(at, Machine.describe(server), notes(core, queue), rows, lab.samples());
  }

  private List<Row> claims(Queue queue) {
    queue.fill(shortQueue);
    Sample baseline = queue.run(64);
    queue.fill(longQueue);
    return List.of(Row.rates(Goal.atLeast("claims", 0.8), queue.run(64), baseline));
  }

  private static List<String> notes(Core core, Queue queue) {
    return List.of(
        "A claim is measured with the submission of another job, so that the queue stays as long.",
        "Of the jobs claimed from the long queue, %.1f %% were of the namespace with nearly all."
            .formatted(100 * queue.share()),
        core.balanced()
            ? "At the end all accounts sum to zero."
            : "AT THE END THE ACCOUNTS DO NOT SUM TO ZERO.");
  }
}
