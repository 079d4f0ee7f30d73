package com.resultity.app.tools;

import static java.util.stream.Collectors.joining;

import com.resultity.app.settings.ClientSettings;
import com.resultity.app.settings.OperatorError;
import com.resultity.app.tls.ClientIdentity;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** Asks a running Core over HTTP. */
public final class CoreClient implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(30);
  private static final int OK = 200;
  private static final int CREATED = 201;

  private final HttpClient client;
  private final String url;
  private final Optional<String> token;

  /** Asks as the settings say; throws an {@link OperatorError} when they cannot be used. */
  public CoreClient(ClientSettings settings) {
    this(settings, Optional.of(settings.token()));
  }

  private CoreClient(ClientSettings settings, Optional<String> token) {
    this.url = settings.url().toString().replaceFirst("/+$", "");
    this.token = token;
    HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(CONNECT);
    if (url.startsWith("https:")) {
      builder.sslContext(ClientIdentity.of(settings));
    }
    this.client = builder.build();
  }

  /** Asks for what is public, without a token. */
  static CoreClient withoutToken(ClientSettings settings) {
    return new CoreClient(settings, Optional.empty());
  }

  /**
   * What Core answers at a path, such as {@code /v1/jobs/ID}.
   *
   * @throws OperatorError when there is no answer; with the problem's code and detail when it is
   *     one
   */
  public JsonObject get(String path) {
    return answer(request(path).build());
  }

  /**
   * What Core answers to a command, which is sent once.
   *
   * @param headers beside those that every command has
   * @throws OperatorError as {@link #get}
   */
  JsonObject post(String path, JsonObject body, Map<String, String> headers) {
    HttpRequest.Builder request =
        request(path)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .POST(BodyPublishers.ofString(body.encode()));
    headers.forEach(request::header);
    return answer(request.build());
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + path))
            .timeout(ANSWER)
            .header("Accept", "application/json");
    token.ifPresent(bearer -> request.header("Authorization", "Bearer " + bearer));
    return request;
  }

  private JsonObject answer(HttpRequest request) {
    HttpResponse<String> answer = send(request);
    JsonObject body = json(answer);
    if (isDone(answer)) {
      return body;
    }
    throw new OperatorError(problem(body));
  }

  private static boolean isDone(HttpResponse<?> answer) {
    return answer.statusCode() == OK || answer.statusCode() == CREATED;
  }

  // With what is wrong with which part of the request, on lines of their own if there are several.
  private static String problem(JsonObject problem) {
    List<String> parts = new ArrayList<>();
    for (Object each : problem.getJsonArray("errors", new JsonArray())) {
      parts.add(error((JsonObject) each));
    }
    if (parts.isEmpty()) {
      problem
          .getJsonObject("facts", new JsonObject())
          .forEach(fact -> parts.add(fact.getKey() + " " + fact.getValue()));
    }
    String text = problem.getString("code") + ": " + problem.getString("detail");
    String separator = parts.size() == 1 ? ": " : "%n  ".formatted();
    return text + parts.stream().map(separator::concat).collect(joining());
  }

  private static String error(JsonObject error) {
    return Stream.of("pointer", "parameter", "header")
        .map(error::getString)
        .filter(Objects::nonNull)
        .findFirst()
        .map(part -> part + " " + error.getString("detail"))
        .orElse(error.getString("detail"));
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (SSLException distrust) {
      throw new OperatorError(
          "no secure connection to %s: %s".formatted(url, distrust.getMessage()), distrust);
    } catch (IOException unreachable) {
      throw new OperatorError("no answer from " + url + ": is Core running there?", unreachable);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new OperatorError("interrupted", interrupted);
    }
  }

  private JsonObject json(HttpResponse<String> answer) {
    try {
      JsonObject body = new JsonObject(answer.body());
      if (isDone(answer) || body.containsKey("code")) {
        return body;
      }
    } catch (DecodeException foreign) {
      // Told below, as any other answer that is not Core's.
    }
    throw new OperatorError(
        "what answers at %s is not Core: status %d".formatted(url, answer.statusCode()));
  }

  @Override
  public void close() {
    client.close();
  }
}
