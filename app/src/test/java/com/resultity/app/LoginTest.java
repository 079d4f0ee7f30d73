package com.resultity.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import com.resultity.app.database.EmbeddedPostgres;
import com.resultity.app.settings.DatabaseUrl;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** As whom a command may use a database. */
class LoginTest {
  private static final Map<String, String> ENVIRONMENT = Map.of("RESULTITY_DATABASE_PASSWORD", "x");

  @TempDir private static Path directory;
  private static EmbeddedPostgres postgres;

  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void start() {
    postgres = EmbeddedPostgres.start(directory);
    execute(
        "postgres",
        """
        CREATE ROLE owner LOGIN CREATEROLE PASSWORD 'x';
        CREATE ROLE core LOGIN NOINHERIT PASSWORD 'x';
        CREATE ROLE stranger LOGIN PASSWORD 'x';
        """);
  }

  @AfterAll
  static void stop() {
    postgres.close();
  }

  @Test
  void aMemberOfTheAppServesWhatTheOwnerMigrated() throws Exception {
    execute("postgres", "CREATE DATABASE served OWNER owner");
    assertThat(run("migrate", "owner", "served")).isZero();
    execute("postgres", "GRANT resultity_app TO core");
    try (Serving serving = new Serving(ENVIRONMENT, "--dev", data(), login("core", "served"))) {
      assertReady(serving);
    }
    assertThat(run("migrate", "core", "served")).isEqualTo(1);
    assertThat(run("serve", "stranger", "served")).isEqualTo(1);
    assertThat(err.toString().lines())
        .hasSize(2)
        .allMatch(line -> line.contains("permission denied"))
        .last(STRING)
        .contains("'resultity migrate'", "GRANT resultity_app TO stranger");
  }

  @Test
  void anOwnerWhoIsNoSuperuserServesWithoutAnythingBeingDoneBefore() throws Exception {
    execute("postgres", "CREATE DATABASE owned OWNER owner");
    try (Serving serving = new Serving(ENVIRONMENT, "--dev", data(), login("owner", "owned"))) {
      assertReady(serving);
    }
  }

  @Test
  void aSchemaThatIsBehindIsToldToWhoMayNotMigrateIt() {
    execute("postgres", "CREATE DATABASE behind OWNER owner");
    assertThat(run("migrate", "owner", "behind")).isZero();
    execute("postgres", "GRANT resultity_app TO core");
    execute(
        "behind",
        "DELETE FROM flyway.flyway_schema_history WHERE version = (SELECT max(version::int)::text"
            + " FROM flyway.flyway_schema_history)");
    assertThat(run("serve", "core", "behind")).isEqualTo(1);
    assertThat(err.toString().lines())
        .singleElement(STRING)
        .contains("is behind", "run 'resultity migrate' as its owner, which core is not");
  }

  @Test
  void aSchemaThatWasChangedIsNotServed() {
    execute("postgres", "CREATE DATABASE changed OWNER owner");
    assertThat(run("migrate", "owner", "changed")).isZero();
    execute("postgres", "GRANT resultity_app TO core");
    execute("changed", "UPDATE flyway.flyway_schema_history SET checksum = 1 WHERE version = '3'");
    assertThat(run("serve", "core", "changed")).isEqualTo(1);
    assertThat(err.toString()).contains("Validate failed");
  }

  @Test
  void aDatabaseWithoutASchemaIsToldToWhoMayNotMakeOne() {
    execute("postgres", "CREATE DATABASE empty OWNER owner");
    assertThat(run("serve", "stranger", "empty")).isEqualTo(1);
    assertThat(err.toString()).contains("run 'resultity migrate'").doesNotContain("\tat ");
  }

  private static void assertReady(Serving serving) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:%d/readyz".formatted(serving.httpPort()));
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request = HttpRequest.newBuilder(uri).build();
      assertThat(client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode())
          .isEqualTo(200);
    }
  }

  private int run(String command, String user, String database) {
    CommandLine commands =
        Main.commandLine(InstantSource.system())
            .setOut(new PrintWriter(new StringWriter()))
            .setErr(new PrintWriter(err, true));
    return command.equals("serve")
        ? Main.run(commands, ENVIRONMENT, command, "--dev", data(), login(user, database))
        : Main.run(commands, ENVIRONMENT, command, data(), login(user, database));
  }

  private static String data() {
    return "--data=" + directory.resolve("own");
  }

  private static String login(String user, String database) {
    return "--database=postgresql://%s@127.0.0.1:%d/%s?sslmode=disable"
        .formatted(user, postgres.url().port(), database);
  }

  private static void execute(String database, String sql) {
    DatabaseUrl url = postgres.url();
    try (Connection connection =
            DriverManager.getConnection(
                url.jdbc().replaceFirst("/[^/]*$", "/" + database), url.jdbcProperties());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }
}
