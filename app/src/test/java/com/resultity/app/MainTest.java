package com.resultity.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.resultity.app.access.DevelopmentKey;
import com.resultity.app.access.JwtVerifier;
import com.resultity.app.access.TrustedKeys;
import com.resultity.app.database.EmbeddedPostgres;
import com.resultity.ports.access.InvalidToken;
import com.resultity.ports.access.Role;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class MainTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z"));

  @TempDir private Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void printsATokenAloneThatServeWouldAccept() throws InvalidToken {
    assertThat(run(Map.of(), "token", "--role", "admin", "--data", directory.toString())).isZero();
    try (TrustedKeys keys = TrustedKeys.open(DevelopmentKey.in(directory).publicKeys(), CLOCK)) {
      JwtVerifier verifier = new JwtVerifier(keys, "resultity-dev", "resultity-core", CLOCK);
      assertThat(verifier.verify(out.toString().strip()).role()).isEqualTo(Role.ADMIN);
    }
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void answersMistakesWithCodeTwoAndNoStackTrace() {
    for (String[] mistake :
        new String[][] {
          {"token"},
          {"token", "--role", "king"},
          {"token", "--role", "admin", "--ttl", "soon"},
          {"token", "--role", "admin", "--ttl", "31d"},
          {"token", "--role", "admin", "--account", "1"},
          {"doctor", "--htpp", "127.0.0.1:1"},
          {"doctor", "--http", "8080"},
          {"doctor", "--database", "mysql://x"},
          {"serve", "--dev", "--slots", "0"},
          {"serve", "--dev", "--read-connections", "-1"},
          {"serve", "--dev", "--http", "192.0.2.1:80"},
          {"serve", "--dev", "--jwks", "keys.json"},
          {"dcotor"},
          {"doctor", "--config", "nowhere.properties"}
        }) {
      assertThat(run(Map.of(), mistake)).as(String.join(" ", mistake)).isEqualTo(2);
    }
    assertThat(run(Map.of("RESULTITY_HTPP", "1"), "doctor")).isEqualTo(2);
    assertThat(err.toString()).doesNotContain("\tat ", "Exception");
  }

  @Test
  void showsSettingsAndTheirOriginsButNoSecrets() {
    int code =
        run(
            Map.of("RESULTITY_DATABASE_PASSWORD", "s3cret", "RESULTITY_SLOTS", "7"),
            "doctor",
            "--data=" + directory,
            "--http=127.0.0.1:0",
            "--grpc=127.0.0.1:0",
            "--database=postgresql://core:other@127.0.0.1:1/core");
    assertThat(code).isEqualTo(1);
    assertThat(out.toString())
        .containsPattern("slots += 7 +\\(environment RESULTITY_SLOTS\\)")
        .containsPattern("http += 127.0.0.1:0 +\\(flag\\)")
        .containsPattern("FAILED +database")
        .doesNotContain("s3cret", "other");
  }

  @Test
  void findsAnEmbeddedDatabaseWell() {
    EmbeddedPostgres.start(directory).close();
    int code =
        run(
            Map.of("RESULTITY_DATA", directory.toString()),
            "doctor",
            "--http=127.0.0.1:0",
            "--grpc=127.0.0.1:0",
            "--dev");
    assertThat(out.toString()).contains("embedded: PostgreSQL 18", "fsync=on");
    assertThat(code).isZero();
  }

  @Test
  void explainsItself() {
    assertThat(run(Map.of(), "--help")).isZero();
    assertThat(run(Map.of(), "token", "--help")).isZero();
    assertThat(run(Map.of(), "--version")).isZero();
    assertThat(out.toString())
        .contains("Examples:", "Exit codes:", "--role", "(PostgreSQL 18.")
        .doesNotContain("${");
  }

  private int run(Map<String, String> environment, String... arguments) {
    CommandLine commands =
        Main.commandLine(CLOCK)
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true));
    return Main.run(commands, environment, arguments);
  }
}
