package com.resultity.app.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.resultity.http.PublicContract;
import io.vertx.core.buffer.Buffer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Requests of the operations of the HTTP contract, kept to or not. */
final class HttpRequests {
  private static final List<String> METHODS =
      List.of(
          "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "BREW");

  private final Chance chance;
  private final Known known;
  private final Bodies bodies;
  private final Callers callers;
  private final List<Operation> operations = new ArrayList<>();

  HttpRequests(Chance chance, Known known, Callers callers) {
    this.chance = chance;
    this.known = known;
    this.bodies = new Bodies(chance, known);
    this.callers = callers;
    PublicContract.document()
        .path("paths")
        .properties()
        .forEach(path ->
            path.getValue().properties().stream()
                .filter(method -> method.getValue().has("operationId"))
                .map(method ->
                    new Operation(
                        method.getKey().toUpperCase(Locale.ROOT),
                        path.getKey(),
                        method.getValue(),
                        path.getValue().path("parameters")))
                .forEach(operation ->
                    operations.addAll(
                        Collections.nCopies(GrpcRequests.weight(operation.area()), operation))));
  }

  /** An operation of the contract. */
  record Operation(String method, String path, JsonNode contract, JsonNode shared) {
    String id() {
      return contract.path("operationId").asText();
    }

    String area() {
      return contract.path("tags").path(0).asText();
    }

    boolean isCommand() {
      return contract.path("x-kind").asText().equals("command");
    }

    JsonNode body() {
      return contract.at("/requestBody/content/application~1json/schema");
    }
  }

  /**
   * A request.
   *
   * @param operation whose it is; null when it may be of another or none
   * @param whole whether all of it is there
   * @param said what it says, by names
   */
  record Request(
      @Nullable Operation operation,
      String method,
      Buffer bytes,
      boolean whole,
      Map<String, String> said) {
    @Override
    public String toString() {
      String text = bytes.toString(StandardCharsets.ISO_8859_1);
      return text.length() > 3000 ? text.substring(0, 3000) + "..." : text;
    }
  }

  Request next() {
    chance.next();
    if (chance.slip(50)) {
      return new Request(null, "", concat("GET ", chance.bytes(200), "\r\n\r\n"), false, Map.of());
    }
    Operation asked = chance.of(operations);
    while (chance.calm() && !known.isApt(asked.id())) {
      asked = chance.of(operations);
    }
    known.begin(asked.id());
    Operation operation = asked;
    String method = asked.method();
    String path = path(asked);
    if (chance.slip(12)) {
      operation = null;
      method = chance.of(METHODS);
    }
    if (chance.slip(12)) {
      operation = null;
      path =
          path
              + chance.of(
                  List.of("/", "//", ":settle", ";x", "%", "%2e%2e", "%00", "\u00e9", "#x", "?"));
    }
    byte[] body = body(asked);
    boolean whole = body == null || !chance.slip(30);
    StringBuilder head = new StringBuilder();
    head.append(method).append(' ').append(path).append(query(asked)).append(" HTTP/1.1\r\n");
    headers(asked)
        .forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    if (body != null || method.equals("POST") || method.equals("PUT")) {
      int length = (body == null ? 0 : body.length) + (whole ? 0 : 10);
      head.append("Content-Length: ").append(length).append("\r\n");
    }
    head.append("\r\n");
    Buffer bytes = concat(head.toString(), body == null ? new byte[0] : body, "");
    return new Request(operation, method, bytes, whole, known.said());
  }

  private String path(Operation operation) {
    StringBuilder path = new StringBuilder();
    for (String part : operation.path().split("(?=\\{)|(?<=\\})", -1)) {
      path.append(part.startsWith("{") ? placed(part.substring(1, part.length() - 1)) : part);
    }
    return path.toString();
  }

  private String placed(String name) {
    String value =
        switch (name) {
          case "network" -> known.network();
          case "version" -> known.version();
          case "slot" -> Integer.toString(chance.below(4));
          case "nodeId" -> known.node();
          case "asset" -> chance.of(List.of("start.js", "swagger-ui.css", "x"));
          default -> known.id(name);
        };
    known.say(name, value);
    return encoded(chance.slip(10) ? chance.text() : value);
  }

  private String query(Operation operation) {
    List<String> parts = new ArrayList<>();
    for (JsonNode reference : operation.contract().path("parameters")) {
      JsonNode parameter =
          PublicContract.document().at(reference.path("$ref").asText().substring(1));
      boolean wanted = parameter.path("required").asBoolean() || chance.once(3);
      if (parameter.path("in").asText().equals("query") && wanted) {
        String name = parameter.path("name").asText();
        JsonNode value = bodies.value(parameter.path("schema"), name);
        String text = value.isArray() ? value.path(0).asText() : value.asText();
        parts.add(name + "=" + encoded(chance.slip(6) ? chance.text() : text));
      }
    }
    if (chance.slip(15)) {
      parts.add(encoded(chance.text()) + "=" + encoded(chance.text()));
    }
    if (chance.slip(30)) {
      parts.add(chance.of(List.of("%", "%zz", "a=%c3%28", "&&", "=")));
    }
    return parts.isEmpty() ? "" : "?" + String.join("&", parts);
  }

  // A lone surrogate is sent as it would be in UTF-8, which is invalid there.
  private static String encoded(String text) {
    return text.length() > 4000 ? "x" : URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private Map<String, String> headers(Operation operation) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Host", "core");
    String authorization = callers.authorization();
    if (authorization != null) {
      headers.put("Authorization", authorization);
    }
    if (!operation.body().isMissingNode()) {
      headers.put("Content-Type", "application/json");
    }
    if (operation.isCommand()) {
      headers.put("Idempotency-Key", new UUID(chance.bits(), chance.bits()).toString());
      headers.put("Reason", "fuzzing");
    }
    if (chance.once(4)) {
      headers.put("traceparent", "00-" + chance.hex(32) + "-" + chance.hex(16) + "-01");
    }
    if (chance.slip(3)) {
      String name =
          chance.of(
              List.of(
                  "Idempotency-Key",
                  "Reason",
                  "Content-Type",
                  "Accept",
                  "Deadline-Ms",
                  "traceparent",
                  "Expect",
                  "Connection",
                  "Accept-Encoding",
                  "If-Match",
                  "X-" + chance.hex(4)));
      headers.put(name, header(name));
    }
    if (chance.slip(10)) {
      headers.keySet().remove(chance.of(List.copyOf(headers.keySet())));
    }
    return headers;
  }

  private String header(String name) {
    if (chance.once(2)) {
      return chance.text().replaceAll("[\r\n]", "").replaceFirst("^x{9000,}$", "x".repeat(9000));
    }
    return switch (name) {
      case "Idempotency-Key" -> "key-" + chance.below(40);
      case "Content-Type" ->
          chance.of(
              List.of("text/plain", "application/json; charset=utf-16", "application/xml", ";"));
      case "Accept" ->
          chance.of(List.of("text/csv", "*/*", "text/html;q=0.1", "application/json;q=0"));
      case "Deadline-Ms" -> chance.of(List.of("1", "2", "600000", "600001", "0"));
      case "Expect" -> chance.of(List.of("100-continue", "200-ok"));
      case "Connection" -> chance.of(List.of("close", "keep-alive", "upgrade"));
      default -> chance.oddNumber();
    };
  }

  private byte @Nullable [] body(Operation operation) {
    JsonNode schema = operation.body();
    if (schema.isMissingNode()) {
      return chance.slip(10) ? chance.bytes(100) : null;
    }
    JsonNode value = bodies.value(schema, "");
    if (chance.slip(100)) {
      return new byte[(1 << 20) + 10];
    }
    return chance.slip(2) ? bodies.mutated(value) : bodies.write(value);
  }

  private static Buffer concat(String before, byte[] middle, String after) {
    return Buffer.buffer()
        .appendBytes(before.getBytes(StandardCharsets.ISO_8859_1))
        .appendBytes(middle)
        .appendBytes(after.getBytes(StandardCharsets.ISO_8859_1));
  }
}
