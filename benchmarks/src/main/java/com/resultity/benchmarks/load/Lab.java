package com.resultity.benchmarks.load;

import com.resultity.benchmarks.server.Core;
import com.resultity.benchmarks.server.Database;
import com.resultity.benchmarks.server.ServerCpu;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Measures one load after the other, each the same way, and keeps the samples. */
public final class Lab {
  private final Database database;
  private final Core core;
  private final Warmup warmup;
  private final Duration length;
  private final Optional<ServerCpu> serverCpu;
  private final List<Sample> samples = new ArrayList<>();

  public Lab(Database database, Core core, Warmup warmup, Duration length) {
    this.database = database;
    this.core = core;
    this.warmup = warmup;
    this.length = length;
    this.serverCpu = ServerCpu.of(database);
  }

  public List<Sample> samples() {
    return List.copyOf(samples);
  }

  /** Begins right after a checkpoint, so that every load pays for whole pages from the start. */
  public Sample measure(String name, Driver driver) {
    database.execute("CHECKPOINT");
    boolean warm = warmup.run(driver);
    Meters before = read();
    Measured measured = driver.run(length);
    Sample sample = sample(name, measured, warm, before, read());
    samples.add(sample);
    System.out.println(line(sample));
    return sample;
  }

  private static Sample sample(
      String name, Measured measured, boolean warm, Meters before, Meters after) {
    double count = Math.max(1, measured.operations());
    long blocks = after.blocks - before.blocks;
    return new Sample(
        name,
        measured,
        warm,
        (after.wal - before.wal) / count,
        (after.serverNanos - before.serverNanos) / 1e3 / count,
        (after.ownNanos - before.ownNanos) / 1e3 / count,
        blocks == 0 ? 0 : (after.commands - before.commands) / (double) blocks);
  }

  private static String line(Sample sample) {
    Measured measured = sample.measured();
    return "%-44s %,9.0f/s  p50 %8.2f ms  p99 %8.2f ms  %d failed%s"
        .formatted(
            sample.name(),
            measured.perSecond(),
            measured.medianMillis(),
            measured.p99Millis(),
            measured.failures(),
            sample.warm() ? "" : "  NOT WARM");
  }

  private record Meters(long wal, long serverNanos, long ownNanos, long blocks, long commands) {}

  private Meters read() {
    String wal = database.ask("SELECT (pg_current_wal_insert_lsn() - '0/0')::bigint");
    return new Meters(
        Long.parseLong(wal),
        serverCpu.map(cpu -> cpu.used().toNanos()).orElse(0L),
        ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toNanos(),
        core.blocks(),
        core.commands());
  }
}
