package com.resultity.grpc.calls;

import com.google.protobuf.Message;
import com.resultity.ports.access.CallListener.Door;
import com.resultity.ports.access.InvalidToken;
import com.resultity.ports.access.Principal;
import com.resultity.ports.errors.ErrorCode;
import com.resultity.ports.errors.Fault;
import io.vertx.core.buffer.Buffer;
import io.vertx.grpc.common.GrpcMessage;
import io.vertx.grpc.server.GrpcServerRequest;
import io.vertx.grpc.server.GrpcServerResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One call of a unary method. Confined to its event loop. */
final class UnaryCall<Q extends Message, A extends Message> implements Reply<A> {
  private static final long NO_TIMER = -1;

  private final Desk desk;
  private final Unary<Q, A> method;
  private final GrpcServerRequest<Buffer, Buffer> request;
  private final GrpcServerResponse<Buffer, Buffer> response;
  private final Metadata metadata;
  private final long start = System.nanoTime();
  private final String traceId;
  private @Nullable Principal principal;
  private Instant deadline = Instant.MAX;
  private long timer = NO_TIMER;
  private boolean read;
  private boolean commanded;
  private boolean done;
  private boolean gone;

  UnaryCall(Desk desk, Unary<Q, A> method, GrpcServerRequest<Buffer, Buffer> request) {
    this.desk = desk;
    this.method = method;
    this.request = request;
    this.response = request.response();
    this.metadata = new Metadata(request.headers());
    this.traceId = metadata.traceId(desk.traces());
  }

  void begin() {
    request.errorHandler(_ -> leave());
    request.exceptionHandler(this::broken);
    request.invalidMessageHandler(_ -> tooLarge());
    try {
      open();
    } catch (InvalidToken | RuntimeException thrown) {
      failed(Failure.of(thrown, traceId));
    }
  }

  private void open() throws InvalidToken {
    principal = principal();
    metadata.requirePlain(request.format());
    Duration asked = metadata.timeout();
    Duration timeout = asked == null ? desk.settings().deadline() : asked;
    if (timeout.isZero()) {
      throw new Fault(ErrorCode.DEADLINE_EXCEEDED);
    }
    deadline = desk.clock().instant().plus(timeout);
    timer = desk.loop().after(Math.max(1, timeout.toMillis()), this::late);
    request.messageHandler(this::receive);
    request.endHandler(_ -> ended());
  }

  private Principal principal() throws InvalidToken {
    if (method.operation().isPublic()) {
      return Principal.ANYONE;
    }
    Principal caller = metadata.principal(desk.tokens());
    Metadata.limit(response, desk.limits().take(caller));
    if (!method.operation().allows(caller.role())) {
      throw new Fault(ErrorCode.PERMISSION_DENIED);
    }
    return caller;
  }

  private void receive(GrpcMessage message) {
    if (read || done) {
      return;
    }
    read = true;
    try {
      Ask<A> ask = method.read().apply(Wire.read(method.parser(), message));
      commanded = !(ask instanceof Ask.Look<A>);
      desk.doorman()
          .admit(
              new Session(Objects.requireNonNull(principal), traceId, metadata.dryRun()),
              new Doorman.Request<>(
                  method.operation(), metadata.idempotencyKey(), metadata.reason(), ask),
              deadline,
              desk.loop(),
              this);
    } catch (RuntimeException thrown) {
      failed(Failure.of(thrown, traceId));
    }
  }

  // What follows the message does not count: the command may have happened by now.
  private void tooLarge() {
    if (!read) {
      failed(Failure.of(ErrorCode.BODY_TOO_LARGE));
    }
  }

  private void broken(Throwable how) {
    if (!(how instanceof CompressedMessage)) {
      leave();
    } else if (!read) {
      failed(Failure.of(ErrorCode.UNSUPPORTED_MEDIA_TYPE));
    }
  }

  private void ended() {
    if (!read) {
      failed(Failure.of(List.of(new Violation("", "a message is required"))));
    }
  }

  private void late() {
    failed(commanded ? Failure.lateCommand() : Failure.of(ErrorCode.DEADLINE_EXCEEDED));
  }

  // The caller has gone; what it asked for takes its course.
  private void leave() {
    gone = true;
  }

  @Override
  public void answered(A answer, boolean replayed) {
    if (finish()) {
      desk.listener().answered(Door.GRPC, method.operation(), System.nanoTime() - start);
      if (!gone) {
        if (replayed) {
          response.headers().set(Metadata.REPLAYED, "true");
        }
        response.end(Wire.write(answer));
      }
    }
  }

  @Override
  public void failed(Failure failure) {
    if (finish()) {
      desk.listener()
          .failed(Door.GRPC, method.operation(), failure.code(), System.nanoTime() - start);
      if (!gone) {
        Wire.fail(response, failure, traceId);
      }
    }
  }

  private boolean finish() {
    if (done) {
      return false;
    }
    done = true;
    if (timer != NO_TIMER) {
      desk.loop().cancel(timer);
    }
    return true;
  }
}
