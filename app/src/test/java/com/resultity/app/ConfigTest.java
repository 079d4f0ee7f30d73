package com.resultity.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.resultity.domain.journal.Digest;
import com.resultity.domain.journal.Sha256;
import com.resultity.ports.access.Principal;
import com.resultity.ports.access.Role;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;

/** Configurations as an operator handles them, of a Core that is really served. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConfigTest {
  private static final String TERMS =
      """
      {"models":[{"name":"llama","version":"1","requestPrice":"7","inputPrice":"1000000",
       "outputPrice":"1000000","maxTokens":"1000"}],"limits":{"maxTtl":"PT24H","maxAttempts":2}}
      """;

  @TempDir private static Path directory;

  private final HttpClient http = HttpClient.newHttpClient();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Optional<TestCore> served = Optional.empty();
  private int tests;
  private Path file = Path.of("");

  @BeforeAll
  void serve() {
    served = Optional.of(TestCore.start(directory.resolve("data")));
  }

  @AfterAll
  void stop() {
    http.close();
    served.ifPresent(TestCore::close);
  }

  @BeforeEach
  void write() throws IOException {
    file = directory.resolve("terms" + ++tests + ".json");
    Files.writeString(file, TERMS);
  }

  private TestCore core() {
    return served.orElseThrow();
  }

  private String url() {
    return "http://127.0.0.1:" + core().httpPort();
  }

  private String token(Role role) {
    return core().token(new Principal("ada", role, Optional.empty(), Optional.empty()));
  }

  private int run(String... arguments) {
    return run(
        Ansi.OFF, Map.of("RESULTITY_URL", url(), "RESULTITY_TOKEN", token(Role.ADMIN)), arguments);
  }

  private int run(Ansi ansi, Map<String, String> environment, String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    CommandLine commands =
        Main.commandLine(InstantSource.system())
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .setColorScheme(Help.defaultColorScheme(ansi));
    return Main.run(commands, environment, arguments);
  }

  private String publish() {
    assertThat(run("config", "publish", "testnet", file.toString(), "--reason", "a test"))
        .as(err.toString())
        .isZero();
    return out.toString().replaceFirst("(?s)testnet version (\\d+) is in force, sha256.*", "$1");
  }

  private JsonObject get(String path) {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url() + path)).build();
    return new JsonObject(http.sendAsync(request, BodyHandlers.ofString()).join().body());
  }

  @Test
  void whatIsShownIsPublishedAgainUnlessAnotherCameInBetween() throws IOException {
    String first = publish();
    assertThat(run("config", "show", "testnet")).isZero();
    Files.writeString(file, out.toString().replace("\"maxAttempts\" : 2", "\"maxAttempts\" : 9"));
    assertThat(publish()).isEqualTo(Long.toString(Long.parseLong(first) + 1));
    assertThat(run("config", "publish", "testnet", file.toString(), "--reason", "again"))
        .isEqualTo(1);
    assertThat(err.toString().strip())
        .isEqualTo(
            "resultity: version_mismatch: Another version is in force: version "
                + (Long.parseLong(first) + 1));
    assertThat(run("config", "show", "TESTNET", "--version", first)).isZero();
    assertThat(new JsonObject(out.toString()).getJsonObject("limits").getInteger("maxAttempts"))
        .isEqualTo(2);
    assertThat(run("config", "show")).isZero();
    assertThat(out.toString().lines().toList().getFirst())
        .matches("testnet  version \\d+  sha256 [0-9a-f]{64}");
    assertThat(out.toString().lines().toList().getLast()).isEqualTo("mainnet  not configured");
  }

  @Test
  void aDryRunPublishesNothing() {
    String before = publish();
    assertThat(run("config", "publish", "testnet", file.toString(), "--reason", "try", "--dry-run"))
        .isZero();
    assertThat(out.toString())
        .startsWith("testnet version " + (Long.parseLong(before) + 1) + " could be published");
    assertThat(run("config", "show")).isZero();
    assertThat(out.toString()).contains("version " + before + "  ");
  }

  @Test
  void howVersionsDifferIsShownInColoursOnATerminal() throws IOException {
    String from = publish();
    Files.writeString(
        file, TERMS.replace("\"maxAttempts\":2", "\"maxAttempts\":3,\"backOff\":\"PT1S\""));
    String to = publish();
    assertThat(run("config", "diff", "testnet", from, to)).isZero();
    assertThat(out.toString().lines())
        .containsExactlyInAnyOrder(
            "+ /terms/limits/backOff \"PT1S\"",
            "~ /terms/limits/maxAttempts 3",
            "~ /version \"%s\"".formatted(to));
    Map<String, String> environment =
        Map.of("RESULTITY_URL", url(), "RESULTITY_TOKEN", token(Role.AUDITOR));
    assertThat(run(Ansi.ON, environment, "config", "diff", "testnet", to, from)).isZero();
    assertThat(out.toString()).contains("\u001b[31m- /terms/limits/backOff\u001b[39m\u001b[0m");
    assertThat(run("config", "diff", "testnet", from, from, "--json")).isZero();
    assertThat(out.toString().strip()).isEqualTo("[ ]");
  }

  @Test
  void anEarlierVersionIsRestored() {
    String first = publish();
    publish();
    assertThat(run("config", "rollback", "testnet", first, "--reason", "undo")).isZero();
    assertThat(out.toString()).contains(" is in force and says what version " + first + " said");
    assertThat(run("config", "rollback", "testnet", "0", "--reason", "undo")).isEqualTo(1);
    assertThat(err.toString().strip())
        .isEqualTo("resultity: configuration_not_found: The network has no such version");
  }

  @Test
  void whoHasTheKeyCanCheckABundleWithNothingOfOurs() throws IOException, GeneralSecurityException {
    publish();
    assertThat(run(Ansi.OFF, Map.of("RESULTITY_URL", url()), "config", "key")).isZero();
    String[] key = out.toString().strip().split("\\+", 3);
    byte[] typed = Base64.getDecoder().decode(key[2]);

    JsonObject bundle = get("/v1/networks/testnet/config/bundle");
    byte[] canonical =
        new JsonCanonicalizer(bundle.getJsonObject("document").encode()).getEncodedUTF8();
    String[] note = bundle.getString("note").split("\n\n", 2);
    String[] signed = note[1].strip().split(" ", -1);
    byte[] signature = Base64.getDecoder().decode(signed[2]);

    assertThat(Digest.of(Sha256.of(canonical)).hex()).isEqualTo(bundle.getString("digest"));
    assertThat(note[0].lines())
        .containsExactly(
            "resultity configuration",
            "testnet",
            bundle.getString("version"),
            bundle.getString("digest"));
    assertThat(List.of(signed[0], signed[1])).containsExactly("\u2014", key[0]);
    byte[] id = Arrays.copyOf(Sha256.of((key[0] + "\n").getBytes(UTF_8), typed), 4);
    assertThat(HexFormat.of().formatHex(id)).isEqualTo(key[1]);
    assertThat(Arrays.copyOf(signature, 4)).isEqualTo(id);
    Signature check = Signature.getInstance("Ed25519");
    check.initVerify(publicKey(typed));
    check.update((note[0] + "\n").getBytes(UTF_8));
    assertThat(check.verify(signature, 4, signature.length - 4)).isTrue();
  }

  private static PublicKey publicKey(byte[] typed) throws GeneralSecurityException {
    byte[] prefix = HexFormat.of().parseHex("302a300506032b6570032100");
    byte[] encoded = ByteBuffer.allocate(prefix.length + 32).put(prefix).put(typed, 1, 32).array();
    return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
  }

  @Test
  void mistakesAreClear() throws IOException {
    Files.writeString(file, "{\"models\":[{\"name\":\"\"}],\"limits\":{\"maxTtl\":\"PT1H\"}}");
    fails(1, "resultity: invalid_request", "publish", "testnet", file.toString(), "--reason", "x");
    assertThat(err.toString()).contains("  /limits/maxAttempts is required");
    Files.writeString(file, TERMS.replace("\"version\":\"1\"", "\"version\":\"1\"," + FREE));
    fails(1, "resultity: config_invalid", "publish", "testnet", file.toString(), "--reason", "x");
    assertThat(err.toString()).contains(": /models/0/retiresAt is for deprecated models");
    Files.writeString(file, "[]");
    fails(
        1,
        "resultity: " + file + " is not a JSON object",
        "publish",
        "testnet",
        file.toString(),
        "--reason",
        "x");
    Files.writeString(file, "{\"network\":\"mainnet\"}");
    fails(
        1,
        "resultity: " + file + " is of mainnet, not of testnet",
        "publish",
        "testnet",
        file.toString(),
        "--reason",
        "x");
    String nowhere = directory.resolve("nowhere.json").toString();
    fails(1, "resultity: " + nowhere, "publish", "testnet", nowhere, "--reason", "x");
    fails(2, "Missing required option: '--reason=TEXT'", "publish", "testnet", nowhere);
    fails(
        2, "Invalid value for option '--reason'", "rollback", "testnet", "1", "--reason", "\u00e9");
    fails(2, "Invalid value for positional", "show", "devnet");
    fails(2, "--version needs a network", "show", "--version", "1");
    fails(2, "Missing required subcommand");
    fails(1, "resultity: configuration_not_found", "diff", "mainnet", "1", "2");
    fails(1, "resultity: network_not_configured", "show", "mainnet");
  }

  private static final String FREE = "\"retiresAt\":\"2027-01-01T00:00:00Z\"";

  private void fails(int code, String begins, String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "config";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    assertThat(run(all)).as(begins).isEqualTo(code);
    assertThat(err.toString()).startsWith(begins).doesNotContain("Exception", "\tat ");
  }

  @Test
  void itExplainsItself() {
    assertThat(run("config", "--help")).isZero();
    assertThat(out.toString()).contains("publish", "rollback", "Examples:");
    assertThat(run("config", "show", "--help")).isZero();
    assertThat(out.toString()).contains("NETWORK", "--version=N").doesNotContain("${");
  }
}
