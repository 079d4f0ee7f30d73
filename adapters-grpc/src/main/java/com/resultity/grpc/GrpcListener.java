package com.resultity.grpc;

import com.resultity.grpc.calls.Area;
import com.resultity.grpc.calls.Desk;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.core.internal.http.HttpServerRequestInternal;
import io.vertx.core.net.ServerSSLOptions;
import io.vertx.grpc.reflection.ReflectionService;
import io.vertx.grpc.server.GrpcProtocol;
import io.vertx.grpc.server.GrpcServer;
import io.vertx.grpc.server.GrpcServerOptions;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One event loop's share of the door. */
final class GrpcListener extends VerticleBase {
  private static final int MAX_STREAMS = 4096;
  private static final int STREAM_WINDOW = 1 << 20;
  private static final int CONNECTION_WINDOW = 8 << 20;
  private static final int FLUSH_AFTER = 256;

  private final Function<Context, Desk> desks;
  private final Set<Area> areas;
  private final List<String> ours;
  private final GrpcSettings settings;
  private final String host;
  private final int port;
  private final Consumer<HttpServerOptions> secure;
  private final BooleanSupplier serving;
  private @Nullable Desk desk;
  private @Nullable HttpServer server;

  GrpcListener(
      Function<Context, Desk> desks,
      Set<Area> areas,
      GrpcSettings settings,
      String host,
      int port,
      Consumer<HttpServerOptions> secure,
      BooleanSupplier serving) {
    this.desks = desks;
    this.areas = areas;
    this.ours =
        Stream.concat(areas.stream().map(GrpcListener::name), Stream.of(HealthCheck.SERVICE))
            .map(name -> "/" + name + "/")
            .toList();
    this.settings = settings;
    this.host = host;
    this.port = port;
    this.secure = secure;
    this.serving = serving;
  }

  @Override
  public Future<?> start() {
    Desk made = desks.apply(context);
    HttpServerOptions options = options();
    secure.accept(options);
    HttpServer http = vertx.createHttpServer(options);
    desk = made;
    server = http;
    GrpcServer services = services(made);
    return http.connectionHandler(GrpcListener::consolidateFlushes)
        .requestHandler(request -> services.handle(strict(request)))
        .listen(port, host);
  }

  int port() {
    return Objects.requireNonNull(server).actualPort();
  }

  Future<?> renew(ServerSSLOptions fresh) {
    return Objects.requireNonNull(server)
        .updateSSLOptions(fresh.copy().setApplicationLayerProtocols(List.of("h2")));
  }

  Future<Void> shutdown() {
    if (server == null || desk == null) {
      return Future.succeededFuture();
    }
    desk.shutDown();
    return server.shutdown(settings.grace().toMillis(), TimeUnit.MILLISECONDS);
  }

  private GrpcServer services(Desk made) {
    GrpcServer services =
        GrpcServer.server(
            vertx,
            new GrpcServerOptions()
                .removeEnabledProtocol(GrpcProtocol.WEB)
                .removeEnabledProtocol(GrpcProtocol.WEB_TEXT)
                .removeEnabledProtocol(GrpcProtocol.TRANSCODING)
                .setMaxMessageSize(settings.maxMessage()));
    Set<String> names = new HashSet<>();
    for (Area area : areas) {
      services.addService(made.serve(area));
      names.add(name(area));
    }
    services.addService(new HealthCheck(names, serving).service());
    services.addService(ReflectionService.v1());
    return services;
  }

  private HttpServerRequest strict(HttpServerRequest request) {
    if (!(request instanceof HttpServerRequestInternal open)) {
      return request;
    }
    String path = String.valueOf(request.path());
    return ours.stream().anyMatch(path::startsWith)
        ? new PlainMessages(open)
        : new OneMessage(open);
  }

  private static String name(Area area) {
    return area.descriptor().getFullName();
  }

  private HttpServerOptions options() {
    return new HttpServerOptions()
        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
        .setIdleTimeout((int) settings.idle().toMillis())
        .setInitialSettings(
            new Http2Settings()
                .setMaxConcurrentStreams(MAX_STREAMS)
                .setInitialWindowSize(STREAM_WINDOW))
        .setHttp2ConnectionWindowSize(CONNECTION_WINDOW)
        // A caller whose calls all time out resets them all; that is no attack yet.
        .setHttp2RstFloodMaxRstFramePerWindow(2 * MAX_STREAMS)
        .setAlpnVersions(List.of(HttpVersion.HTTP_2))
        .setTcpNoDelay(true);
  }

  // Vert.x flushes once for every answer. Answers of one block become ready together, so one system
  // call can carry them all; this is worth a third of the throughput. The pipeline is not public in
  // Vert.x 5: should a connection be of another kind, it works as before, only slower.
  private static void consolidateFlushes(HttpConnection connection) {
    if (connection instanceof HttpServerConnection server) {
      server
          .channelHandlerContext()
          .pipeline()
          .addFirst(new FlushConsolidationHandler(FLUSH_AFTER, true));
    }
  }
}
