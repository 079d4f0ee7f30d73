package com.resultity.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A connection on which a test may send what no client would. */
final class RawConnection implements AutoCloseable {
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
