package com.resultity.app.settings;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which database Core writes to, and with how many connections. */
public final class DatabaseSettings {
  @Option(
      names = "--database",
      paramLabel = "URL",
      description = {
        "PostgreSQL to use instead of the embedded one:",
        "postgresql://user@host:5432/name?sslmode=verify-full&sslrootcert=FILE"
      })
  private @Nullable DatabaseUrl database;

  @Option(
      names = "--database-password",
      paramLabel = "PASSWORD",
      description = {
        "Password for --database. Prefer RESULTITY_DATABASE_PASSWORD:",
        "others on this machine can read a command line."
      })
  private @Nullable Secret password;

  @Option(
      names = "--read-connections",
      paramLabel = "N",
      description = "Pipelined connections that answer reads. Default: ${DEFAULT-VALUE}")
  private int readConnections = 2;

  /** The external database with its password filled in; empty means the embedded one. */
  public Optional<DatabaseUrl> external() {
    return Optional.ofNullable(database)
        .map(url -> password == null ? url : url.withPassword(password));
  }

  /** At least 1. */
  public int readConnections() {
    return positive("read-connections", readConnections);
  }

  private static int positive(String name, int value) {
    if (value < 1 || value > 1_000) {
      throw new WrongSetting("%s must be between 1 and 1000, not %d".formatted(name, value));
    }
    return value;
  }
}
