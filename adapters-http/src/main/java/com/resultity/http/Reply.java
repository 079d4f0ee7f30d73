package com.resultity.http;

import com.resultity.ports.errors.ErrorCode;
import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer, rendered.
 *
 * @param problem what went wrong; null when nothing did
 */
public record Reply(
    int status,
    String mediaType,
    Buffer body,
    Map<String, String> headers,
    @Nullable ErrorCode problem) {
  static final String JSON = "application/json";
  static final String PROBLEM = "application/problem+json";

  /** 200, with JSON. */
  public static Reply ok(Json json) {
    return new Reply(200, JSON, json.buffer(), Map.of(), null);
  }

  /** 201, with JSON and where it can be read. */
  public static Reply created(String location, Json json) {
    return new Reply(201, JSON, json.buffer(), Map.of("Location", location), null);
  }

  static Reply text(int status, String mediaType, Buffer body) {
    return new Reply(status, mediaType, body, Map.of(), null);
  }

  Reply with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Reply(status, mediaType, body, more, problem);
  }
}
