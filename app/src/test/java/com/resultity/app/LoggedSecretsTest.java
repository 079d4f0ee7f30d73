package com.resultity.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.resultity.app.database.EmbeddedPostgres;
import com.resultity.app.settings.DatabaseUrl;
import com.resultity.app.settings.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What nobody may read in a log, however much is logged: secrets, and e-mail addresses. */
class LoggedSecretsTest {
  @TempDir private Path directory;
  @TempDir private Path own;

  @Test
  void noSecretAndNothingPersonalIsLogged() throws Exception {
    Secrets secrets = new Secrets(own);
    List<String> lines;
    try (Heard heard = Heard.everything()) {
      tellAll(secrets);
      lines = new ArrayList<>(heard.events());
    }
    assertThat(lines)
        .anyMatch(line -> line.contains(" io.vertx."))
        .anyMatch(line -> line.contains(" io.netty."))
        .anyMatch(line -> line.contains(" org.flywaydb."))
        .anyMatch(line -> line.startsWith("org.postgresql."))
        .anyMatch(line -> line.contains("a block did not commit"));
    try (Stream<Path> logs = Files.list(directory.resolve("log"))) {
      for (Path log : logs.toList()) {
        lines.addAll(Files.readAllLines(log));
      }
    }
    assertThat(lines).anyMatch(line -> line.contains("violates check constraint \"lucky\""));
    assertThat(lines.stream().filter(secrets::in)).isEmpty();
  }

  private void tellAll(Secrets secrets) throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory)) {
      DatabaseUrl url = postgres.url();
      Map<String, String> environment =
          Map.of(
              "RESULTITY_SECRET",
              secrets.random(32),
              "RESULTITY_DATABASE_PASSWORD",
              secrets.keep(url.password().map(Secret::value).orElseThrow()));
      String database =
          "--database=postgresql://%s@%s:%d/%s?sslmode=disable"
              .formatted(url.user(), url.host(), url.port(), url.name());
      try (Serving serving = new Serving(environment, "--dev", "--data=" + own, database)) {
        refuseUnluckyEmails(url);
        new SecretsOverHttp(serving.httpPort(), secrets).tell();
        new SecretsOverGrpc(serving.grpcPort(), secrets).tell();
      }
    }
  }

  // PostgreSQL likes to describe the rows that it refuses.
  private static void refuseUnluckyEmails(DatabaseUrl url) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url.jdbc(), url.jdbcProperties());
        Statement statement = connection.createStatement()) {
      statement.execute(
          "ALTER TABLE accounts.contact ADD CONSTRAINT lucky CHECK (email NOT LIKE 'unlucky%')");
    }
  }
}
