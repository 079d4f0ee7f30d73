package com.resultity.grpc.calls;

import com.google.protobuf.Message;
import com.resultity.ports.access.CallListener.Door;
import com.resultity.ports.access.InvalidToken;
import com.resultity.ports.access.Operation;
import com.resultity.ports.access.Principal;
import com.resultity.ports.errors.ErrorCode;
import com.resultity.ports.errors.Fault;
import io.vertx.core.buffer.Buffer;
import io.vertx.grpc.common.GrpcMessage;
import io.vertx.grpc.server.GrpcServerRequest;
import io.vertx.grpc.server.GrpcServerResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One call of a streaming method. Confined to its event loop. Reads no further while too many items
 * are unanswered or the caller does not take its answers.
 */
final class StreamCall<Q extends Message, A extends Message> {
  private static final long NO_TIMER = -1;

  private final Desk desk;
  private final Bidi<Q, A> method;
  private final GrpcServerRequest<Buffer, Buffer> request;
  private final GrpcServerResponse<Buffer, Buffer> response;
  private final Metadata metadata;
  private final String traceId;
  private @Nullable Session session;
  private Instant recheckAt = Instant.MIN;
  private Instant deadline = Instant.MAX;
  private long timer = NO_TIMER;
  private int outstanding;
  private boolean paused;
  private boolean ended;
  private boolean done;
  private @Nullable Failure failure;

  StreamCall(Desk desk, Bidi<Q, A> method, GrpcServerRequest<Buffer, Buffer> request) {
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
    request.invalidMessageHandler(_ -> stop(Failure.of(ErrorCode.BODY_TOO_LARGE)));
    desk.loop().opened(this);
    try {
      open();
    } catch (InvalidToken | RuntimeException thrown) {
      stop(Failure.of(thrown, traceId));
    }
  }

  /** Ends the stream as soon as what it has read is answered. */
  void shutDown() {
    stop(Failure.of(ErrorCode.SHUTTING_DOWN));
  }

  private void open() throws InvalidToken {
    Instant now = desk.clock().instant();
    Metadata.limit(response, desk.limits().take(verify(now).principal()));
    metadata.requirePlain(request.format());
    Duration timeout = metadata.timeout();
    if (timeout != null) {
      deadline = now.plus(timeout);
      timer = desk.loop().after(Math.max(1, timeout.toMillis()), this::late);
    }
    request.messageHandler(this::receive);
    request.endHandler(_ -> {
      ended = true;
      endIfAnswered();
    });
    response.drainHandler(_ -> readOn());
    // A caller that waits for the response's head before it sends anything gets it.
    response.writeHead();
  }

  private Session verify(Instant now) throws InvalidToken {
    if (session == null || now.isAfter(recheckAt)) {
      Principal principal = metadata.principal(desk.tokens());
      if (method.operations().stream().noneMatch(o -> o.allows(principal.role()))) {
        throw new Fault(ErrorCode.PERMISSION_DENIED);
      }
      session = new Session(principal, traceId, metadata.dryRun());
      recheckAt = now.plus(desk.settings().recheck());
    }
    return Objects.requireNonNull(session);
  }

  private void receive(GrpcMessage message) {
    if (done || failure != null) {
      return;
    }
    Instant now = desk.clock().instant();
    try {
      Session caller = verify(now);
      Q item = Wire.read(method.parser(), message);
      outstanding++;
      begin(caller, item, now);
    } catch (InvalidToken | RuntimeException thrown) {
      stop(Failure.of(thrown, traceId));
      return;
    }
    if (outstanding >= desk.settings().outstanding() || response.writeQueueFull()) {
      paused = true;
      request.pause();
    }
  }

  private void begin(Session caller, Q message, Instant now) {
    long start = System.nanoTime();
    Bidi.Item<?, A> item;
    try {
      desk.limits().require(caller.principal());
      item = method.item().apply(message);
    } catch (RuntimeException thrown) {
      answer(method.failed().answer(message, Failure.of(thrown, traceId).error(), false));
      return;
    }
    begin(caller, message, item, now, start);
  }

  private <X> void begin(Session caller, Q message, Bidi.Item<X, A> item, Instant now, long start) {
    ItemReply<X> reply = new ItemReply<>(message, item, start);
    try {
      Instant until = now.plus(desk.settings().deadline());
      desk.doorman()
          .admit(
              caller,
              new Doorman.Request<>(
                  item.operation(), item.idempotencyKey(), item.reason(), item.ask()),
              until.isBefore(deadline) ? until : deadline,
              desk.loop(),
              reply);
    } catch (RuntimeException thrown) {
      reply.failed(Failure.of(thrown, traceId));
    }
  }

  private void answer(A answer) {
    outstanding--;
    if (done) {
      return;
    }
    response.write(Wire.write(answer));
    endIfAnswered();
    readOn();
  }

  private void readOn() {
    // Half of them, so that reading does not stop and go with every answer.
    if (paused
        && !done
        && outstanding <= desk.settings().outstanding() / 2
        && !response.writeQueueFull()) {
      paused = false;
      request.resume();
    }
  }

  private void late() {
    Failure late =
        outstanding > 0 ? Failure.lateCommand() : Failure.of(ErrorCode.DEADLINE_EXCEEDED);
    if (finish()) {
      Wire.fail(response, late, traceId);
    }
  }

  // Reads no more; what was read is answered before the stream ends.
  private void stop(Failure why) {
    if (failure == null) {
      failure = why;
      discard();
      endIfAnswered();
    }
  }

  private void endIfAnswered() {
    if (outstanding > 0 || (!ended && failure == null) || !finish()) {
      return;
    }
    if (failure == null) {
      response.end();
    } else {
      Wire.fail(response, failure, traceId);
    }
  }

  private void broken(Throwable how) {
    if (how instanceof CompressedMessage) {
      stop(Failure.of(ErrorCode.UNSUPPORTED_MEDIA_TYPE));
    } else {
      leave();
    }
  }

  // The caller has gone; what it asked for takes its course.
  private void leave() {
    finish();
  }

  // What is not read would keep its share of the connection's window.
  private void discard() {
    if (paused) {
      paused = false;
      request.resume();
    }
  }

  private boolean finish() {
    if (done) {
      return false;
    }
    done = true;
    discard();
    desk.loop().closed(this);
    if (timer != NO_TIMER) {
      desk.loop().cancel(timer);
    }
    return true;
  }

  private final class ItemReply<X> implements Reply<X> {
    private final Q message;
    private final Bidi.Item<X, A> item;
    private final long start;

    ItemReply(Q message, Bidi.Item<X, A> item, long start) {
      this.message = message;
      this.item = item;
      this.start = start;
    }

    @Override
    public void answered(X found, boolean replayed) {
      desk.listener().answered(Door.GRPC, operation(), System.nanoTime() - start);
      answer(item.answer().apply(found, replayed));
    }

    @Override
    public void failed(Failure why) {
      desk.listener().failed(Door.GRPC, operation(), why.code(), System.nanoTime() - start);
      answer(method.failed().answer(message, why.error(), why.replayed()));
    }

    private Operation operation() {
      return item.operation();
    }
  }
}
