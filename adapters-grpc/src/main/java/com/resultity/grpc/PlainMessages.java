package com.resultity.grpc;

import com.resultity.grpc.calls.CompressedMessage;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.internal.http.HttpServerRequestInternal;
import io.vertx.core.internal.http.HttpServerRequestWrapper;
import org.jspecify.annotations.Nullable;

/**
 * A request of which only plain messages are read. What compressed ones inflate to could not be
 * bounded, and to one whose encoding nobody named Vert.x answers with a stack trace in the log. The
 * call is told by a {@link CompressedMessage}.
 */
final class PlainMessages extends HttpServerRequestWrapper {
  private static final int PREFIX = 5;

  private @Nullable Handler<Throwable> failed;
  private boolean refused;
  private int prefix;
  private long length;
  private long left;

  PlainMessages(HttpServerRequestInternal request) {
    super(request);
  }

  @Override
  public HttpServerRequest exceptionHandler(@Nullable Handler<Throwable> handler) {
    failed = handler;
    super.exceptionHandler(handler);
    return this;
  }

  @Override
  public HttpServerRequest handler(@Nullable Handler<Buffer> handler) {
    super.handler(handler == null ? null : chunk -> pass(chunk, handler));
    return this;
  }

  private void pass(Buffer chunk, Handler<Buffer> handler) {
    if (refused) {
      return;
    }
    int plain = plain(chunk);
    if (plain > 0) {
      handler.handle(chunk.slice(0, plain));
    }
    if (plain < chunk.length()) {
      refused = true;
      if (failed != null) {
        failed.handle(new CompressedMessage());
      }
    }
  }

  // How many bytes there are before a message that is not plain.
  private int plain(Buffer chunk) {
    for (int at = 0; at < chunk.length(); ) {
      if (left > 0) {
        int step = (int) Math.min(left, chunk.length() - at);
        left -= step;
        at += step;
      } else {
        int next = chunk.getUnsignedByte(at);
        if (prefix == 0 && next != 0) {
          return at;
        }
        length = length << Byte.SIZE | next;
        at++;
        if (++prefix == PREFIX) {
          left = length;
          length = 0;
          prefix = 0;
        }
      }
    }
    return chunk.length();
  }
}
