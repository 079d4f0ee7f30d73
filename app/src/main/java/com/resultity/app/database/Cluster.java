package com.resultity.app.database;

import com.resultity.app.settings.OperatorError;
import com.resultity.app.settings.PrivateDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files of the embedded server and the commands that create, start and stop it. */
final class Cluster {
  private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);
  private static final long ROOM_TO_CREATE = 512L << 20;
  private static final long ROOM_TO_START = 64L << 20;

  /** Replaying the log after a crash, or writing a last checkpoint, may take this many seconds. */
  private static final String PATIENCE = "300";

  private final PostgresPrograms programs;
  private final Path files;
  private final Path logs;

  private Cluster(PostgresPrograms programs, Path files, Path logs) {
    this.programs = programs;
    this.files = files;
    this.logs = logs;
  }

  static Path files(Path directory) {
    return directory.resolve("postgres");
  }

  /** A server reads the files of its own major version only. */
  static void refuseOtherMajor(Path directory, String major) throws IOException {
    Path version = files(directory).resolve("PG_VERSION");
    if (!Files.exists(version)) {
      return;
    }
    String found = Files.readString(version).strip();
    if (!found.equals(major)) {
      throw new OperatorError(
          ("the database in %s was written by PostgreSQL %s, and this build brings %s: dump and"
                  + " restore it, or run pg_upgrade, or choose another directory with --data")
              .formatted(directory, found, major));
    }
  }

  /** Stops what a killed owner left running, then creates the files if there are none. */
  static Cluster prepare(PostgresPrograms programs, Path directory, Path passwordFile)
      throws IOException {
    Path logs = PrivateDirectory.create(directory.resolve("log"));
    Cluster cluster = new Cluster(programs, files(directory), logs);
    cluster.stopOrphan();
    boolean fresh = !Files.exists(cluster.files);
    refuseIfFull(directory, fresh ? ROOM_TO_CREATE : ROOM_TO_START);
    if (fresh) {
      cluster.create(passwordFile);
    }
    return cluster;
  }

  /** Starts the server and waits until it takes connections. */
  void start(Listening listening) throws IOException {
    Files.writeString(files.resolve("resultity.conf"), configuration(listening));
    Path startLog = logs.resolve("start.log");
    Files.deleteIfExists(startLog);
    PostgresPrograms.Ended ended =
        programs.run(
            "pg_ctl",
            "--pgdata=" + files,
            "--log=" + startLog,
            "--wait",
            "--timeout=" + PATIENCE,
            "start");
    if (ended.failed()) {
      throw new OperatorError(
          "the embedded database did not start: %s; its log is in %s"
              .formatted(lastComplaint().orElse(ended.output()), logs));
    }
  }

  /** Stops the server in order, if it runs: sessions end, a checkpoint is written. */
  void stop() {
    if (!Files.exists(pidFile())) {
      return;
    }
    PostgresPrograms.Ended ended =
        programs.run(
            "pg_ctl",
            "--pgdata=" + files,
            "--mode=fast",
            "--wait",
            "--timeout=" + PATIENCE,
            "stop");
    if (ended.failed() && process().filter(this::isOurs).isPresent()) {
      throw new OperatorError("the embedded database did not stop: " + ended.output());
    }
  }

  /** The creation happens beside the final place, so that a half-made database is never used. */
  private void create(Path passwordFile) throws IOException {
    Path draft = files.resolveSibling("postgres.new");
    PostgresPrograms.deleteTree(draft);
    PostgresPrograms.Ended ended =
        programs.run(
            "initdb",
            "--pgdata=" + draft,
            "--username=postgres",
            "--pwfile=" + passwordFile,
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--data-checksums");
    if (ended.failed()) {
      throw new OperatorError(
          "cannot create the embedded database in %s: %s".formatted(files, ended.output()));
    }
    Files.writeString(
        draft.resolve("postgresql.conf"), "include 'resultity.conf'\n", StandardOpenOption.APPEND);
    Files.move(draft, files, StandardCopyOption.ATOMIC_MOVE);
  }

  private void stopOrphan() throws IOException {
    Optional<ProcessHandle> process = process();
    if (process.isEmpty()) {
      return; // nothing runs, and the server itself clears what a crash left
    }
    if (isOurs(process.get())) {
      LOG.warn("stopping the database server that a killed process left running");
      stop();
    } else {
      Files.delete(pidFile()); // the number was given to another program since, as after a reboot
    }
  }

  /** The process whose number the server noted, which may be another program's by now. */
  private Optional<ProcessHandle> process() {
    try (Stream<String> lines = Files.lines(pidFile())) {
      return lines.findFirst().flatMap(line -> ProcessHandle.of(Long.parseLong(line.strip())));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new OperatorError("cannot read %s: %s".formatted(pidFile(), e), e);
    }
  }

  private Path pidFile() {
    return files.resolve("postmaster.pid");
  }

  private boolean isOurs(ProcessHandle process) {
    return process
        .info()
        .arguments()
        .map(arguments -> Stream.of(arguments).anyMatch(text -> text.contains(files.toString())))
        .orElse(false);
  }

  private static void refuseIfFull(Path directory, long needed) throws IOException {
    long free = Files.getFileStore(directory).getUsableSpace();
    if (free < needed) {
      throw new OperatorError(
          "the disk of %s is full: %d MiB free, %d MiB needed to start"
              .formatted(directory, free >> 20, needed >> 20));
    }
  }

  /** The line that made the server give up, and the one before, which often tells why. */
  private Optional<String> lastComplaint() throws IOException {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> recent = Files.list(logs)) {
      for (Path log : recent.sorted((a, b) -> Long.compare(modified(a), modified(b))).toList()) {
        lines.addAll(Files.readAllLines(log));
      }
    }
    for (int last = lines.size() - 1; last >= 0; last--) {
      String line = lines.get(last);
      if (line.contains("FATAL:") || line.contains("PANIC:")) {
        return Optional.of(last == 0 ? line : lines.get(last - 1) + "; " + line);
      }
    }
    return Optional.empty();
  }

  private static long modified(Path file) {
    return file.toFile().lastModified();
  }

  private String configuration(Listening listening) {
    return """
    # Written at each start; changes belong into ALTER SYSTEM.
    listen_addresses = '127.0.0.1'
    port = %d
    unix_socket_directories = '"%s"'
    unix_socket_permissions = 0700
    password_encryption = 'scram-sha-256'
    max_connections = 60

    # A commit that returned is on the disk.
    fsync = on
    synchronous_commit = on
    full_page_writes = on

    shared_buffers = 256MB
    work_mem = 16MB
    maintenance_work_mem = 128MB
    wal_compression = on
    min_wal_size = 256MB
    max_wal_size = 4GB
    checkpoint_timeout = 15min
    checkpoint_completion_target = 0.9
    jit = off
    track_io_timing = on
    timezone = 'UTC'

    # Details of an error repeat the row, personal data included.
    log_error_verbosity = terse
    logging_collector = on
    log_directory = '%s'
    log_filename = 'postgresql-%%a.log'
    log_rotation_age = 1d
    log_rotation_size = 0
    log_truncate_on_rotation = on
    log_timezone = 'UTC'
    """
        .formatted(
            listening.port(), quoted(listening.sockets().toString()), quoted(logs.toString()));
  }

  private static String quoted(String text) {
    return text.replace("'", "''");
  }
}
