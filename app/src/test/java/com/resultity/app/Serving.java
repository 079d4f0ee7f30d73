package com.resultity.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine;

/** The command {@code serve}, on ports that are free, until it is closed. */
final class Serving implements AutoCloseable {
  private static final Pattern PORT = Pattern.compile(":(\\d+) ");
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private final StringWriter err = new StringWriter();
  private final Thread thread;
  private final int httpPort;
  private final int grpcPort;

  Serving(Map<String, String> environment, String... arguments) {
    String[] all =
        Stream.concat(
                Stream.of("serve", "--http=127.0.0.1:0", "--grpc=127.0.0.1:0"),
                Stream.of(arguments))
            .toArray(String[]::new);
    try (PipedWriter out = new PipedWriter();
        BufferedReader told = new BufferedReader(new PipedReader(out))) {
      CommandLine commands =
          Main.commandLine(InstantSource.system())
              .setOut(new PrintWriter(out))
              .setErr(new PrintWriter(err, true));
      thread = Thread.ofPlatform().start(() -> run(commands, environment, all));
      httpPort = port(told.readLine());
      grpcPort = port(told.readLine());
      told.readLine();
    } catch (IOException ended) {
      throw new UncheckedIOException(err.toString(), ended);
    }
  }

  private static void run(CommandLine commands, Map<String, String> environment, String[] all) {
    Main.run(commands, environment, all);
    commands.getOut().close();
  }

  private int port(String line) {
    Matcher port = PORT.matcher(String.valueOf(line));
    if (!port.find()) {
      throw new AssertionError(line + "\n" + err);
    }
    return Integer.parseInt(port.group(1));
  }

  int httpPort() {
    return httpPort;
  }

  int grpcPort() {
    return grpcPort;
  }

  /** Stops it as a signal would. */
  @Override
  public void close() {
    thread.interrupt();
    try {
      if (!thread.join(PATIENCE)) {
        throw new AssertionError("still serving");
      }
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }
}
