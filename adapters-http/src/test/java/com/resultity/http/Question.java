package com.resultity.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** A request as a test writes it. Every answer is held to the contract. */
final class Question {
  private static final JsonMapper JSON = new JsonMapper();

  private final TestDoor door;
  private final String method;
  private final String path;
  private final TreeMap<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private BodyPublisher body = BodyPublishers.noBody();

  Question(TestDoor door, String method, String path) {
    this.door = door;
    this.method = method;
    this.path = path;
    as("cloud");
  }

  Question as(String token) {
    return header("Authorization", "Bearer " + token);
  }

  Question key(String key) {
    return header("Idempotency-Key", key);
  }

  Question header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  Question without(String header) {
    headers.remove(header);
    return this;
  }

  Question body(String json) {
    body = BodyPublishers.ofString(json);
    return header("Content-Type", "application/json");
  }

  Question body(BodyPublisher bytes) {
    body = bytes;
    return header("Content-Type", "application/json");
  }

  Asked send() {
    return sendLater().join();
  }

  CompletableFuture<Asked> sendLater() {
    HttpRequest.Builder request = HttpRequest.newBuilder(door.uri(path)).method(method, body);
    headers.forEach(request::header);
    return door.client.sendAsync(request.build(), BodyHandlers.ofString()).thenApply(this::asked);
  }

  private Asked asked(HttpResponse<String> response) {
    String type = response.headers().firstValue("Content-Type").orElse("");
    JsonNode json = type.contains("json") ? tree(response.body()) : MissingNode.getInstance();
    Asked asked = new Asked(response.statusCode(), response.headers(), response.body(), json);
    assertThat(asked.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(asked.header("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(asked.header("X-Frame-Options")).isEqualTo("DENY");
    assertThat(asked.header("Content-Security-Policy"))
        .startsWith("default-src 'none';")
        .endsWith("frame-ancestors 'none'");
    assertThat(asked.header("Cache-Control")).isIn("no-store", "no-cache");
    assertThat(asked.header("Strict-Transport-Security")).isEmpty();
    assertThat(asked.header("Server")).isEmpty();
    assertThat(asked.header("X-Powered-By")).isEmpty();
    String plain = path.replaceFirst("\\?.*", "");
    Conformance.check(method, plain, type, asked);
    return asked;
  }

  private static JsonNode tree(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException malformed) {
      throw new UncheckedIOException(malformed);
    }
  }
}
