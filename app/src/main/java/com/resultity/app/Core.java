package com.resultity.app;

import com.resultity.app.access.Trust;
import com.resultity.app.settings.Address;
import com.resultity.app.settings.OperatorError;
import com.resultity.app.tls.Renewal;
import com.resultity.app.tls.ServerIdentity;
import com.resultity.pg.PgServer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerOptions;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running Core on a migrated database. Stopped in order: doors, committer, Vert.x. */
final class Core implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Core.class);
  private static final int PATIENCE_SECONDS = 30;

  private final Vertx vertx;
  private final CoreComponent component;
  private final int httpPort;
  private final int grpcPort;
  private final Optional<Renewal> renewal;

  private Core(
      Vertx vertx, CoreComponent component, int httpPort, int grpcPort, Optional<Renewal> renewal) {
    this.vertx = vertx;
    this.component = component;
    this.httpPort = httpPort;
    this.grpcPort = grpcPort;
    this.renewal = renewal;
  }

  /** Starts and serves in clear text, without limits. */
  static Core start(PgServer server, Address http, Address grpc, Trust trust) {
    return start(server, new Doors(http, grpc), trust);
  }

  /**
   * Starts and serves.
   *
   * @throws OperatorError when the database does not answer, an address cannot be listened on or a
   *     certificate cannot be used
   */
  static Core start(PgServer server, Doors doors, Trust trust) {
    Optional<ServerIdentity> identity = doors.tls().map(ServerIdentity.Files::read);
    Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
    CoreComponent component =
        DaggerCoreComponent.factory()
            .create(
                vertx,
                server,
                trust.tokens(),
                trust.secret(),
                trust.wallets(),
                doors.limits(),
                InstantSource.system());
    try {
      await(component.orchestrators().prepare(), "the database cannot be made ready");
      component.orchestrators().start();
      Address http = doors.http();
      Address grpc = doors.grpc();
      Consumer<HttpServerOptions> secure =
          options -> identity.ifPresent(shown -> shown.secure(options));
      int httpPort =
          await(
              component.http().listen(http.host(), http.port(), secure),
              "HTTP cannot listen on " + http);
      int grpcPort =
          await(
              component.grpc().listen(grpc.host(), grpc.port(), secure),
              "gRPC cannot listen on " + grpc);
      Optional<Renewal> renewal =
          identity.map(shown -> renewal(vertx, component, doors.tls().orElseThrow(), shown));
      renewal.ifPresent(Renewal::start);
      return new Core(vertx, component, httpPort, grpcPort, renewal);
    } catch (OperatorError failed) {
      vertx.close();
      throw failed;
    }
  }

  private static Renewal renewal(
      Vertx vertx, CoreComponent component, ServerIdentity.Files files, ServerIdentity shown) {
    return new Renewal(
        vertx,
        files,
        shown,
        fresh -> Future.all(component.http().renew(fresh), component.grpc().renew(fresh)));
  }

  /** Looks for new certificates now. */
  void renew() {
    renewal.ifPresent(r -> await(r.look(), "the certificates"));
  }

  int httpPort() {
    return httpPort;
  }

  int grpcPort() {
    return grpcPort;
  }

  Vertx vertx() {
    return vertx;
  }

  CoreComponent component() {
    return component;
  }

  /** Answers what is under way, then stops. */
  @Override
  public void close() {
    component.orchestrators().stop();
    settle(Future.join(component.http().shutdown(), component.grpc().shutdown()), "the doors");
    settle(component.committer().drain(), "the committer");
    settle(vertx.close(), "Vert.x");
  }

  private static void settle(Future<?> stopping, String what) {
    try {
      await(stopping, what);
    } catch (OperatorError late) {
      LOG.warn("did not stop in order: {}", late.getMessage());
    }
  }

  private static <T> T await(Future<T> future, String what) {
    try {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException failed) {
      Throwable cause = failed.getCause() == null ? failed : failed.getCause();
      Throwable root = cause.getCause() == null ? cause : cause.getCause();
      throw new OperatorError(what + ": " + root.getMessage(), failed);
    } catch (TimeoutException late) {
      throw new OperatorError(what + " within " + PATIENCE_SECONDS + " s", late);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new OperatorError(what + ": interrupted", interrupted);
    }
  }
}
