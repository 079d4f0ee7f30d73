package com.resultity.grpc;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.internal.http.HttpServerRequestInternal;
import io.vertx.core.internal.http.HttpServerRequestWrapper;
import org.jspecify.annotations.Nullable;

/**
 * A request of which one plain and short message is read, and nothing that follows. For the
 * services that come with Vert.x: they answer once, never without a message, and log what is none.
 */
final class OneMessage extends HttpServerRequestWrapper {
  private static final long PROTOCOL_ERROR = 1;
  private static final int PREFIX = 5;
  private static final int LONGEST = 1 << 16;

  private final Buffer read = Buffer.buffer();
  private boolean done;

  OneMessage(HttpServerRequestInternal request) {
    super(request);
  }

  @Override
  public HttpServerRequest handler(@Nullable Handler<Buffer> handler) {
    super.handler(handler == null ? null : chunk -> take(chunk, handler));
    return this;
  }

  @Override
  public HttpServerRequest endHandler(@Nullable Handler<Void> handler) {
    super.endHandler(
        handler == null
            ? null
            : _ -> {
              reset();
              handler.handle(null);
            });
    return this;
  }

  private void take(Buffer chunk, Handler<Buffer> handler) {
    if (done || chunk.length() == 0) {
      return;
    }
    read.appendBuffer(chunk);
    long whole = read.length() < PREFIX ? PREFIX : PREFIX + read.getUnsignedInt(1);
    if (read.getByte(0) != 0 || whole > LONGEST) {
      reset();
    } else if (read.length() >= whole) {
      done = true;
      handler.handle(read.getBuffer(0, (int) whole));
    }
  }

  private void reset() {
    if (!done) {
      done = true;
      response().reset(PROTOCOL_ERROR);
    }
  }
}
