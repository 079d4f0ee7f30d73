package com.resultity.app.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.resultity.app.settings.DatabaseUrl;
import com.resultity.app.settings.OperatorError;
import com.resultity.app.settings.Secret;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class EmbeddedPostgresTest {
  @TempDir private Path directory;

  @Test
  void keepsItsDataFromOneStartToTheNext() throws SQLException {
    try (EmbeddedPostgres first = EmbeddedPostgres.start(directory)) {
      execute(first, "CREATE TABLE kept (id integer)");
      execute(first, "INSERT INTO kept VALUES (1)");
    }
    try (EmbeddedPostgres second = EmbeddedPostgres.start(directory)) {
      assertThat(number(second, "SELECT count(*) FROM kept")).isEqualTo(1);
    }
  }

  @Test
  void isDurablePrivateAndAsksForItsPassword() throws IOException {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory)) {
      DatabaseHealth health = DatabaseHealth.read(postgres.url());
      assertThat(health.durable()).isTrue();
      assertThat(health.major()).isEqualTo(18);
      DatabaseUrl guessed = postgres.url().withPassword(new Secret("guessed"));
      assertThatExceptionOfType(OperatorError.class)
          .isThrownBy(() -> DatabaseHealth.read(guessed))
          .withMessageContaining("password authentication failed");
      assertThat(permissions(directory.resolve("database-password"))).isEqualTo("rw-------");
      assertThat(permissions(postgres.socketDirectory())).isEqualTo("rwx------");
      assertThat(permissions(directory.resolve("postgres"))).isEqualTo("rwx------");
    }
  }

  @Test
  void refusesASecondOwnerInThisProcessAndKeepsTheFirst() {
    try (EmbeddedPostgres first = EmbeddedPostgres.start(directory)) {
      assertThatExceptionOfType(OperatorError.class)
          .isThrownBy(() -> EmbeddedPostgres.start(directory))
          .withMessageContaining("already uses the data directory");
      assertThat(EmbeddedPostgres.owner(directory)).contains("this process");
      assertThat(DatabaseHealth.read(first.url()).durable()).isTrue();
    }
    assertThat(EmbeddedPostgres.owner(directory)).isEmpty();
  }

  @Test
  void refusesALiveOwnerAndTakesOverFromAKilledOne() throws Exception {
    Process owner = startOwner();
    try (BufferedReader said = owner.inputReader()) {
      assertThat(said.readLine()).isEqualTo("written");
      assertThatExceptionOfType(OperatorError.class)
          .isThrownBy(() -> EmbeddedPostgres.start(directory))
          .withMessageContaining("in use by process " + owner.pid());
    } finally {
      owner.destroyForcibly().waitFor();
    }
    long orphan = serverNumber();
    assertThat(ProcessHandle.of(orphan)).isPresent();
    try (EmbeddedPostgres next = EmbeddedPostgres.start(directory)) {
      assertThat(number(next, "SELECT count(*) FROM kept")).isEqualTo(1);
      assertThat(serverNumber()).isNotEqualTo(orphan);
    }
  }

  @Test
  void startsWhenTheServerItselfWasKilled() throws Exception {
    try (EmbeddedPostgres first = EmbeddedPostgres.start(directory)) {
      execute(first, "CREATE TABLE kept (id integer)");
      ProcessHandle server = ProcessHandle.of(serverNumber()).orElseThrow();
      server.destroyForcibly();
    }
    try (EmbeddedPostgres second = EmbeddedPostgres.start(directory)) {
      assertThat(number(second, "SELECT count(*) FROM kept")).isZero();
    }
  }

  @Test
  void startsWhenTheNumberOfADeadServerBelongsToAnotherProgramNow() throws IOException {
    EmbeddedPostgres.start(directory).close();
    Files.writeString(pidFile(), ProcessHandle.current().pid() + "\n");
    try (EmbeddedPostgres next = EmbeddedPostgres.start(directory)) {
      assertThat(DatabaseHealth.read(next.url()).durable()).isTrue();
    }
  }

  @Test
  void refusesADatabaseWhoseDurabilityWasTurnedOff() throws SQLException {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory)) {
      execute(postgres, "ALTER SYSTEM SET synchronous_commit = off");
    }
    assertThatExceptionOfType(OperatorError.class)
        .isThrownBy(() -> EmbeddedPostgres.start(directory))
        .withMessageContaining("synchronous_commit=off");
    assertThat(EmbeddedPostgres.owner(directory)).isEmpty();
    assertThat(pidFile()).doesNotExist();
  }

  @Test
  void refusesTheFilesOfAnotherMajorVersion() throws IOException {
    Files.createDirectory(directory.resolve("postgres"));
    Files.writeString(directory.resolve("postgres").resolve("PG_VERSION"), "16\n");
    assertThatExceptionOfType(OperatorError.class)
        .isThrownBy(() -> EmbeddedPostgres.start(directory))
        .withMessageContaining("written by PostgreSQL 16");
  }

  @Test
  void saysWhatTheServerComplainsAbout() throws IOException {
    EmbeddedPostgres.start(directory).close();
    Files.delete(directory.resolve("postgres").resolve("global").resolve("pg_control"));
    assertThatExceptionOfType(OperatorError.class)
        .isThrownBy(() -> EmbeddedPostgres.start(directory))
        .withMessageContaining("did not start")
        .withMessageContaining("pg_control");
  }

  @Test
  void refusesAPlaceThatIsNoDirectory() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    assertThatExceptionOfType(OperatorError.class)
        .isThrownBy(() -> EmbeddedPostgres.start(file))
        .withMessageContaining("--data");
  }

  @Test
  void takesAPathTooLongForASocketWithSpacesAndQuotes() {
    Path far = directory.resolve("it's a long name ".repeat(4).strip()).resolve("x".repeat(60));
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(far)) {
      assertThat(postgres.socketDirectory()).exists().isNotEqualTo(far.resolve("run"));
    }
  }

  private Path pidFile() {
    return directory.resolve("postgres").resolve("postmaster.pid");
  }

  private long serverNumber() throws IOException {
    return Long.parseLong(Files.readAllLines(pidFile()).getFirst());
  }

  private Process startOwner() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Owner.class.getName(),
            directory.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static void execute(EmbeddedPostgres postgres, String sql) throws SQLException {
    try (Connection connection = connect(postgres);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static long number(EmbeddedPostgres postgres, String sql) throws SQLException {
    try (Connection connection = connect(postgres);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  private static Connection connect(EmbeddedPostgres postgres) throws SQLException {
    return DriverManager.getConnection(postgres.url().jdbc(), postgres.url().jdbcProperties());
  }
}
