package com.resultity.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;

/** A connection of HTTP/2 (RFC 9113) on which a test may send what no client would. */
final class RawHttp2 implements AutoCloseable {
  static final int DATA = 0;
  static final int HEADERS = 1;
  static final int RST_STREAM = 3;
  static final int SETTINGS = 4;
  static final int PING = 6;
  static final int GOAWAY = 7;
  static final int WINDOW_UPDATE = 8;
  static final int CONTINUATION = 9;

  static final int END_STREAM = 1;
  static final int END_HEADERS = 4;

  private static final int PRIORITY = 0x20;

  private static final int PATIENCE_MILLIS = 30_000;
  private static final int BUFFER = 1 << 16;

  private final Socket socket = new Socket();
  private final OutputStream out;
  private final DataInputStream in;
  private final DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder();

  /** A frame as it was received. */
  record Frame(int type, int flags, int stream, ByteBuffer payload) {
    boolean ends() {
      return type == RST_STREAM || ((type == DATA || type == HEADERS) && (flags & END_STREAM) != 0);
    }

    /** What RST_STREAM and GOAWAY say. */
    int code() {
      return payload.getInt(type == GOAWAY ? 4 : 0);
    }
  }

  RawHttp2(int port) {
    try {
      // Small, so that a server whose answers nobody reads soon has to keep them.
      socket.setReceiveBufferSize(BUFFER);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      socket.setSoTimeout(PATIENCE_MILLIS);
      out = new BufferedOutputStream(socket.getOutputStream(), BUFFER);
      in = new DataInputStream(socket.getInputStream());
      out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(ISO_8859_1));
      send(SETTINGS, 0, 0);
    } catch (IOException unreachable) {
      throw new UncheckedIOException(unreachable);
    }
  }

  /** Writes a frame, to be flushed. */
  void send(int type, int flags, int stream, int... payload) throws IOException {
    byte[] bytes = new byte[payload.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) payload[i];
    }
    send(type, flags, stream, bytes);
  }

  void send(int type, int flags, int stream, byte[] payload) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(9);
    head.putInt(payload.length << Byte.SIZE | type).put((byte) flags).putInt(stream);
    out.write(head.array());
    out.write(payload);
  }

  void send(byte[] bytes) throws IOException {
    out.write(bytes);
  }

  void flush() throws IOException {
    out.flush();
  }

  /** The headers of a call, of which the block ends, or not. */
  void call(int stream, int flags, String path, Map<String, String> more) throws IOException {
    Map<String, String> headers = new TreeMap<>(more);
    headers.putIfAbsent(":method", "POST");
    headers.putIfAbsent(":path", path);
    headers.putIfAbsent(":scheme", "http");
    headers.putIfAbsent(":authority", "core");
    headers.putIfAbsent("content-type", "application/grpc");
    headers.putIfAbsent("te", "trailers");
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    headers.forEach((name, value) -> {
      block.write(0);
      literal(block, name);
      literal(block, value);
    });
    send(HEADERS, flags, stream, block.toByteArray());
  }

  // Without an index and without Huffman (RFC 7541, 5.2).
  private static void literal(ByteArrayOutputStream block, String text) {
    int length = text.length();
    if (length < 0x7f) {
      block.write(length);
    } else {
      block.write(0x7f);
      for (length -= 0x7f; length >= 0x80; length >>= 7) {
        block.write((length & 0x7f) | 0x80);
      }
      block.write(length);
    }
    block.writeBytes(text.getBytes(ISO_8859_1));
  }

  /** The next frame, of whatever stream. */
  Frame read() throws IOException {
    int head = in.readInt();
    int flags = in.readUnsignedByte();
    int stream = in.readInt();
    byte[] payload = in.readNBytes(head >>> Byte.SIZE);
    return new Frame(head & 0xff, flags, stream, ByteBuffer.wrap(payload));
  }

  /** How a stream ends: by its last headers, or with {@code reset} and the code. */
  Map<String, String> end(int stream) throws IOException {
    Map<String, String> headers = new TreeMap<>();
    while (true) {
      Frame frame = read();
      if (frame.type() == GOAWAY) {
        throw new EOFException("GOAWAY " + frame.code());
      }
      if (frame.stream() == stream) {
        if (frame.type() == HEADERS) {
          headers.putAll(decoded(frame));
        }
        if (frame.type() == RST_STREAM) {
          headers.put("reset", Integer.toString(frame.code()));
        }
        if (frame.ends()) {
          return headers;
        }
      }
    }
  }

  private Map<String, String> decoded(Frame frame) {
    int start = (frame.flags() & PRIORITY) == 0 ? 0 : 5;
    ByteBuf block = Unpooled.wrappedBuffer(frame.payload()).skipBytes(start);
    Map<String, String> headers = new TreeMap<>();
    try {
      Http2Headers found = decoder.decodeHeaders(frame.stream(), block);
      found.forEach(entry -> headers.put(entry.getKey().toString(), entry.getValue().toString()));
      return headers;
    } catch (Http2Exception malformed) {
      throw new IllegalStateException(malformed);
    }
  }

  /** The code with which the server ends the connection; -1 when it just hangs up. */
  int goAway() {
    try {
      while (true) {
        Frame frame = read();
        if (frame.type() == GOAWAY && frame.code() != 0) {
          return frame.code();
        }
      }
    } catch (SocketTimeoutException open) {
      throw new AssertionError("still open", open);
    } catch (IOException hungUp) {
      return -1;
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
