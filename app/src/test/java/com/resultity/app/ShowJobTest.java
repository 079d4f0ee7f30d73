package com.resultity.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.resultity.app.access.Trust;
import com.resultity.app.settings.Address;
import com.resultity.pg.PgServer;
import com.resultity.ports.access.InvalidToken;
import com.resultity.ports.access.Principal;
import com.resultity.ports.access.Role;
import com.resultity.ports.access.Tokens;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A job as an operator sees it, asked of a Core that serves. */
class ShowJobTest {
  private static final Address ANYWHERE = new Address("127.0.0.1", 0);
  private static final String SOME_ID = "0198c6f0-5a3e-7c41-9d52-1f6e0b7a2c11";

  @TempDir private Path directory;

  private final HttpClient http = HttpClient.newHttpClient();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void aJobIsPrintedWithAllThatIsKnownOfIt() {
    try (Database database = Database.open(Optional.empty(), directory)) {
      database.migrate();
      try (Core core =
          Core.start(
              new PgServer(database.options(), 1, 1),
              ANYWHERE,
              ANYWHERE,
              Trust.of(role(), directory))) {
        String url = "http://127.0.0.1:" + core.httpPort();
        String job = submit(url);

        assertThat(run(Map.of("RESULTITY_TOKEN", "cloud", "RESULTITY_URL", url), "job", job))
            .isZero();
        assertThat(out.toString())
            .containsPattern("job id +" + job)
            .containsPattern("state +queued")
            .containsPattern("price +0.000100 credits")
            .containsPattern("tariff request price +0.000007 credits")
            .containsPattern("constraints region +eu")
            .containsPattern("submitted at +2.*Z");
        assertThat(run(Map.of(), "job", SOME_ID, "--url", url, "--token", "cloud")).isEqualTo(1);
        assertThat(run(Map.of(), "job", SOME_ID, "--url", url, "--token", "nobody")).isEqualTo(1);
        assertThat(run(Map.of(), "job", SOME_ID, "--url", url + "/", "--token", "status"))
            .isEqualTo(1);
        assertThat(err.toString().lines())
            .containsExactly(
                "resultity: job_not_found: No such job",
                "resultity: unauthenticated: The token is not known",
                "resultity: permission_denied: The token's role may not do this");
      }
    }
  }

  @Test
  void whatIsWrongIsToldInOneLine() {
    assertThat(run(Map.of(), "job", SOME_ID)).isEqualTo(2);
    assertThat(run(Map.of("RESULTITY_TOKEN", "a b"), "job", SOME_ID)).isEqualTo(2);
    assertThat(run(Map.of("RESULTITY_TOKEN", "a"), "job", SOME_ID, "--url", "here")).isEqualTo(2);
    assertThat(run(Map.of("RESULTITY_TOKEN", "a"), "job", SOME_ID, "--url", "http://127.0.0.1:1"))
        .isEqualTo(1);
    assertThat(err.toString().lines()).hasSize(4);
    assertThat(run(Map.of(), "job", "1")).isEqualTo(2);
    assertThat(run(Map.of(), "job")).isEqualTo(2);
    assertThat(err.toString()).doesNotContain("\tat ", "Exception");
    assertThat(run(Map.of(), "job", "--help")).isZero();
    assertThat(out.toString()).contains("Examples:", "JOB_ID", "--url", "RESULTITY_TOKEN");
  }

  private String submit(String url) {
    post(
        url + "/v1/networks/testnet/config",
        """
        {"models":[{"name":"llama","version":"1","requestPrice":"7","inputPrice":"1000000",
         "outputPrice":"1000000","maxTokens":"1000"}],"limits":{"maxTtl":"PT24H","maxAttempts":2}}\
        """);
    String account = post(url + "/v1/accounts", "{}").getString("accountId");
    String namespace =
        post(
                url + "/v1/accounts/" + account + "/namespaces",
                "{\"name\":\"main\",\"network\":\"testnet\"}")
            .getString("namespaceId");
    String path = url + "/v1/namespaces/" + namespace;
    post(path + "/grants", "{\"amount\":\"1000\",\"source\":\"bonus\"}");
    return post(
            path + "/jobs",
            """
            {"model":"llama","mode":"stream","ttl":"PT10M","maxTokens":"93",
             "constraints":{"region":"eu"}}\
            """)
        .getString("jobId");
  }

  private JsonObject post(String url, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url))
            .header("Authorization", "Bearer admin")
            .header("Reason", "a test")
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    return new JsonObject(http.sendAsync(request, BodyHandlers.ofString()).join().body());
  }

  /** A token is the name of its role. */
  private static Tokens role() {
    return token -> {
      try {
        Role role = Role.valueOf(token.toUpperCase(Locale.ROOT));
        return new Principal(token, role, Optional.empty(), Optional.empty());
      } catch (IllegalArgumentException unknown) {
        throw new InvalidToken("The token is not known");
      }
    };
  }

  private int run(Map<String, String> environment, String... arguments) {
    CommandLine commands =
        Main.commandLine(InstantSource.system())
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true));
    return Main.run(commands, environment, arguments);
  }
}
