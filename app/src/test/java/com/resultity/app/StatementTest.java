package com.resultity.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.resultity.app.access.DevelopmentKey;
import com.resultity.app.access.JwtVerifier;
import com.resultity.app.access.Trust;
import com.resultity.app.access.TrustedKeys;
import com.resultity.app.settings.Address;
import com.resultity.pg.PgServer;
import com.resultity.ports.access.Principal;
import com.resultity.ports.access.Role;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The statement as a person reads it, of a Core that is really served. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StatementTest {
  private static final Address ANYWHERE = new Address("127.0.0.1", 0);

  @TempDir private static Path directory;

  private final InstantSource clock = InstantSource.system();
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<AutoCloseable> opened = new ArrayList<>();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private String url = "";
  private String namespace = "";

  @BeforeAll
  void serve() {
    Database database = Database.open(Optional.empty(), directory);
    opened.add(database);
    database.migrate();
    TrustedKeys keys = TrustedKeys.open(DevelopmentKey.in(directory).publicKeys(), clock);
    JwtVerifier tokens = new JwtVerifier(keys, "resultity-dev", "resultity-core", clock);
    Trust trust = Trust.of(tokens, directory);
    Core core = Core.start(new PgServer(database.options(), 1, 2), ANYWHERE, ANYWHERE, trust);
    opened.addFirst(core);
    url = "http://127.0.0.1:" + core.httpPort();
    String account = post("/v1/accounts", new JsonObject()).getString("accountId");
    namespace =
        post(
                "/v1/accounts/" + account + "/namespaces",
                new JsonObject().put("name", "main").put("network", "testnet"))
            .getString("namespaceId");
    grant("1234567890123");
    grant("1000000");
    post("/v1/namespaces/" + namespace + "/holds", hold());
  }

  @AfterAll
  void stop() throws Exception {
    http.close();
    for (AutoCloseable each : opened) {
      each.close();
    }
  }

  private void grant(String amount) {
    JsonObject grant = new JsonObject().put("amount", amount).put("source", "bonus");
    post("/v1/namespaces/" + namespace + "/grants", grant);
  }

  private JsonObject hold() {
    return new JsonObject()
        .put("amount", "500000")
        .put("expiresAt", clock.instant().plusSeconds(3600).toString().substring(0, 19) + "Z");
  }

  private static String token(Role role) {
    Principal who = new Principal("tester", role, Optional.empty(), Optional.empty());
    return DevelopmentKey.in(directory)
        .sign(who, "resultity-dev", "resultity-core", Instant.now(), Duration.ofHours(1));
  }

  private JsonObject post(String path, JsonObject body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + path))
            .header("Authorization", "Bearer " + token(Role.ADMIN))
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .header("Reason", "a test")
            .POST(BodyPublishers.ofString(body.encode()))
            .build();
    try {
      var answer = http.send(request, BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 201);
      return new JsonObject(answer.body());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  private int run(String... arguments) {
    return run(Map.of("RESULTITY_URL", url, "RESULTITY_TOKEN", token(Role.AUDITOR)), arguments);
  }

  private int run(Map<String, String> environment, String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    CommandLine commands =
        Main.commandLine(clock)
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true));
    List<String> all = new ArrayList<>(List.of("statement"));
    all.addAll(List.of(arguments));
    return Main.run(commands, environment, all.toArray(String[]::new));
  }

  private List<String> lines() {
    return out.toString().lines().toList();
  }

  @Test
  void itIsAlignedInCreditsAndNewestLast() {
    assertThat(run(namespace)).as(err.toString()).isZero();
    String time = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z";
    assertThat(lines().getFirst()).matches("time {25}kind   +amount +available +held +spent +debt");
    assertThat(lines().get(1))
        .matches(time + "  grant  1,234,567\\.890123  1,234,567\\.890123 .*0\\.000000");
    assertThat(lines().get(3))
        .matches(time + "  hold           0\\.500000  1,234,568\\.390123  0\\.500000 .*");
    assertThat(lines().stream().map(String::length).distinct()).hasSize(1);
    assertThat(lines()).hasSize(4);
  }

  @Test
  void theNewestAreShownAndTheOthersCounted() {
    assertThat(run(namespace, "--limit", "1")).isZero();
    assertThat(lines()).hasSize(3);
    assertThat(lines().get(1)).contains("  hold ");
    assertThat(lines().get(2)).isEqualTo("2 earlier entries are not shown; --limit shows more.");
  }

  @Test
  void nothingBeforeTheTimeIsShown() {
    run(namespace, "--csv");
    String last = lines().getLast().replaceFirst(".*,", "");
    assertThat(run(namespace, "--from", last)).isZero();
    assertThat(lines()).hasSize(2);
    assertThat(run(namespace, "--from", "2999-01-01T00:00:00Z")).isZero();
    assertThat(lines()).hasSize(1);
  }

  @Test
  void csvIsWhatCoreItselfExports() throws IOException, InterruptedException {
    assertThat(run(namespace, "--csv")).isZero();
    HttpRequest export =
        HttpRequest.newBuilder(URI.create(url + "/v1/namespaces/" + namespace + "/entries"))
            .header("Authorization", "Bearer " + token(Role.AUDITOR))
            .header("Accept", "text/csv")
            .build();
    assertThat(lines())
        .isEqualTo(http.send(export, BodyHandlers.ofString()).body().lines().toList());
    assertThat(lines()).hasSize(4);
  }

  @Test
  void aStatementOfManyPagesIsReadWholeAfterABatchOfAThousand() {
    String other = namespace;
    String account =
        post("/v1/accounts", new JsonObject().put("roles", new JsonArray().add("consumer")))
            .getString("accountId");
    namespace =
        post(
                "/v1/accounts/" + account + "/namespaces",
                new JsonObject().put("name", "main").put("network", "testnet"))
            .getString("namespaceId");
    grant("1000000000");
    for (boolean atomic : new boolean[] {true, false}) {
      JsonArray holds = new JsonArray();
      for (int i = 0; i < 1000; i++) {
        holds.add(hold().put("operation", "placeHold").put("namespaceId", namespace));
      }
      JsonArray outcomes =
          post("/v1/ledger:batch", new JsonObject().put("atomic", atomic).put("commands", holds))
              .getJsonArray("outcomes");
      assertThat(outcomes).hasSize(1000);
      assertThat(outcomes.stream().map(each -> ((JsonObject) each).getInteger("status")))
          .containsOnly(201);
    }
    assertThat(run(namespace, "--csv")).isZero();
    assertThat(lines()).hasSize(1 + 2001);
    assertThat(lines().getLast()).contains(",500000,0,1000000000,0,0,");
    assertThat(run(namespace)).isZero();
    assertThat(lines()).hasSize(1 + 100 + 1);
    assertThat(lines().getLast()).startsWith("1,901 earlier entries");
    namespace = other;
  }

  @Test
  void mistakesAreOneClearLine() {
    String nobody = "01981c7e-4c00-7000-8004-00000000002a";
    says(1, "resultity: namespace_not_found: No such namespace", Map.of(), nobody);
    says(1, "resultity: invalid_request", Map.of(), UUID.randomUUID().toString());
    says(1, "resultity: unauthenticated", Map.of("RESULTITY_TOKEN", "x"), namespace);
    says(
        1,
        "resultity: permission_denied",
        Map.of("RESULTITY_TOKEN", token(Role.STATUS)),
        namespace);
    says(
        1,
        "resultity: no answer from http://127.0.0.1:1",
        Map.of("RESULTITY_URL", "http://127.0.0.1:1/"),
        namespace);
    says(2, "resultity: no token", Map.of("RESULTITY_TOKEN", ""), namespace);
    says(
        2,
        "resultity: url must be like http://127.0.0.1:8080, not 'nowhere'",
        Map.of("RESULTITY_URL", "nowhere"),
        namespace);
    says(2, "resultity: the token holds", Map.of("RESULTITY_TOKEN", "a\nb"), namespace);
    assertThat(run("me")).isEqualTo(2);
    assertThat(run()).isEqualTo(2);
    assertThat(run(namespace, "--limit", "0")).isEqualTo(2);
    assertThat(run(namespace, "--from", "yesterday")).isEqualTo(2);
    assertThat(err.toString())
        .contains("'yesterday' is not a time like 2026-06-01T00:00:00Z")
        .doesNotContain("Exception", "\tat ");
  }

  private void says(int code, String what, Map<String, String> different, String of) {
    Map<String, String> environment = new HashMap<>();
    environment.put("RESULTITY_URL", url);
    environment.put("RESULTITY_TOKEN", token(Role.AUDITOR));
    environment.putAll(different);
    assertThat(run(environment, of)).as(what).isEqualTo(code);
    assertThat(err.toString().lines()).singleElement().asString().startsWith(what);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void itExplainsItself() {
    assertThat(run(Map.of(), "--help")).isZero();
    assertThat(out.toString())
        .contains("NAMESPACE_ID", "Examples:", "--from", "http://127.0.0.1:8080")
        .doesNotContain("${");
  }
}
