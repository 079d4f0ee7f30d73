package com.resultity.app.access;

import com.resultity.app.settings.Address;
import com.resultity.app.settings.OperatorError;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Where the issuer's keys are read from, each time anew. */
@FunctionalInterface
public interface KeySource {
  /** The longest document taken, in bytes. */
  int LONGEST = 256 * 1024;

  /**
   * The JWKS document as it is now.
   *
   * @throws IOException when it cannot be had at the moment
   */
  String read() throws IOException;

  /**
   * The source at a {@code file:}, {@code https:} or (on loopback) {@code http:} address.
   *
   * @throws OperatorError when the address is of another kind
   */
  static KeySource at(URI address) {
    String scheme = String.valueOf(address.getScheme());
    if (scheme.equals("file")) {
      return () -> bounded(Files.newInputStream(Path.of(address)));
    }
    boolean local = scheme.equals("http") && new Address(address.getHost(), 0).isLoopback();
    if (local || scheme.equals("https")) {
      return new Web(address);
    }
    throw new OperatorError(
        "jwks must be a file, or https: (http: on loopback only), not " + address);
  }

  private static String bounded(InputStream document) throws IOException {
    try (document) {
      byte[] bytes = document.readNBytes(LONGEST + 1);
      if (bytes.length > LONGEST) {
        throw new IOException("the JWKS is longer than " + LONGEST + " bytes");
      }
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  /** Asks a web server, without following redirects. */
  record Web(URI address, HttpClient client) implements KeySource {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    Web(URI address) {
      this(address, HttpClient.newBuilder().connectTimeout(PATIENCE).build());
    }

    @Override
    public String read() throws IOException {
      HttpRequest request = HttpRequest.newBuilder(address).timeout(PATIENCE).build();
      try {
        HttpResponse<InputStream> response =
            client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        String document = bounded(response.body());
        if (response.statusCode() != 200) {
          throw new IOException(address + " answered " + response.statusCode());
        }
        return document;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while reading " + address, e);
      }
    }
  }
}
