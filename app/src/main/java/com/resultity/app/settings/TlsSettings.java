package com.resultity.app.settings;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the doors are encrypted; without a certificate they are not. */
public final class TlsSettings {
  @Option(
      names = "--tls-certificate",
      paramLabel = "FILE",
      description = {
        "Certificate of both doors with its chain (PEM); with it they take TLS 1.2 or 1.3 alone.",
        "The files are read again every minute."
      })
  private @Nullable Path certificate;

  @Option(
      names = "--tls-key",
      paramLabel = "FILE",
      description = "The certificate's private key (PEM, PKCS#8, no password).")
  private @Nullable Path key;

  @Option(
      names = "--tls-client-ca",
      paramLabel = "FILE",
      description = "Who signs clients' certificates (PEM); with it, clients need one.")
  private @Nullable Path clientAuthority;

  /** The certificate; the key is there if it is. */
  public Optional<Path> certificate() {
    if ((certificate == null) != (key == null)) {
      throw new WrongSetting("tls-certificate and tls-key need each other: give both or none");
    }
    if (certificate == null && clientAuthority != null) {
      throw new WrongSetting("tls-client-ca needs tls-certificate and tls-key");
    }
    return Optional.ofNullable(certificate);
  }

  public Optional<Path> key() {
    return Optional.ofNullable(key);
  }

  public Optional<Path> clientAuthority() {
    return Optional.ofNullable(clientAuthority);
  }
}
