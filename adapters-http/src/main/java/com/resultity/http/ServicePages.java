package com.resultity.http;

import com.resultity.ports.errors.ErrorCode;
import com.resultity.ports.errors.Fault;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.function.Supplier;

/** Health, metrics and the contract. Needs no token. */
final class ServicePages implements Routes {
  private static final String TEXT = "text/plain; charset=utf-8";
  private static final String UI = "/META-INF/resources/webjars/swagger-ui/";
  private static final String UI_VERSION = "/META-INF/maven/org.webjars/swagger-ui/pom.properties";

  // The page loads nothing from elsewhere, and its browser is told so.
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
          + "img-src 'self' data:; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'";

  private final Readiness readiness;
  private final Supplier<String> metrics;
  private final Buffer contract;
  private final Reply schema =
      Reply.text(
          200, "application/schema+json", Buffer.buffer(bytes("/configuration.schema.json")));
  private final Map<String, Reply> page = new HashMap<>();

  ServicePages(Readiness readiness, Supplier<String> metrics, Contract contract) {
    this.readiness = readiness;
    this.metrics = metrics;
    this.contract = Buffer.buffer(contract.text());
    String webjar = UI + webjarVersion() + "/";
    page.put("", asset("/docs/index.html", "text/html; charset=utf-8"));
    page.put("start.js", asset("/docs/start.js", "text/javascript; charset=utf-8"));
    page.put("swagger-ui.css", asset(webjar + "swagger-ui.css", "text/css; charset=utf-8"));
    page.put(
        "swagger-ui-bundle.js",
        asset(webjar + "swagger-ui-bundle.js", "text/javascript; charset=utf-8"));
  }

  @Override
  public List<Route> routes() {
    return List.of(
        new Route.Page("getLiveness", "/livez", _ -> text(200, "live\n")),
        new Route.Page("getReadiness", "/readyz", _ -> ready()),
        new Route.Page(
            "getMetrics",
            "/metrics",
            _ -> reply("text/plain; version=0.0.4; charset=utf-8", metrics.get())),
        new Route.Page(
            "getOpenApi",
            "/openapi.yaml",
            _ -> Future.succeededFuture(Reply.text(200, "application/yaml", contract))),
        new Route.Page(
            "getConfigurationSchema",
            "/v1/networks/configuration.schema.json",
            _ -> Future.succeededFuture(schema)),
        new Route.Page("getDocs", "/docs", _ -> docs("")),
        new Route.Page("getDocsAsset", "/docs/{asset}", call -> docs(call.text("asset"))));
  }

  private Future<Reply> ready() {
    return readiness
        .ready()
        .compose(ready ->
            ready ? text(200, "ready\n") : Future.failedFuture(new Fault(ErrorCode.UNAVAILABLE)));
  }

  private Future<Reply> docs(String name) {
    Reply reply = page.get(name);
    return reply == null
        ? Future.failedFuture(new Fault(ErrorCode.NOT_FOUND))
        : Future.succeededFuture(reply);
  }

  private static Future<Reply> text(int status, String text) {
    return Future.succeededFuture(Reply.text(status, TEXT, Buffer.buffer(text)));
  }

  private static Future<Reply> reply(String mediaType, String text) {
    return Future.succeededFuture(Reply.text(200, mediaType, Buffer.buffer(text)));
  }

  private static Reply asset(String path, String mediaType) {
    return Reply.text(200, mediaType, Buffer.buffer(bytes(path)))
        .with("Content-Security-Policy", POLICY)
        .with("Cache-Control", "no-cache");
  }

  private static String webjarVersion() {
    Properties properties = new Properties();
    try (InputStream file = open(UI_VERSION)) {
      properties.load(file);
      return Objects.requireNonNull(properties.getProperty("version"));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static byte[] bytes(String path) {
    try (InputStream file = open(path)) {
      return file.readAllBytes();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static InputStream open(String path) {
    return Objects.requireNonNull(ServicePages.class.getResourceAsStream(path), path);
  }
}
