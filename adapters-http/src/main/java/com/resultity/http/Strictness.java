package com.resultity.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AsciiString;
import io.netty.util.concurrent.Future;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a connection is held to beyond what the server does by itself. A request has a deadline from
 * its first byte, however it dribbles; and one whose length is said in two ways is refused (RFC
 * 9112, 6.3), for whoever stands in front may have taken the other, as is a nameless header. The
 * pipeline is not public in Vert.x 5: {@code HardeningTest} tells when it has changed.
 */
final class Strictness {
  private static final String DECODER = "httpDecoder";

  private final Duration head;
  private final Duration whole;
  private @Nullable Future<?> timer;
  private boolean begun;

  private Strictness(Duration head, Duration whole) {
    this.head = head;
    this.whole = whole;
  }

  /**
   * Begins to hold a new connection to it.
   *
   * @param head how long the request line and the headers may take
   * @param whole how long what follows may take
   */
  static void hold(
      HttpConnection connection, HttpServerOptions options, Duration head, Duration whole) {
    if (connection instanceof HttpServerConnection server) {
      ChannelPipeline pipeline = server.channelHandlerContext().pipeline();
      Strictness strictness = new Strictness(head, whole);
      pipeline.replace(DECODER, DECODER, new Unambiguous(options));
      pipeline.addBefore(DECODER, "requestBytes", strictness.new Bytes());
      pipeline.addAfter(DECODER, "requestParts", strictness.new Parts());
    }
  }

  private void restart(Channel channel, Duration within) {
    stop();
    Runnable cut =
        () -> {
          var _ = channel.close();
        };
    timer = channel.eventLoop().schedule(cut, within.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void stop() {
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
  }

  /** Sees a request begin. */
  private final class Bytes extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
      if (!begun) {
        begun = true;
        restart(context.channel(), head);
      }
      context.fireChannelRead(bytes);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      stop();
      context.fireChannelInactive();
    }
  }

  /** Sees its headers and its end. */
  private final class Parts extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object part) {
      if (part instanceof HttpRequest) {
        restart(context.channel(), whole);
      }
      if (part instanceof LastHttpContent) {
        stop();
        begun = false;
      }
      context.fireChannelRead(part);
    }
  }

  private static final class Unambiguous extends VertxHttpRequestDecoder {
    Unambiguous(HttpServerOptions options) {
      super(options);
    }

    @Override
    protected AsciiString splitHeaderName(byte[] line, int start, int length) {
      if (length == 0) {
        throw new IllegalArgumentException("a header without a name");
      }
      return super.splitHeaderName(line, start, length);
    }

    @Override
    protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
      throw new IllegalArgumentException("both Transfer-Encoding and Content-Length");
    }
  }
}
