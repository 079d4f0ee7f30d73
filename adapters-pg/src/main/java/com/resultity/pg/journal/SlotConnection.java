package com.resultity.pg.journal;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One slot's own connection: made when it is needed, left when it breaks. One piece of work at a
 * time, so that no transaction gets into another.
 */
final class SlotConnection {
  private static final int CONNECT_SECONDS = 5;

  private final Vertx vertx;
  private final Context context;
  private final PgConnectOptions options;
  private @Nullable PgConnection connection;
  private Future<?> last = Future.succeededFuture();

  SlotConnection(Vertx vertx, PgConnectOptions options) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.options = options;
  }

  /** Runs work on the connection, on the slot's own event loop, when earlier work has ended. */
  <T> Future<T> with(Function<PgConnection, Future<T>> work) {
    Promise<T> promise = Promise.promise();
    context.runOnContext(_ -> {
      Future<?> before = last;
      last = promise.future();
      before.onComplete(_ -> connected().compose(work).onComplete(promise));
    });
    return promise.future();
  }

  /** Leaves a connection, such as one whose state is not known; the next work makes another. */
  Future<Void> leave() {
    PgConnection left = connection;
    connection = null;
    return left == null ? Future.succeededFuture() : left.close();
  }

  private Future<PgConnection> connected() {
    PgConnection open = connection;
    if (open != null) {
      return Future.succeededFuture(open);
    }
    return PgConnection.connect(vertx, options)
        .timeout(CONNECT_SECONDS, TimeUnit.SECONDS)
        .onSuccess(made -> {
          connection = made;
          made.closeHandler(_ -> forget(made));
        });
  }

  // An older connection that closes must not take a newer one along.
  @SuppressWarnings("ReferenceEquality")
  private void forget(PgConnection closed) {
    if (connection == closed) {
      connection = null;
    }
  }
}
