package com.resultity.grpc;

import com.resultity.grpc.calls.Area;
import com.resultity.grpc.calls.Desk;
import com.resultity.ports.access.CallListener;
import com.resultity.ports.access.Gate;
import com.resultity.ports.access.RateLimits;
import com.resultity.ports.access.Tokens;
import com.resultity.ports.journal.Committer;
import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.time.InstantSource;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * The gRPC door: HTTP/2, in clear text or over TLS, with server reflection and {@code
 * grpc.health.v1}, which take no token.
 */
public final class GrpcDoor {
  private final Vertx vertx;
  private final GrpcSettings settings;
  private final Set<Area> areas;
  private final Gate gate;
  private final Committer committer;
  private final Tokens tokens;
  private final RateLimits limits;
  private final Supplier<? extends RandomGenerator> random;
  private final InstantSource clock;
  private final BooleanSupplier ready;
  private final CallListener listener;
  private final Queue<GrpcListener> listeners = new ConcurrentLinkedQueue<>();
  private volatile boolean shuttingDown;

  /**
   * @param random for trace ids; asked on the thread that needs it
   * @param ready whether the health service says SERVING
   */
  public GrpcDoor(
      Vertx vertx,
      GrpcSettings settings,
      Set<Area> areas,
      Gate gate,
      Committer committer,
      Tokens tokens,
      RateLimits limits,
      Supplier<? extends RandomGenerator> random,
      InstantSource clock,
      BooleanSupplier ready,
      CallListener listener) {
    this.vertx = vertx;
    this.settings = settings;
    this.areas = Set.copyOf(areas);
    this.gate = gate;
    this.committer = committer;
    this.tokens = tokens;
    this.limits = limits;
    this.random = random;
    this.clock = clock;
    this.ready = ready;
    this.listener = listener;
  }

  /** As {@link #listen(String, int, Consumer)}, in clear text. */
  public Future<Integer> listen(String host, int port) {
    return listen(host, port, _ -> {});
  }

  /**
   * Takes calls; once only.
   *
   * @param port 0 for any that is free
   * @param secure sets how connections are encrypted
   * @return the port
   */
  public Future<Integer> listen(String host, int port, Consumer<HttpServerOptions> secure) {
    // A negative port is one random port that all event loops share.
    int shared = port == 0 ? -1 : port;
    return vertx
        .deployVerticle(
            () -> listener(host, shared, secure),
            new DeploymentOptions().setInstances(settings.eventLoops()))
        .map(_ -> listeners.element().port());
  }

  /** Takes no more calls; completes when those under way are answered, or cut after the grace. */
  public Future<Void> shutdown() {
    shuttingDown = true;
    return Future.join(listeners.stream().map(GrpcListener::shutdown).toList()).mapEmpty();
  }

  /** Shows other certificates to connections that begin from now on. */
  public Future<?> renew(ServerSSLOptions fresh) {
    return Future.all(listeners.stream().map(listener -> listener.renew(fresh)).toList());
  }

  private GrpcListener listener(String host, int port, Consumer<HttpServerOptions> secure) {
    GrpcListener made =
        new GrpcListener(this::desk, areas, settings, host, port, secure, this::serving);
    listeners.add(made);
    return made;
  }

  private Desk desk(Context context) {
    return new Desk(
        vertx, context, gate, committer, tokens, limits, random, clock, settings.calls(), listener);
  }

  private boolean serving() {
    return !shuttingDown && ready.getAsBoolean();
  }

  /** The services that are served, in the order of their names. */
  List<Area> areas() {
    return areas.stream()
        .sorted((a, b) -> a.descriptor().getFullName().compareTo(b.descriptor().getFullName()))
        .toList();
  }
}
