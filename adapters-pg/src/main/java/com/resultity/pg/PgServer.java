package com.resultity.pg;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlClient;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The database server and how many connections Core may hold.
 *
 * @param options where it is and how to log in, with TLS as asked for
 * @param slots how many slots besides the registry; each has a connection of its own for writing
 * @param readers connections for look-ups, shared by all and pipelined; lists and sums of jobs have
 *     four of their own
 */
public record PgServer(PgConnectOptions options, int slots, int readers) {

  // Longer than the server's own limits.
  private static final Duration READ_SILENCE = Duration.ofSeconds(15);
  private static final Duration REPORT_SILENCE = Duration.ofSeconds(35);

  private static final int REPORTS = 4;
  private static final int MOST_REPORTS_WAITING = 64;

  /** A pipelined client for reading only, whose connections are used in turn. */
  public SqlClient reader(Vertx vertx) {
    return reader(vertx, READ_SILENCE);
  }

  /**
   * A pipelined client for reading only.
   *
   * @param silence a connection that has not been heard of for so long is closed, which fails what
   *     waits on it
   */
  SqlClient reader(Vertx vertx, Duration silence) {
    PgConnectOptions reading = PgOptions.forReading(options);
    return new InTurn(
        Stream.generate(() -> client(vertx, reading, silence)).limit(readers).toList());
  }

  /** For lists and sums, so that no look-up ever waits behind one. */
  SqlClient reports(Vertx vertx) {
    return PgBuilder.pool()
        .connectingTo(PgOptions.forReports(options))
        .with(
            new PoolOptions()
                .setMaxSize(REPORTS)
                .setMaxWaitQueueSize(MOST_REPORTS_WAITING)
                .setConnectionTimeout(5))
        .with(net(REPORT_SILENCE))
        .using(vertx)
        .build();
  }

  /** A client for upkeep. */
  public SqlClient writer(Vertx vertx) {
    return client(vertx, PgOptions.forWriting(options), Duration.ZERO);
  }

  private static SqlClient client(Vertx vertx, PgConnectOptions options, Duration silence) {
    return PgBuilder.client()
        .connectingTo(options)
        .with(new PoolOptions().setMaxSize(1).setConnectionTimeout(5))
        .with(net(silence))
        .using(vertx)
        .build();
  }

  private static NetClientOptions net(Duration silence) {
    return new NetClientOptions()
        .setConnectTimeout(5_000)
        .setTcpKeepAlive(true)
        .setReadIdleTimeout((int) silence.toMillis())
        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
  }
}
