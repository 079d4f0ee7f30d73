package com.resultity.grpc.calls;

import com.resultity.ports.access.CallListener;
import com.resultity.ports.access.Gate;
import com.resultity.ports.access.RateLimits;
import com.resultity.ports.access.Tokens;
import com.resultity.ports.journal.Committer;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.grpc.common.GrpcMessageDecoder;
import io.vertx.grpc.common.GrpcMessageEncoder;
import io.vertx.grpc.common.ServiceMethod;
import io.vertx.grpc.common.ServiceName;
import io.vertx.grpc.server.Service;
import io.vertx.grpc.server.ServiceBuilder;
import java.time.InstantSource;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Takes the calls of one event loop. */
public final class Desk {
  private final Loop loop;
  private final Doorman doorman;
  private final Tokens tokens;
  private final RateLimits limits;
  private final Traces traces;
  private final InstantSource clock;
  private final CallSettings settings;
  private final CallListener listener;

  /**
   * To be made on the event loop whose calls it takes.
   *
   * @param random for trace ids; asked on the thread that needs it
   */
  public Desk(
      Vertx vertx,
      Context context,
      Gate gate,
      Committer committer,
      Tokens tokens,
      RateLimits limits,
      Supplier<? extends RandomGenerator> random,
      InstantSource clock,
      CallSettings settings,
      CallListener listener) {
    this.loop = new Loop(vertx, context);
    this.doorman = new Doorman(gate, committer);
    this.tokens = tokens;
    this.limits = limits;
    this.traces = new Traces(random);
    this.clock = clock;
    this.settings = settings;
    this.listener = listener;
  }

  /** The area as a service that a server can take. */
  public Service serve(Area area) {
    ServiceName name = ServiceName.create(area.descriptor().getFullName());
    ServiceBuilder service = Service.service(name, area.descriptor());
    for (Unary<?, ?> method : area.unary()) {
      service.bind(
          method(name, method.name()), request -> new UnaryCall<>(this, method, request).begin());
    }
    for (Bidi<?, ?> method : area.streams()) {
      service.bind(
          method(name, method.name()), request -> new StreamCall<>(this, method, request).begin());
    }
    return service.build();
  }

  /** Ends every stream as soon as what it has read is answered. */
  public void shutDown() {
    loop.shutDown();
  }

  // Messages are parsed by the calls: the server would turn a malformed one into a cancellation.
  private static ServiceMethod<Buffer, Buffer> method(ServiceName service, String name) {
    return ServiceMethod.server(
        service, name, GrpcMessageEncoder.IDENTITY, GrpcMessageDecoder.IDENTITY);
  }

  Loop loop() {
    return loop;
  }

  Doorman doorman() {
    return doorman;
  }

  Tokens tokens() {
    return tokens;
  }

  RateLimits limits() {
    return limits;
  }

  Traces traces() {
    return traces;
  }

  InstantSource clock() {
    return clock;
  }

  CallSettings settings() {
    return settings;
  }

  CallListener listener() {
    return listener;
  }
}
