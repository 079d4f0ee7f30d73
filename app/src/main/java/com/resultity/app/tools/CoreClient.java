package com.resultity.app.tools;

import com.resultity.app.settings.OperatorError;
import com.resultity.app.settings.WrongSetting;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.regex.Pattern;

/** Asks a running Core over HTTP. */
public final class CoreClient implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(30);
  private static final int OK = 200;

  // RFC 6750, 2.1.
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT).build();
  private final String url;
  private final String token;

  public CoreClient(String url, String token) {
    this.url = url.replaceFirst("/+$", "");
    if (!TOKEN.matcher(token).matches()) {
      throw new WrongSetting("the token holds characters that no token has");
    }
    this.token = token;
  }

  /**
   * What Core answers at a path, such as {@code /v1/jobs/ID}.
   *
   * @throws OperatorError when there is no answer; with the problem's code and detail when it is
   *     one
   */
  public JsonObject get(String path) {
    HttpResponse<String> answer = send(request(path));
    JsonObject body = json(answer.body());
    if (answer.statusCode() != OK) {
      throw new OperatorError("%s: %s".formatted(body.getString("code"), body.getString("detail")));
    }
    return body;
  }

  private HttpRequest request(String path) {
    HttpRequest.Builder request;
    try {
      request = HttpRequest.newBuilder(URI.create(url + path));
    } catch (IllegalArgumentException wrong) {
      throw new WrongSetting(
          "'%s' is not an address: %s".formatted(url, wrong.getMessage()), wrong);
    }
    return request
        .timeout(ANSWER)
        .header("Authorization", "Bearer " + token)
        .header("Accept", "application/json")
        .build();
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException unreachable) {
      throw new OperatorError("no answer from " + url + ": is Core running there?", unreachable);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new OperatorError("interrupted", interrupted);
    }
  }

  private JsonObject json(String text) {
    try {
      return new JsonObject(text);
    } catch (DecodeException foreign) {
      throw new OperatorError("what answers at " + url + " is not Core", foreign);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
