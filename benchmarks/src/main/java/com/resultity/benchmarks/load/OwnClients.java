package com.resultity.benchmarks.load;

import com.resultity.benchmarks.server.Await;
import com.resultity.benchmarks.server.Database;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A baseline where pgbench is not installed: as many connections as clients, each with one prepared
 * statement under way.
 */
public record OwnClients(Database database, Sql sql, int clients) implements Driver {

  @Override
  public Measured run(Duration duration) {
    Vertx vertx = Vertx.vertx();
    try {
      PgConnectOptions options = database.options().setCachePreparedStatements(true);
      Queue<PgConnection> idle = new ConcurrentLinkedQueue<>();
      for (int i = 0; i < clients; i++) {
        idle.add(Await.of(PgConnection.connect(vertx, options)));
      }
      return new ClosedLoop(() -> execute(idle), clients).run(duration);
    } finally {
      Await.of(vertx.close());
    }
  }

  // There are as many connections as operations under way, so one is always idle.
  private Future<?> execute(Queue<PgConnection> idle) {
    PgConnection connection = idle.remove();
    int number = ThreadLocalRandom.current().nextInt(sql.namespaces());
    return connection
        .preparedQuery(sql.with("$1"))
        .execute(Tuple.of(number))
        .andThen(_ -> idle.add(connection));
  }
}
