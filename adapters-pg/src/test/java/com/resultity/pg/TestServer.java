package com.resultity.pg;

import io.vertx.pgclient.PgConnectOptions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** One real PostgreSQL for all tests of this JVM, with a fresh database for each that asks. */
public final class TestServer {
  private static final AtomicInteger DATABASES = new AtomicInteger();

  private static final class Running {
    static final EmbeddedPostgres SERVER = start();

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.builder().setServerConfig("max_connections", "200").start();
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }
  }

  private TestServer() {}

  /** A new migrated database with partitions for the months around now. */
  public static PgConnectOptions database() {
    String name = "test_" + DATABASES.incrementAndGet();
    execute("postgres", "CREATE DATABASE " + name);
    new Migrator(Running.SERVER.getJdbcUrl("postgres", name), Map.of("user", "postgres")).migrate();
    Instant now = Instant.now();
    execute(
        name,
        "SELECT journal.make_partitions('%s', '%s')"
            .formatted(now.minus(62, ChronoUnit.DAYS), now.plus(62, ChronoUnit.DAYS)));
    return new PgConnectOptions()
        .setHost("127.0.0.1")
        .setPort(Running.SERVER.getPort())
        .setUser("postgres")
        .setPassword("")
        .setDatabase(name);
  }

  /** Runs SQL by another driver than Core's. */
  public static void execute(String database, String sql) {
    try (var connection = Running.SERVER.getDatabase("postgres", database).getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }
}
