package com.resultity.app.fuzz;

import io.vertx.core.buffer.Buffer;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** HTTP/1.1 byte by byte, so that requests may be anything. */
final class HttpWire implements Closeable {
  private static final int PATIENCE_MILLIS = 20_000;

  private final int port;
  private @Nullable Socket socket;
  private @Nullable InputStream in;

  HttpWire(int port) {
    this.port = port;
  }

  /** An answer; headers by their names in lower case. */
  record Answer(int status, Map<String, String> headers, String text) {
    String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  /**
   * Sends a request and reads its answer; none when the server closes the connection instead.
   *
   * @param whole whether the request is all there; else nothing more is sent on its connection
   */
  Optional<Answer> send(Buffer request, boolean head, boolean whole) throws IOException {
    try {
      Socket open = open();
      try {
        open.getOutputStream().write(request.getBytes());
        if (!whole) {
          open.shutdownOutput();
        }
      } catch (IOException answeredEarly) {
        // Whoever is refused before all is read may still read why.
      }
      Answer answer = read(head);
      if (!whole || answer.header("connection").equals("close")) {
        close();
      }
      return Optional.of(answer);
    } catch (SocketTimeoutException silent) {
      close();
      throw new AssertionError("no answer in time", silent);
    } catch (IOException closed) {
      close();
      return Optional.empty();
    }
  }

  private Socket open() throws IOException {
    if (socket == null) {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.setTcpNoDelay(true);
      in = new BufferedInputStream(socket.getInputStream());
    }
    return socket;
  }

  private Answer read(boolean head) throws IOException {
    String[] first = line().split(" ", 3);
    int status = Integer.parseInt(first[1]);
    if (status == 100) {
      line();
      return read(head);
    }
    Map<String, String> headers = new TreeMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    boolean empty = head || status == 204 || status == 304;
    return new Answer(
        status, headers, empty ? "" : new String(body(headers), StandardCharsets.UTF_8));
  }

  private byte[] body(Map<String, String> headers) throws IOException {
    if ("chunked".equals(headers.get("transfer-encoding"))) {
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      for (int size = chunk(); size > 0; size = chunk()) {
        body.writeBytes(exactly(size));
        line();
      }
      line();
      return body.toByteArray();
    }
    return exactly(Integer.parseInt(headers.getOrDefault("content-length", "0")));
  }

  private int chunk() throws IOException {
    return Integer.parseInt(line(), 16);
  }

  private byte[] exactly(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException();
    }
    return bytes;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException();
      }
      line.append((char) b);
    }
    return line.toString().strip();
  }

  @Override
  public void close() throws IOException {
    if (socket != null) {
      socket.close();
    }
    socket = null;
  }
}
