package com.resultity.app.faults;

import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** A process that loads the database until it is killed; notes go to a file, which outlives it. */
final class LoadingCore {
  private LoadingCore() {}

  /** Port, password, file of notes, run, namespaces. */
  public static void main(String[] arguments) throws IOException {
    FileChannel notes =
        FileChannel.open(
            Path.of(arguments[2]), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    List<UUID> namespaces = Arrays.stream(arguments).skip(4).map(UUID::fromString).toList();
    new Load(Vertx.vertx(), server(Integer.parseInt(arguments[0]), arguments[1]))
        .start(namespaces, arguments[3], line -> append(notes, line));
  }

  static PgConnectOptions server(int port, String password) {
    return new PgConnectOptions()
        .setHost("127.0.0.1")
        .setPort(port)
        .setUser("postgres")
        .setPassword(password)
        .setDatabase("resultity");
  }

  private static void append(FileChannel notes, String line) {
    try {
      notes.write(StandardCharsets.UTF_8.encode(line + "\n"));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
