package com.resultity.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** A connection on which a test may send what no client would. */
final class RawConnection implements AutoCloseable {
  private static final int SILENCE = -2;

  private final Socket socket;

  RawConnection(TestDoor door) {
    try {
      socket = new Socket(InetAddress.getLoopbackAddress(), door.port);
      socket.setSoTimeout(30_000);
    } catch (IOException unreachable) {
      throw new UncheckedIOException(unreachable);
    }
  }

  /** Sends the text, each of its lines ended as HTTP ends them. */
  RawConnection send(String text) {
    try {
      String lines = text.replace("\n", "\r\n");
      socket.getOutputStream().write(lines.getBytes(StandardCharsets.ISO_8859_1));
      return this;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** Sends the text as it is. */
  RawConnection sendRaw(String text) {
    try {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
      return this;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** Everything until the server hangs up. */
  String readAll() {
    StringBuilder text = new StringBuilder();
    try {
      for (int next; (next = socket.getInputStream().read()) >= 0; ) {
        text.append((char) next);
      }
    } catch (SocketTimeoutException open) {
      throw new IllegalStateException("still open after: " + text, open);
    } catch (IOException reset) {
      // Hung up on with bytes unread.
    }
    return text.toString();
  }

  /** Sends a byte, listens a moment, sends the next, until the server hangs up. */
  String dribble() {
    StringBuilder heard = new StringBuilder();
    try {
      socket.setSoTimeout(10);
      while (true) {
        socket.getOutputStream().write('x');
        int next = listen();
        if (next == -1) {
          return heard.toString();
        }
        if (next != SILENCE) {
          heard.append((char) next);
        }
      }
    } catch (IOException hungUp) {
      return heard.toString();
    }
  }

  private int listen() throws IOException {
    try {
      return socket.getInputStream().read();
    } catch (SocketTimeoutException silence) {
      return SILENCE;
    }
  }

  /** What has come when the text has. */
  String readUntil(String last) {
    StringBuilder text = new StringBuilder();
    try {
      while (text.indexOf(last) < 0) {
        int next = socket.getInputStream().read();
        if (next < 0) {
          throw new IllegalStateException("closed after: " + text);
        }
        text.append((char) next);
      }
      return text.toString();
    } catch (IOException broken) {
      throw new UncheckedIOException(text.toString(), broken);
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
