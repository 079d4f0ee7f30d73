package com.resultity.app.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.resultity.app.ethereum.TestWallet;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What fuzzing begins with: prices, two tenants with credit, a job and a hold of each, and nodes.
 */
final class Story {
  private final HttpWire wire;
  private final String token;
  private final Known known;

  private Story(HttpWire wire, String token, Known known) {
    this.wire = wire;
    this.token = token;
    this.known = known;
  }

  static void tell(HttpWire wire, String token, Known known) throws IOException {
    Story story = new Story(wire, token, known);
    for (String network : List.of("testnet", "mainnet")) {
      story.post(
          "/v1/networks/" + network + "/config",
          """
          {"models":[{"name":"llama","version":"1","requestPrice":"7","inputPrice":"1000000",\
          "outputPrice":"1000000","maxTokens":"1000"}],"limits":{"maxTtl":"PT24H","maxAttempts":2}}\
          """);
    }
    story.tenant();
    story.tenant();
    for (TestWallet node : Registration.NODES) {
      story.post("/v1/nodes", Registration.of(node));
    }
  }

  private void tenant() throws IOException {
    String account = id("accountId", post("/v1/accounts", "{}"));
    String namespace =
        id(
            "namespaceId",
            post(
                "/v1/accounts/" + account + "/namespaces",
                "{\"name\":\"main\",\"network\":\"testnet\"}"));
    String path = "/v1/namespaces/" + namespace;
    post(path + "/grants", "{\"amount\":\"1000000000\",\"source\":\"bonus\"}");
    post(
        path + "/holds",
        "{\"amount\":\"1000\",\"expiresAt\":\"%s\"}"
            .formatted(Instant.now().plusSeconds(3600).truncatedTo(ChronoUnit.SECONDS)));
    post(
        path + "/jobs",
        "{\"model\":\"llama\",\"mode\":\"sync\",\"ttl\":\"PT10M\",\"maxTokens\":\"93\"}");
  }

  private String post(String path, String body) throws IOException {
    String request =
        """
        POST %s HTTP/1.1
        Host: core
        Authorization: Bearer %s
        Content-Type: application/json
        Idempotency-Key: %s
        Reason: the story
        Content-Length: %d

        %s\
        """
            .formatted(path, token, UUID.randomUUID(), body.length(), body)
            .replace("\n", "\r\n");
    HttpWire.Answer answer = wire.send(Buffer.buffer(request), false, true).orElseThrow();
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    known.note(answer.text());
    return answer.text();
  }

  private static String id(String name, String json) {
    Matcher matcher = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(json);
    assertThat(matcher.find()).as(json).isTrue();
    return matcher.group(1);
  }
}
