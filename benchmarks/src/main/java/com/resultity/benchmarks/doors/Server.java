package com.resultity.benchmarks.doors;

import com.resultity.app.Main;
import com.resultity.benchmarks.server.Scratch;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Core in a process of its own, with the heap that it is to get by with, and a token for it. */
public final class Server implements AutoCloseable {
  private static final Pattern HTTP = Pattern.compile("HTTP\\s+http://\\S+?:(\\d+)\\b.*");
  private static final Pattern GRPC = Pattern.compile("gRPC\\s+\\S+?:(\\d+)\\b.*");
  private static final String HEAP = "-Xmx512m";

  private final Path data;
  private final boolean lasting;
  private final Process process;
  private final Duration startedIn;
  private final int httpPort;
  private final int grpcPort;
  private final String token;

  private Server(Path data, boolean lasting, String role, List<String> arguments)
      throws IOException {
    this.data = data;
    this.lasting = lasting;
    long start = System.nanoTime();
    List<String> serve =
        new ArrayList<>(
            List.of("serve", "--dev", "--http", "127.0.0.1:0", "--grpc", "127.0.0.1:0"));
    serve.addAll(List.of("--data", data.toString()));
    serve.addAll(arguments);
    process = java(serve);
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    httpPort = Integer.parseInt(find(HTTP, output));
    grpcPort = Integer.parseInt(find(GRPC, output));
    startedIn = Duration.ofNanos(System.nanoTime() - start);
    Thread.ofVirtual().start(() -> discard(output));
    token = makeToken(role);
  }

  /** Serves a database that runs, to callers who submit jobs. */
  public static Server on(String databaseUrl, int slots) {
    return on(databaseUrl, slots, "cloud");
  }

  /** Serves a database that runs, to callers of a role. */
  public static Server on(String databaseUrl, int slots, String role) {
    Path data = Scratch.create("resultity-serve");
    return start(
        data, false, role, List.of("--database", databaseUrl, "--slots", Integer.toString(slots)));
  }

  /** Serves the embedded database of a directory, which is made when there is none, and stays. */
  public static Server embedded(Path data) {
    return start(data, true, "cloud", List.of());
  }

  private static Server start(Path data, boolean lasting, String role, List<String> arguments) {
    try {
      return new Server(data, lasting, role, arguments);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** From the start of the process to its being ready. */
  public Duration startedIn() {
    return startedIn;
  }

  /** What its objects that are in use take, in bytes; found by collecting the others. */
  public long liveHeap() {
    try {
      Process jcmd =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                  Long.toString(process.pid()),
                  "GC.class_histogram")
              .redirectErrorStream(true)
              .start();
      List<String> lines = jcmd.inputReader(StandardCharsets.UTF_8).lines().toList();
      return Long.parseLong(lines.getLast().strip().split("\\s+", -1)[2]);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Ends it as a power cut would. */
  public void kill() {
    process.destroyForcibly();
    close();
  }

  public int httpPort() {
    return httpPort;
  }

  int grpcPort() {
    return grpcPort;
  }

  public String token() {
    return token;
  }

  private String makeToken(String role) throws IOException {
    Process made = java(List.of("token", "--role", role, "--ttl", "1d", "--data", data.toString()));
    String printed = new String(made.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return printed.lines().filter(line -> line.startsWith("ey")).findFirst().orElseThrow();
  }

  private static Process java(List<String> arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:+UseCompactObjectHeaders",
                HEAP,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    command.addAll(arguments);
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  // What nobody reads would stop the server in the end.
  private static void discard(BufferedReader output) {
    try (output) {
      output.transferTo(Writer.nullWriter());
    } catch (IOException closed) {
      // The server has ended, and with it what it says.
    }
  }

  private static String find(Pattern pattern, BufferedReader output) throws IOException {
    StringBuilder seen = new StringBuilder();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      Matcher matcher = pattern.matcher(line);
      if (matcher.matches()) {
        return matcher.group(1);
      }
      seen.append(line).append('\n');
    }
    throw new IllegalStateException("the server did not start: " + seen);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor(1, TimeUnit.MINUTES);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    if (!lasting) {
      Scratch.delete(data);
    }
  }
}
