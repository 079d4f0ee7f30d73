package com.resultity.app.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.resultity.app.database.EmbeddedPostgres;
import com.resultity.app.settings.OperatorError;
import com.resultity.app.settings.Secret;
import com.resultity.pg.Migrator;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills and freezes Core, and kills PostgreSQL, in the middle of load. */
class KillTest {
  private static final int KILLS = 20;
  private static final long SEED = 42;
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);

  @TempDir private Path directory;
  private final Vertx vertx = Vertx.vertx();
  private final Random random = new Random(SEED);
  private EmbeddedPostgres postgres;
  private Load load;
  private List<UUID> namespaces;

  @BeforeEach
  void prepare() {
    postgres = EmbeddedPostgres.start(directory.resolve("data"));
    Map<String, String> properties = new HashMap<>();
    postgres.url().jdbcProperties().forEach((k, v) -> properties.put((String) k, (String) v));
    new Migrator(postgres.url().jdbc(), properties).migrate();
    load = new Load(vertx, Aftermath.server(postgres));
    namespaces = Aftermath.await(load.prepare(Aftermath.server(postgres)));
  }

  @AfterEach
  void stop() {
    Aftermath.await(vertx.close());
    postgres.close();
  }

  @Test
  void nothingAcknowledgedIsLostWhenCoreIsKilled() throws Exception {
    Path notes = directory.resolve("notes");
    for (int kill = 0; kill < KILLS; kill++) {
      long before = size(notes);
      Process core = startCore(notes, "run" + kill);
      long enough = before + 2_000 + random.nextInt(40_000);
      waitUntil(core, () -> (int) Math.min(Integer.MAX_VALUE, size(notes) - enough));
      core.destroyForcibly().waitFor();
    }
    List<String> lines = new ArrayList<>(Files.readAllLines(notes));
    assertThat(lines).hasSizeGreaterThan(KILLS * 10);
    new Aftermath(vertx, postgres, load).check(lines);
  }

  @Test
  void nothingAcknowledgedIsLostWhenPostgresqlIsKilled() throws Exception {
    Queue<String> notes = new ConcurrentLinkedQueue<>();
    load.start(namespaces, "run", notes::add);
    for (int kill = 0; kill < KILLS; kill++) {
      int enough = notes.size() + 50 + random.nextInt(500);
      waitUntil(null, () -> notes.size() - enough);
      killServer();
    }
    int before = notes.size();
    waitUntil(null, () -> notes.size() - before - 100);
    load.stop();
    List<String> lines =
        notes.stream().filter(line -> !line.endsWith("stopped")).distinct().toList();
    new Aftermath(vertx, postgres, load).check(lines);
  }

  @Test
  void aFrozenCoreHoldsNobodyUpForLongAndLosesNothing() throws Exception {
    Path notes = directory.resolve("notes");
    Process frozen = startCore(notes, "frozen");
    waitUntil(frozen, () -> (int) size(notes) - 20_000);
    freezeInTheMiddleOfABlock(frozen);
    Queue<String> others = new ConcurrentLinkedQueue<>();

    load.start(namespaces, "other", others::add);

    waitUntil(null, () -> others.size() - 1_000);
    long before = size(notes);
    signal(frozen, "CONT");
    waitUntil(frozen, () -> (int) (size(notes) - before - 20_000));
    load.stop();
    frozen.destroyForcibly().waitFor();
    List<String> lines = new ArrayList<>(Files.readAllLines(notes));
    others.stream().filter(line -> !line.endsWith("stopped")).forEach(lines::add);
    new Aftermath(vertx, postgres, load).check(lines);
  }

  @Test
  void anAcknowledgementThatIsNotInTheDatabaseIsNoticed() {
    String lost = "slost-1 " + namespaces.getFirst() + " " + UUID.randomUUID();

    assertThatThrownBy(() -> new Aftermath(vertx, postgres, load).check(List.of(lost)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("slost-1");
  }

  // What it had sent before it froze is done at once; what still waits then waits for more of it.
  private void freezeInTheMiddleOfABlock(Process core) throws Exception {
    Aftermath server = new Aftermath(vertx, postgres, load);
    while (true) {
      signal(core, "STOP");
      core.waitFor(100, TimeUnit.MILLISECONDS);
      if (server.openTransactions() > 0) {
        return;
      }
      signal(core, "CONT");
      core.waitFor(random.nextInt(20), TimeUnit.MILLISECONDS);
    }
  }

  private static void signal(Process process, String name) throws Exception {
    assertThat(
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor())
        .isZero();
  }

  private Process startCore(Path notes, String run) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-Xmx256m", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(LoadingCore.class.getName());
    command.add(Integer.toString(postgres.url().port()));
    command.add(postgres.url().password().map(Secret::value).orElseThrow());
    command.add(notes.toString());
    command.add(run);
    namespaces.forEach(namespace -> command.add(namespace.toString()));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("core.log").toFile())
        .start();
  }

  private void killServer() throws IOException, InterruptedException {
    Path pid = directory.resolve("data").resolve("postgres").resolve("postmaster.pid");
    ProcessHandle server =
        ProcessHandle.of(Long.parseLong(Files.readAllLines(pid).getFirst())).orElseThrow();
    List<ProcessHandle> all = new ArrayList<>(server.descendants().toList());
    all.addFirst(server);
    all.forEach(ProcessHandle::destroyForcibly);
    for (ProcessHandle process : all) {
      process.onExit().join();
    }
    startAgain();
  }

  // A part of the server that still dies keeps its memory, and so the server from starting.
  private void startAgain() throws InterruptedException {
    long until = System.nanoTime() + PATIENCE;
    while (true) {
      try {
        postgres.startAgain();
        return;
      } catch (OperatorError stillDying) {
        if (System.nanoTime() > until) {
          throw stillDying;
        }
      }
    }
  }

  private static void waitUntil(Process process, IntSupplier missing) throws Exception {
    long until = System.nanoTime() + PATIENCE;
    while (missing.getAsInt() < 0) {
      assertThat(System.nanoTime()).as("seed " + SEED).isLessThan(until);
      if (process != null) {
        assertThat(process.isAlive()).as("the process ended by itself").isTrue();
        process.waitFor(5, TimeUnit.MILLISECONDS);
      } else {
        new CountDownLatch(1).await(5, TimeUnit.MILLISECONDS);
      }
    }
  }

  private static long size(Path file) {
    try {
      return Files.exists(file) ? Files.size(file) : 0;
    } catch (IOException unreadable) {
      return 0;
    }
  }
}
