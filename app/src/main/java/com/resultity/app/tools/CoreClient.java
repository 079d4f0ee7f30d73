package com.resultity.app.tools;

import com.resultity.app.settings.ClientSettings;
import com.resultity.app.settings.OperatorError;
import com.resultity.app.tls.ClientIdentity;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import javax.net.ssl.SSLException;

/** Asks a running Core over HTTP. */
public final class CoreClient implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(30);
  private static final int OK = 200;

  private final HttpClient client;
  private final String url;
  private final String token;

  /** Asks as the settings say; throws an {@link OperatorError} when they cannot be used. */
  public CoreClient(ClientSettings settings) {
    this.url = settings.url().toString().replaceFirst("/+$", "");
    this.token = settings.token();
    HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(CONNECT);
    if (url.startsWith("https:")) {
      builder.sslContext(ClientIdentity.of(settings));
    }
    this.client = builder.build();
  }

  /**
   * What Core answers at a path, such as {@code /v1/jobs/ID}.
   *
   * @throws OperatorError when there is no answer; with the problem's code and detail when it is
   *     one
   */
  public JsonObject get(String path) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + path))
            .timeout(ANSWER)
            .header("Authorization", "Bearer " + token)
            .header("Accept", "application/json")
            .build();
    HttpResponse<String> answer = send(request);
    JsonObject body = json(answer);
    if (answer.statusCode() == OK) {
      return body;
    }
    throw new OperatorError(body.getString("code") + ": " + body.getString("detail"));
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
      if (answer.statusCode() == OK || body.containsKey("code")) {
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
