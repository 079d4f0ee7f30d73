package com.resultity.benchmarks.server;

import com.resultity.app.database.EmbeddedPostgres;
import com.resultity.app.settings.DatabaseUrl;
import com.resultity.app.settings.Secret;
import com.resultity.pg.Migrator;
import com.resultity.pg.PgOptions;
import com.resultity.pg.journal.PgUpkeep;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;

/**
 * A migrated database on a durable server: Core's embedded one as it is shipped, but for the number
 * of connections, thrown away at the end; or one that is given.
 */
public final class Database implements AutoCloseable {
  // The baselines want more connections than Core does.
  private static final int CONNECTIONS = 200;

  private final DatabaseUrl url;
  private final Runnable stop;
  private final Vertx vertx = Vertx.vertx();
  private final SqlClient client;

  private Database(DatabaseUrl url, Runnable stop) {
    this.url = url;
    this.stop = stop;
    this.client = PgBuilder.client().connectingTo(options()).using(vertx).build();
    try {
      Durability.require(this);
      migrate();
    } catch (RuntimeException failed) {
      close();
      throw failed;
    }
  }

  /** Starts a server of its own in a temporary directory. */
  public static Database embedded() {
    Path directory = Scratch.create("resultity-bench");
    try (EmbeddedPostgres first = EmbeddedPostgres.start(directory)) {
      allowConnections(first.url());
    }
    EmbeddedPostgres server = EmbeddedPostgres.start(directory);
    return new Database(
        server.url(),
        () -> {
          server.close();
          Scratch.delete(directory);
        });
  }

  /**
   * Uses a server that runs.
   *
   * @param url {@code postgresql://user:password@host:port/database}, as a user who may migrate
   */
  public static Database at(String url) {
    return new Database(DatabaseUrl.parse(url), () -> {});
  }

  /** How it is connected to, before Core's own settings. */
  public PgConnectOptions options() {
    return options(url);
  }

  /** The same as an address that {@link #at} takes, with its password. */
  public String url() {
    return "postgresql://%s:%s@%s:%d/%s?sslmode=%s"
        .formatted(
            url.user(), password(url), url.host(), url.port(), url.name(), url.sslMode().word());
  }

  /** Runs statements without parameters; answers the last one's rows. */
  public RowSet<Row> execute(String sql) {
    return Await.of(client.query(sql).execute());
  }

  /** Runs a query of one row and one column. */
  public String ask(String sql) {
    return String.valueOf(execute(sql).iterator().next().getValue(0));
  }

  private void migrate() {
    var properties = url.jdbcProperties();
    new Migrator(
            url.jdbc(),
            properties.stringPropertyNames().stream()
                .collect(Collectors.toMap(name -> name, properties::getProperty)))
        .migrate();
    SqlClient writing =
        PgBuilder.client().connectingTo(PgOptions.forWriting(options())).using(vertx).build();
    Instant now = Instant.now();
    Await.of(new PgUpkeep(writing).makePartitions(now, now.plus(Duration.ofDays(31))));
    Await.of(writing.close());
  }

  @Override
  public void close() {
    Await.of(client.close());
    Await.of(vertx.close());
    stop.run();
  }

  private static void allowConnections(DatabaseUrl url) {
    Vertx vertx = Vertx.vertx();
    SqlClient client = PgBuilder.client().connectingTo(options(url)).using(vertx).build();
    Await.of(client.query("ALTER SYSTEM SET max_connections = " + CONNECTIONS).execute());
    Await.of(client.close());
    Await.of(vertx.close());
  }

  private static PgConnectOptions options(DatabaseUrl url) {
    return new PgConnectOptions()
        .setHost(url.host())
        .setPort(url.port())
        .setUser(url.user())
        .setPassword(password(url))
        .setDatabase(url.name());
  }

  private static String password(DatabaseUrl url) {
    return url.password().map(Secret::value).orElse("");
  }
}
