package com.resultity.http;

import com.resultity.ports.errors.ErrorCode;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An answer, rendered.
 *
 * @param mediaType of the body; null when there is none
 * @param rest asked for what follows the body, part by part, until one is empty; null when nothing
 *     does
 * @param problem what went wrong; null when nothing did
 */
public record Reply(
    int status,
    @Nullable String mediaType,
    Buffer body,
    Map<String, String> headers,
    @Nullable Supplier<Future<Buffer>> rest,
    @Nullable ErrorCode problem) {
  static final String JSON = "application/json";
  static final String PROBLEM = "application/problem+json";

  static final String CSV = "text/csv";
  static final String REPLAYED = "Idempotency-Replayed";

  /** 200, with CSV of any length: the first part, and what to ask for the others. */
  public static Reply csv(Buffer first, Supplier<Future<Buffer>> rest) {
    return new Reply(200, CSV, first, Map.of(), rest, null);
  }

  /** 200, with JSON. */
  public static Reply ok(Json json) {
    return new Reply(200, JSON, json.buffer(), Map.of(), null, null);
  }

  /** 201, with JSON and where it can be read. */
  public static Reply created(String location, Json json) {
    return new Reply(201, JSON, json.buffer(), Map.of("Location", location), null, null);
  }

  /** The answer with the version of what it shows, for {@code If-Match}. */
  public Reply version(long version) {
    return with("ETag", "\"" + version + "\"");
  }

  /** 204: there is nothing to tell. */
  public static Reply nothing() {
    return new Reply(204, null, Buffer.buffer(), Map.of(), null, null);
  }

  static Reply text(int status, String mediaType, Buffer body) {
    return new Reply(status, mediaType, body, Map.of(), null, null);
  }

  /** This answer, marked when it is what an earlier request with the same key was answered. */
  public Reply replayed(boolean replayed) {
    return replayed ? with(REPLAYED, "true") : this;
  }

  /** Whether it is what an earlier request with the same key was answered. */
  boolean replayed() {
    return headers.containsKey(REPLAYED);
  }

  Reply with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Reply(status, mediaType, body, more, rest, problem);
  }
}
