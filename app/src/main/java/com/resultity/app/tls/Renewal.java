package com.resultity.app.tls;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.ServerSSLOptions;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the files again every minute and has the doors show what is new in them, to connections
 * that begin then. Files that are wrong change nothing.
 */
public final class Renewal {
  private static final Logger LOG = LoggerFactory.getLogger(Renewal.class);
  private static final Duration EVERY = Duration.ofMinutes(1);

  private final Vertx vertx;
  private final ServerIdentity.Files files;
  private final Function<ServerSSLOptions, Future<?>> renew;
  private volatile ServerIdentity shown;

  /**
   * @param shown what the doors show now
   * @param renew makes the doors show something else
   */
  public Renewal(
      Vertx vertx,
      ServerIdentity.Files files,
      ServerIdentity shown,
      Function<ServerSSLOptions, Future<?>> renew) {
    this.vertx = vertx;
    this.files = files;
    this.shown = shown;
    this.renew = renew;
  }

  public void start() {
    vertx.setPeriodic(EVERY.toMillis(), _ -> look());
  }

  /** Looks now; completes when what is new is shown. Never fails. */
  public Future<Void> look() {
    return vertx
        .executeBlocking(files::read)
        .compose(fresh -> show(Objects.requireNonNull(fresh)))
        .recover(failure -> {
          LOG.warn("keeping the last certificates: {}", failure.getMessage());
          return Future.succeededFuture();
        });
  }

  private Future<Void> show(ServerIdentity fresh) {
    if (fresh.equals(shown)) {
      return Future.succeededFuture();
    }
    return renew
        .apply(fresh.renewal())
        .onSuccess(_ -> {
          shown = fresh;
          LOG.info("the certificates are new: {}", fresh);
        })
        .mapEmpty();
  }
}
