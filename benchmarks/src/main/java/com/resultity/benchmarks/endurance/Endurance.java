package com.resultity.benchmarks.endurance;

import com.resultity.benchmarks.server.Await;
import com.resultity.benchmarks.server.Core;
import com.resultity.benchmarks.server.Database;
import com.resultity.benchmarks.server.Population;
import com.resultity.domain.network.JobLimits;
import com.resultity.domain.network.Model;
import com.resultity.domain.network.Network;
import com.resultity.domain.network.NetworkCommand.PublishConfiguration;
import com.resultity.domain.network.RetryPolicy;
import com.resultity.domain.network.Tariff;
import com.resultity.domain.network.Terms;
import com.resultity.pg.journal.PgBlockReader;
import com.resultity.ports.journal.Caller;
import com.resultity.ports.journal.ChainCheck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Mixed load on two instances, one of which is killed again and again: nothing acknowledged may be
 * lost, nothing may be stuck, and the other's memory may not grow.
 */
@Command(
    name = "endurance",
    mixinStandardHelpOptions = true,
    description = "Kills one of two instances again and again under mixed load, and checks all.")
public final class Endurance implements Callable<Integer> {
  private static final int SLOTS = 2;
  private static final int NAMESPACES = 200;
  private static final int TOLD = 20;
  private static final double MIB = 1024 * 1024;

  @Option(names = "--minutes", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}")
  private int minutes = 10;

  @Option(names = "--kill-every", paramLabel = "SECONDS", description = "Default: ${DEFAULT-VALUE}")
  private int killEvery = 20;

  private final List<String> problems = new ArrayList<>();

  private Endurance() {}

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Endurance()).execute(arguments));
  }

  @Override
  public Integer call() throws InterruptedException {
    try (Database database = Database.embedded();
        Core core = new Core(database, SLOTS)) {
      Population population = Population.open(core, NAMESPACES);
      publish(core);
      MixedLoad load;
      try (Instances instances = new Instances(database.url(), SLOTS)) {
        load = new MixedLoad(instances, population);
        run(instances, load);
        settleDown(database);
      }
      check(database, core, load);
    }
    problems.stream().limit(TOLD).forEach(problem -> System.out.println("PROBLEM: " + problem));
    System.out.println(problems.isEmpty() ? "nothing lost, nothing stuck" : "NOT ALL IS WELL");
    return problems.isEmpty() ? 0 : 1;
  }

  // Attempts that are forgotten time out, and are tried again.
  private static void publish(Core core) {
    RetryPolicy retry = new RetryPolicy(3, Duration.ofSeconds(3), Duration.ofMillis(100));
    Model model = new Model(Population.MODEL, "1.0", new Tariff(10, 20_000, 60_000), 8_192);
    Terms terms = new Terms(List.of(model), new JobLimits(Duration.ofHours(1), retry));
    Await.of(
        core.committer()
            .submit(
                new Caller(Population.ORIGIN, null, null),
                new PublishConfiguration(Network.MAINNET, terms)));
  }

  private void run(Instances instances, MixedLoad load) throws InterruptedException {
    load.start();
    long begun = System.nanoTime();
    for (long at = killEvery; at <= TimeUnit.MINUTES.toSeconds(minutes); at += killEvery) {
      long left = begun + TimeUnit.SECONDS.toNanos(at) - System.nanoTime();
      TimeUnit.NANOSECONDS.sleep(Math.max(0, left));
      instances.killAndRestart();
      System.out.printf(
          "%4d s: %,d jobs and %,d holds acknowledged, %d kills, %,d asked again, %.1f MiB in"
              + " use%n",
          TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun),
          load.jobs.size(),
          load.holds.size(),
          instances.kills(),
          instances.askedAgain(),
          instances.liveHeap() / MIB);
    }
    Await.of(load.stop());
    problems.addAll(load.defects());
  }

  // Both instances go on sweeping: what was forgotten times out or expires.
  private void settleDown(Database database) throws InterruptedException {
    String open =
        """
        SELECT (SELECT count(*) FROM jobs.job WHERE status IN ('queued', 'dispatched'))
          + (SELECT count(*) FROM ledger.hold WHERE status = 'held')
        """;
    for (int i = 0; i < 60 && !database.ask(open).equals("0"); i++) {
      TimeUnit.SECONDS.sleep(1);
    }
    expect(database.ask(open), "0", "jobs and holds are stuck");
  }

  private void check(Database database, Core core, MixedLoad load) {
    for (int slot = 0; slot <= SLOTS; slot++) {
      ChainCheck.Report report =
          Await.of(new ChainCheck(new PgBlockReader(core.reading())).run(slot, _ -> {}));
      report.problem().ifPresent(problems::add);
    }
    expect(String.valueOf(core.balanced()), "true", "accounts do not sum to zero");
    expect(database.ask("SELECT sum(held) FROM ledger.balance"), "0", "credit is still held");
    compare(database, "jobs.job", load.jobs);
    compare(database, "ledger.hold", load.holds);
  }

  private void compare(Database database, String table, Map<String, String> noted) {
    Map<String, String> states = new HashMap<>();
    database
        .execute("SELECT id, status FROM " + table)
        .forEach(row -> states.put(row.getUUID("id").toString(), row.getString("status")));
    Map<String, Integer> ends = new TreeMap<>();
    noted.forEach((id, state) -> {
      String now = states.get(id);
      ends.merge(String.valueOf(now), 1, Integer::sum);
      boolean ended = List.of("completed", "cancelled", "settled", "voided").contains(state);
      if (now == null || (ended && !now.equals(state))) {
        problems.add(table + " " + id + " was acknowledged as " + state + " and is " + now);
      }
    });
    System.out.println(table + ": " + ends);
  }

  private void expect(String found, String expected, String otherwise) {
    if (!found.equals(expected)) {
      problems.add(otherwise + ": " + found);
    }
  }
}
