package com.resultity.app.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.resultity.app.settings.PrivateDirectory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where one run of the server listens.
 *
 * @param sockets a directory that only this user can enter
 * @param borrowed whether the directory is a temporary one, to be deleted afterwards
 */
record Listening(int port, Path sockets, boolean borrowed) {
  private static final Logger LOG = LoggerFactory.getLogger(Listening.class);

  /** Linux takes 107 bytes and macOS 103. */
  private static final int LONGEST_SOCKET_PATH = 103;

  /** A free port, and a socket directory whose path is short enough for the system. */
  static Listening choose(Path directory) throws IOException {
    Path sockets = directory.resolve("run");
    int length = sockets.resolve(".s.PGSQL.65535").toString().getBytes(UTF_8).length;
    boolean borrowed = length > LONGEST_SOCKET_PATH;
    return new Listening(
        freePort(),
        borrowed ? Files.createTempDirectory("resultity-") : PrivateDirectory.create(sockets),
        borrowed);
  }

  void forget() {
    if (borrowed) {
      try {
        PostgresPrograms.deleteTree(sockets);
      } catch (IOException e) {
        LOG.warn("could not delete {}: {}", sockets, e.getMessage());
      }
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }
}
