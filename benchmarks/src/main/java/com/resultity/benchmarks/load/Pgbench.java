package com.resultity.benchmarks.load;

import com.resultity.benchmarks.server.Database;
import com.resultity.benchmarks.server.Scratch;
import io.vertx.pgclient.PgConnectOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/** A baseline by PostgreSQL's own load generator: prepared statements, one connection a client. */
public record Pgbench(Database database, Sql sql, int clients) implements Driver {
  private static final Pattern RATE = Pattern.compile("tps = ([0-9.]+)");
  private static final Pattern FAILED = Pattern.compile("number of failed transactions: ([0-9]+)");
  private static final int MICROSECONDS = 2;

  /** Whether it can be run here. */
  public static boolean isInstalled() {
    try {
      return new ProcessBuilder("pgbench", "--version")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException absent) {
      return false;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public Measured run(Duration duration) {
    Path directory = Scratch.create("resultity-pgbench");
    try {
      return run(directory, Math.max(2, duration.toSeconds()));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } finally {
      Scratch.delete(directory);
    }
  }

  private Measured run(Path directory, long seconds) throws IOException {
    Path script = directory.resolve("script.sql");
    Files.writeString(
        script,
        "\\set number random(0, %d)\n%s;\n".formatted(sql.namespaces() - 1, sql.with(":number")));
    Process process = start(directory, script, seconds);
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!ended(process)) {
      throw new IllegalStateException("pgbench failed: " + output);
    }
    Histogram latency = latency(directory);
    if (latency.getTotalCount() == 0) {
      return new Measured(seconds, 0, latency); // it had not even connected
    }
    double rate = Double.parseDouble(find(RATE, output));
    return new Measured(
        latency.getTotalCount() / rate, Long.parseLong(find(FAILED, output)), latency);
  }

  private Process start(Path directory, Path script, long seconds) throws IOException {
    PgConnectOptions options = database.options();
    int threads = Math.min(clients, Runtime.getRuntime().availableProcessors());
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                "pgbench",
                "--protocol=prepared",
                "--no-vacuum",
                "--client=" + clients,
                "--jobs=" + threads,
                "--time=" + seconds,
                "--file=" + script,
                "--log",
                "--log-prefix=" + directory.resolve("latency"),
                "--host=" + options.getHost(),
                "--port=" + options.getPort(),
                "--username=" + options.getUser(),
                options.getDatabase()));
    builder.environment().put("PGPASSWORD", options.getPassword());
    return builder.redirectErrorStream(true).start();
  }

  private static boolean ended(Process process) {
    try {
      return process.waitFor(1, TimeUnit.MINUTES) && process.exitValue() == 0;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static Histogram latency(Path directory) throws IOException {
    Histogram latency = new Histogram(3);
    try (Stream<Path> files = Files.list(directory)) {
      for (Path log : files.filter(file -> file.toString().contains("latency")).toList()) {
        try (Stream<String> lines = Files.lines(log)) {
          lines.forEach(line -> latency.recordValue(nanoseconds(line)));
        }
      }
    }
    return latency;
  }

  /** The latency of a line of its log: client, number, microseconds, script, time. */
  static long nanoseconds(String line) {
    return Long.parseLong(line.split(" ", -1)[MICROSECONDS]) * 1_000;
  }

  private static String find(Pattern pattern, String output) {
    Matcher matcher = pattern.matcher(output);
    if (!matcher.find()) {
      throw new IllegalStateException("pgbench did not say " + pattern + ": " + output);
    }
    return matcher.group(1);
  }
}
