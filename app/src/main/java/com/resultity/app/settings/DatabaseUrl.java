package com.resultity.app.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL database: {@code postgresql://user:password@host:port/name?sslmode=verify-full},
 * spelled as for libpq. Printed without its password.
 *
 * @param sslRootCertificate PEM file of the authorities to trust
 */
public record DatabaseUrl(
    String host,
    int port,
    String name,
    String user,
    Optional<Secret> password,
    SslMode sslMode,
    Optional<Path> sslRootCertificate) {
  private static final List<String> PARAMETERS = List.of("sslmode", "sslrootcert");

  /** How far the connection is protected, as libpq defines it. */
  public enum SslMode {
    DISABLE,
    ALLOW,
    PREFER,
    REQUIRE,
    VERIFY_CA,
    VERIFY_FULL;

    /** libpq's spelling, such as {@code verify-full}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static SslMode parse(String word) {
      for (SslMode mode : values()) {
        if (mode.word().equals(word)) {
          return mode;
        }
      }
      throw new IllegalArgumentException("sslmode '%s' is unknown".formatted(word));
    }
  }

  /**
   * Reads a URL. An {@link IllegalArgumentException} says what is wrong and never repeats the
   * password.
   */
  public static DatabaseUrl parse(String text) {
    URI uri = uri(text);
    String host = uri.getHost();
    String path = uri.getRawPath();
    if (host == null || path == null || path.length() < 2) {
      throw new IllegalArgumentException("a database URL needs a host and a database name");
    }
    String[] login = Optional.ofNullable(uri.getRawUserInfo()).orElse("").split(":", 2);
    if (login[0].isEmpty()) {
      throw new IllegalArgumentException("a database URL needs a user");
    }
    Map<String, String> parameters = parameters(uri.getRawQuery());
    return new DatabaseUrl(
        host.replaceAll("[\\[\\]]", ""),
        uri.getPort() < 0 ? 5432 : uri.getPort(),
        decode(path.substring(1)),
        decode(login[0]),
        login.length == 2 ? Optional.of(new Secret(decode(login[1]))) : Optional.empty(),
        SslMode.parse(parameters.getOrDefault("sslmode", "prefer")),
        Optional.ofNullable(parameters.get("sslrootcert")).map(Path::of));
  }

  /** The same database with this password instead. */
  public DatabaseUrl withPassword(Secret other) {
    return new DatabaseUrl(host, port, name, user, Optional.of(other), sslMode, sslRootCertificate);
  }

  /**
   * For JDBC; user, password and TLS go into {@link #jdbcProperties}, so that no log shows them.
   */
  public String jdbc() {
    return "jdbc:postgresql://%s:%d/%s"
        .formatted(bracketed(), port, URLEncoder.encode(name, UTF_8));
  }

  /** What JDBC needs beside {@link #jdbc}. */
  public Properties jdbcProperties() {
    Properties properties = new Properties();
    properties.setProperty("user", user);
    password.ifPresent(secret -> properties.setProperty("password", secret.value()));
    properties.setProperty("sslmode", sslMode.word());
    sslRootCertificate.ifPresent(file -> properties.setProperty("sslrootcert", file.toString()));
    properties.setProperty("connectTimeout", "10");
    return properties;
  }

  @Override
  public String toString() {
    return "postgresql://%s%s@%s:%d/%s?sslmode=%s"
        .formatted(
            user,
            password.map(secret -> ":" + secret).orElse(""),
            bracketed(),
            port,
            name,
            sslMode.word());
  }

  private String bracketed() {
    return host.contains(":") ? "[" + host + "]" : host;
  }

  private static URI uri(String text) {
    try {
      URI uri = new URI(text);
      if ("postgresql".equals(uri.getScheme()) || "postgres".equals(uri.getScheme())) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // Its message repeats the text, password included.
    }
    throw new IllegalArgumentException(
        "a database URL looks like postgresql://user@host:5432/name?sslmode=verify-full"
            + " (percent-encode special characters)");
  }

  private static Map<String, String> parameters(@Nullable String query) {
    Map<String, String> parameters = new LinkedHashMap<>();
    if (query == null) {
      return parameters;
    }
    for (String pair : query.split("&", -1)) {
      String[] parts = pair.split("=", 2);
      if (!PARAMETERS.contains(parts[0]) || parts.length != 2) {
        throw new IllegalArgumentException(
            "the database URL's parameter '%s' is unknown%s"
                .formatted(parts[0], NearestName.hint(parts[0], PARAMETERS)));
      }
      parameters.put(parts[0], decode(parts[1]));
    }
    return parameters;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
  }
}
