package com.resultity.benchmarks.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What the figures were taken on. */
public final class Machine {
  private static final List<String> SETTINGS =
      List.of(
          "server_version",
          "fsync",
          "synchronous_commit",
          "full_page_writes",
          "data_checksums",
          "shared_buffers",
          "max_wal_size",
          "wal_compression",
          "checkpoint_timeout",
          "jit",
          "max_connections");

  private Machine() {}

  /** Processor, memory, versions and settings, in the order to print them. */
  public static Map<String, String> describe(Database database) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("processor", find("/proc/cpuinfo", "model name"));
    all.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
    all.put("memory", find("/proc/meminfo", "MemTotal"));
    all.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    all.put(
        "load average before",
        "%.1f".formatted(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()));
    all.put(
        "java", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
    all.put("java options", String.join(" ", javaOptions()));
    SETTINGS.forEach(setting -> all.put("postgresql " + setting, database.ask("SHOW " + setting)));
    return all;
  }

  private static List<String> javaOptions() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments();
  }

  private static String find(String file, String name) {
    Path path = Path.of(file);
    if (!Files.exists(path)) {
      return "unknown";
    }
    try (Stream<String> lines = Files.lines(path)) {
      return lines
          .filter(line -> line.startsWith(name))
          .findFirst()
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .orElse("unknown");
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
