package com.resultity.benchmarks.reads;

import com.resultity.benchmarks.Slowdown;
import com.resultity.benchmarks.server.Await;
import com.resultity.benchmarks.server.Core;
import com.resultity.benchmarks.server.Database;
import com.resultity.benchmarks.server.Population;
import com.resultity.domain.jobs.JobCommand.SubmitJob;
import com.resultity.ports.journal.Caller;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A thousand namespaces with a job each, on the server that {@code -Dbench.database} names or on
 * one of its own.
 */
@State(Scope.Benchmark)
public class ReadFixture {
  static final int BATCH = 64;

  private static final int SLOTS = 2;
  private static final int NAMESPACES = 1_000;

  private final Database database = database();
  private final Core core = new Core(database, SLOTS);
  private final Population population = Population.open(core, NAMESPACES);
  private final List<UUID> jobs = new ArrayList<>();

  private static Database database() {
    String url = System.getProperty("bench.database");
    return url == null ? Database.embedded() : Database.at(url);
  }

  @Setup(Level.Trial)
  public void submitJobs() {
    List<SubmitJob> submits = IntStream.range(0, NAMESPACES).mapToObj(population::job).toList();
    Caller caller = new Caller(Population.ORIGIN, null, null);
    Await.of(
        Future.all(
            submits.stream().map(submit -> core.committer().submit(caller, submit)).toList()));
    submits.forEach(submit -> jobs.add(submit.jobId()));
    if (Await.of(core.jobs().find(randomJob())).isEmpty()) {
      throw new IllegalStateException("the fixture's jobs were not submitted");
    }
  }

  @TearDown(Level.Trial)
  public void close() {
    core.close();
    database.close();
  }

  Core core() {
    return core;
  }

  int randomNumber() {
    return ThreadLocalRandom.current().nextInt(NAMESPACES);
  }

  UUID randomNamespace() {
    return population.namespace(randomNumber());
  }

  Population population() {
    return population;
  }

  UUID randomJob() {
    return jobs.get(randomNumber());
  }

  /** Asks what is guarded as many times as told, at once, and waits for the last answer. */
  void ask(int times, Function<ReadFixture, Future<?>> question) {
    for (int i = 0; i < Slowdown.TIMES; i++) {
      askBaseline(times, question);
    }
  }

  /** The same for a baseline, which no planted regression slows down. */
  void askBaseline(int times, Function<ReadFixture, Future<?>> question) {
    Await.of(Future.all(Stream.generate(() -> question.apply(this)).limit(times).toList()));
  }
}
