package com.resultity.pg.journal;

import io.netty.handler.flush.FlushConsolidationHandler;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.impl.SocketConnectionBase;
import io.vertx.sqlclient.internal.SqlConnectionInternal;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One slot's own connection: made when it is needed, left when it breaks. One piece of work at a
 * time, so that no transaction gets into another.
 */
final class SlotConnection {
  private static final int CONNECT_SECONDS = 5;

  // Longer than the server's own limit, for when the server is not heard of at all.
  private static final int ROUND_TRIP_MILLIS = 35_000;

  private static final int FLUSH_AFTER = 256;

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

  /** The same, but failed when it takes longer than a server that is alive would let it. */
  <T> Future<T> limited(Future<T> roundTrip) {
    Promise<T> promise = Promise.promise();
    long timer =
        vertx.setTimer(
            ROUND_TRIP_MILLIS, _ -> promise.tryFail(new TimeoutException("no answer in time")));
    roundTrip.onComplete(done -> {
      vertx.cancelTimer(timer);
      if (done.succeeded()) {
        promise.tryComplete(done.result());
      } else {
        promise.tryFail(done.cause());
      }
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
          consolidateFlushes(made);
          connection = made;
          made.closeHandler(_ -> forget(made));
        });
  }

  // A round trip's statements leave in one packet: the driver flushes each by itself.
  private static void consolidateFlushes(PgConnection made) {
    if (made instanceof SqlConnectionInternal internal
        && internal.unwrap().unwrap() instanceof SocketConnectionBase socket) {
      socket
          .socket()
          .channelHandlerContext()
          .pipeline()
          .addFirst(new FlushConsolidationHandler(FLUSH_AFTER, true));
    }
  }

  // An older connection that closes must not take a newer one along.
  @SuppressWarnings("ReferenceEquality")
  private void forget(PgConnection closed) {
    if (connection == closed) {
      connection = null;
    }
  }
}
