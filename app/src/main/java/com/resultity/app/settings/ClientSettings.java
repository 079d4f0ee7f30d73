package com.resultity.app.settings;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which Core is asked, and as whom. */
public final class ClientSettings {
  // RFC 6750, 2.1.
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "Where Core serves HTTP. Default: ${DEFAULT-VALUE}")
  private String url = "http://127.0.0.1:8080";

  @Option(
      names = "--token",
      paramLabel = "TOKEN",
      description = {
        "Whom Core is asked as. Better given as RESULTITY_TOKEN:",
        "others on this machine can read a command line."
      })
  private @Nullable Secret token;

  @Option(
      names = "--ca",
      paramLabel = "FILE",
      description = "Who signs Core's certificate (PEM), when it is none that Java trusts.")
  private @Nullable Path authority;

  @Option(
      names = "--client-certificate",
      paramLabel = "FILE",
      description = "Certificate to show to Core (PEM), when it asks for one.")
  private @Nullable Path clientCertificate;

  @Option(
      names = "--client-key",
      paramLabel = "FILE",
      description = "The certificate's private key (PEM, PKCS#8, no password).")
  private @Nullable Path clientKey;

  public Optional<Path> authority() {
    return Optional.ofNullable(authority);
  }

  /** The certificate to show; the key is there if it is. */
  public Optional<Path> clientCertificate() {
    if ((clientCertificate == null) != (clientKey == null)) {
      throw new WrongSetting("client-certificate and client-key need each other");
    }
    return Optional.ofNullable(clientCertificate);
  }

  public Optional<Path> clientKey() {
    return Optional.ofNullable(clientKey);
  }

  public URI url() {
    try {
      URI uri = URI.create(url);
      if (uri.getHost() != null && ("http".equals(uri.getScheme()) || isHttps(uri))) {
        return uri;
      }
    } catch (IllegalArgumentException malformed) {
      // Told below, as any other text that is no address.
    }
    throw new WrongSetting("url must be like http://127.0.0.1:8080, not '%s'".formatted(url));
  }

  private static boolean isHttps(URI uri) {
    return "https".equals(uri.getScheme());
  }

  public String token() {
    if (token == null) {
      throw new WrongSetting(
          "no token: set RESULTITY_TOKEN or give --token; for 'serve --dev' one is printed by"
              + " 'resultity token --role auditor'");
    }
    if (!TOKEN.matcher(token.value()).matches()) {
      throw new WrongSetting("the token holds characters that no token has");
    }
    return token.value();
  }
}
