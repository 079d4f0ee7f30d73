package com.resultity.http;

import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashMap;
import java.util.Map;

/** An answer, rendered. */
public record Reply(int status, String mediaType, Buffer body, Map<String, String> headers) {
  static final String JSON = "application/json";
  static final String PROBLEM = "application/problem+json";

  /** 200, with JSON. */
  public static Reply ok(Json json) {
    return new Reply(200, JSON, json.buffer(), Map.of());
  }

  /** 201, with JSON and where it can be read. */
  public static Reply created(String location, Json json) {
    return new Reply(201, JSON, json.buffer(), Map.of("Location", location));
  }

  static Reply text(int status, String mediaType, Buffer body) {
    return new Reply(status, mediaType, body, Map.of());
  }

  Reply with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Reply(status, mediaType, body, more);
  }
}
