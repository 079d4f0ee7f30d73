package com.resultity.http;

import com.resultity.ports.access.CallListener;
import com.resultity.ports.access.Gate;
import com.resultity.ports.access.RateLimits;
import com.resultity.ports.access.Tokens;
import com.resultity.ports.journal.Committer;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.ServerSSLOptions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** The HTTP server. HTTP/1.1, kept alive and pipelined. */
public final class HttpDoor {
  private static final int MAX_HEADER = 16 * 1024;
  private static final int MAX_LINE = 8 * 1024;

  private final Vertx vertx;
  private final HttpSettings settings;
  private final Handler<HttpServerRequest> front;
  private final Handler<HttpServerRequest> malformed;
  private final Readiness readiness;
  private final AtomicInteger connections = new AtomicInteger();
  private final List<HttpServer> servers = new ArrayList<>();

  HttpDoor(
      Vertx vertx,
      HttpSettings settings,
      Handler<HttpServerRequest> front,
      Handler<HttpServerRequest> malformed,
      Readiness readiness) {
    this.vertx = vertx;
    this.settings = settings;
    this.front = front;
    this.malformed = malformed;
    this.readiness = readiness;
  }

  /**
   * A door to these areas.
   *
   * @param random asked for a generator on the thread that needs it; makes trace ids
   */
  public static HttpDoor of(
      Vertx vertx,
      HttpSettings settings,
      Collection<Routes> areas,
      Tokens tokens,
      RateLimits limits,
      Gate gate,
      Committer committer,
      InstantSource clock,
      Supplier<? extends RandomGenerator> random,
      Readiness readiness,
      MetricsPage metrics,
      CallListener listener) {
    Contract contract = Contract.load();
    List<Route> routes = new ArrayList<>();
    areas.forEach(area -> routes.addAll(area.routes()));
    routes.addAll(new ServicePages(readiness, metrics, contract).routes());
    Front front =
        new Front(
            vertx, settings, contract, routes, tokens, limits, gate, committer, clock, random,
            listener);
    return new HttpDoor(vertx, settings, front, new Malformed(random), readiness);
  }

  /** As {@link #listen(String, int, Consumer)}, in clear text. */
  public Future<Integer> listen(String host, int port) {
    return listen(host, port, _ -> {});
  }

  /**
   * Begins to listen and tells the port. Called once, from no event loop.
   *
   * @param secure sets how connections are encrypted
   */
  public Future<Integer> listen(String host, int port, Consumer<HttpServerOptions> secure) {
    HttpServerOptions options = options();
    secure.accept(options);
    // Servers share a port that is given, each on its own event loop; they cannot share port 0.
    int loops = port == 0 ? 1 : settings.eventLoops();
    List<Future<HttpServer>> listening = new ArrayList<>();
    for (int i = 0; i < loops; i++) {
      HttpServer server =
          vertx
              .createHttpServer(options)
              .connectionHandler(connection -> admit(connection, options))
              .invalidRequestHandler(malformed)
              .requestHandler(front);
      servers.add(server);
      listening.add(server.listen(port, host));
    }
    return Future.all(listening).map(_ -> servers.getFirst().actualPort());
  }

  /** Says that it is not ready, takes no more connections, and lets requests under way finish. */
  public Future<Void> shutdown() {
    readiness.drain();
    long millis = settings.drain().toMillis();
    return Future.join(
            servers.stream().map(s -> s.shutdown(millis, TimeUnit.MILLISECONDS)).toList())
        .mapEmpty();
  }

  /** Shows other certificates to connections that begin from now on. */
  public Future<?> renew(ServerSSLOptions fresh) {
    ServerSSLOptions own = fresh.copy().setApplicationLayerProtocols(List.of("http/1.1"));
    return Future.all(servers.stream().map(server -> server.updateSSLOptions(own)).toList());
  }

  private HttpServerOptions options() {
    return new HttpServerOptions()
        .setTcpNoDelay(true)
        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
        .setIdleTimeout((int) settings.idleTimeout().toMillis())
        .setMaxHeaderSize(MAX_HEADER)
        .setMaxInitialLineLength(MAX_LINE)
        .setHttp2ClearTextEnabled(false)
        .setAlpnVersions(List.of(HttpVersion.HTTP_1_1))
        .setHandle100ContinueAutomatically(true);
  }

  private void admit(HttpConnection connection, HttpServerOptions options) {
    // What follows the headers has its own, kinder end before: a problem that says so.
    Strictness.hold(
        connection,
        options,
        settings.headTimeout(),
        settings.bodyTimeout().plus(settings.headTimeout()));
    connection.closeHandler(_ -> connections.decrementAndGet());
    if (connections.incrementAndGet() > settings.maxConnections()) {
      connection.close();
    }
  }
}
