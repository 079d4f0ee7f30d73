package com.resultity.benchmarks.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The processor time of every PostgreSQL process, those that have ended included; known only on
 * Linux and when the server runs on this machine.
 */
public final class ServerCpu {
  private static final long TICKS_PER_SECOND = 100;
  private static final int USER = 11;
  private static final int OF_ENDED_CHILDREN = 15;

  private final long postmaster;

  private ServerCpu(long postmaster) {
    this.postmaster = postmaster;
  }

  public static Optional<ServerCpu> of(Database database) {
    long backend = Long.parseLong(database.ask("SELECT pg_backend_pid()"));
    return ProcessHandle.of(backend)
        .flatMap(ProcessHandle::parent)
        .map(ProcessHandle::pid)
        .filter(pid -> ticks(pid).isPresent())
        .map(ServerCpu::new);
  }

  public Duration used() {
    long children =
        ProcessHandle.of(postmaster).stream()
            .flatMap(ProcessHandle::children)
            .mapToLong(child -> ticks(child.pid()).orElse(0L))
            .sum();
    return Duration.ofMillis((ticks(postmaster).orElse(0L) + children) * 1000 / TICKS_PER_SECOND);
  }

  // proc(5): after the name in parentheses come the state and numbers; user and system time, then
  // the same of children that have ended.
  private static Optional<Long> ticks(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      long ticks = 0;
      for (int i = USER; i < OF_ENDED_CHILDREN; i++) {
        ticks += Long.parseLong(fields[i]);
      }
      return Optional.of(ticks);
    } catch (IOException gone) {
      return Optional.empty();
    }
  }
}
