package com.resultity.pg;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * One real PostgreSQL for all tests of this JVM, with a fresh database for each that asks.
 *
 * <p>An embedded one, whose version {@code -Dpostgres.version} chooses; or a container of {@code
 * -Dpostgres.container=15}; or the server of {@code -Dpostgres.url=jdbc:postgresql:...}, as a
 * superuser.
 */
public final class TestServer {
  private static final @Nullable String CONTAINER = System.getProperty("postgres.container");
  private static final String RUN =
      "resultity_test_" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt()) + "_";

  private static final class Running {
    static final TestDatabase ADMIN = start();
    static final List<String> MADE = new ArrayList<>();
    static final String TEMPLATE = template();
  }

  private TestServer() {}

  /** A new migrated database with slots, and partitions for the months around now and June 2026. */
  public static TestDatabase database(int slots) {
    Assumptions.assumeTrue(
        CONTAINER == null || DockerClientFactory.instance().isDockerAvailable(),
        "-Dpostgres.container needs a Docker engine, and there is none");
    TestDatabase made = create(Running.TEMPLATE);
    made.execute(
        "INSERT INTO journal.head SELECT s, 0, decode(repeat('00', 32), 'hex'), to_timestamp(0)"
            + " FROM generate_series(0, %d) AS s".formatted(slots));
    return made;
  }

  /** A new database with nothing in it. */
  static TestDatabase bare() {
    return create("template1");
  }

  private static TestDatabase create(String template) {
    synchronized (Running.MADE) {
      String name = RUN + Running.MADE.size();
      Running.ADMIN.execute("CREATE DATABASE %s TEMPLATE %s".formatted(name, template));
      Running.MADE.add(name);
      return Running.ADMIN.named(name);
    }
  }

  // Migrated once: copying is faster than migrating again.
  private static String template() {
    TestDatabase made = bare();
    new Migrator(made.jdbcUrl(), made.login()).migrate();
    Instant now = Instant.now();
    makePartitions(made, now.minus(62, ChronoUnit.DAYS), now.plus(62, ChronoUnit.DAYS));
    makePartitions(
        made, Instant.parse("2026-05-01T00:00:00Z"), Instant.parse("2026-07-31T00:00:00Z"));
    return made.name();
  }

  private static void makePartitions(TestDatabase database, Instant since, Instant until) {
    database.execute("SELECT journal.make_partitions('%s', '%s')".formatted(since, until));
  }

  private static void dropAll() {
    synchronized (Running.MADE) {
      Running.MADE.forEach(
          name -> Running.ADMIN.execute("DROP DATABASE IF EXISTS %s WITH (FORCE)".formatted(name)));
    }
  }

  private static TestDatabase start() {
    String url = System.getProperty("postgres.url");
    if (url != null) {
      // Every other server ends with this JVM, and so do its databases.
      Runtime.getRuntime().addShutdownHook(new Thread(TestServer::dropAll));
      return TestDatabase.at(url);
    }
    return CONTAINER == null ? startEmbedded() : startContainer(CONTAINER);
  }

  private static TestDatabase startEmbedded() {
    try {
      EmbeddedPostgres server =
          EmbeddedPostgres.builder().setServerConfig("max_connections", "200").start();
      return TestDatabase.at(server.getJdbcUrl("postgres", "postgres"));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static TestDatabase startContainer(String version) {
    PostgreSQLContainer server = new PostgreSQLContainer("postgres:" + version);
    server.start();
    return TestDatabase.at(
        server.getJdbcUrl()
            + (server.getJdbcUrl().contains("?") ? "&" : "?")
            + "user=%s&password=%s".formatted(server.getUsername(), server.getPassword()));
  }
}
