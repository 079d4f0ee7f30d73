package com.resultity.app.tls;

import com.resultity.app.settings.ClientSettings;
import com.resultity.app.settings.OperatorError;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Whom a command trusts to be Core, and how it shows who it is. */
public final class ClientIdentity {
  private static final char[] NO_PASSWORD = {};

  private ClientIdentity() {}

  /**
   * What the settings say.
   *
   * @throws OperatorError when a file cannot be read, or is not what it should be
   */
  public static SSLContext of(ClientSettings settings) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(
          settings.clientCertificate().isEmpty()
              ? null
              : own(settings.clientCertificate().get(), settings.clientKey().orElseThrow()),
          trusted(settings.authority()),
          null);
      return context;
    } catch (GeneralSecurityException | IOException unusable) {
      throw new OperatorError("the certificates cannot be used: " + unusable, unusable);
    }
  }

  // Without an authority, those that the JDK trusts.
  private static TrustManager @Nullable [] trusted(Optional<Path> authority)
      throws GeneralSecurityException, IOException {
    if (authority.isEmpty()) {
      return null;
    }
    KeyStore store = empty();
    Path file = authority.get();
    for (X509Certificate each : Pem.certificates(file, Pem.bytes(file))) {
      store.setCertificateEntry(each.getSubjectX500Principal().getName(), each);
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static KeyManager[] own(Path certificate, Path key)
      throws GeneralSecurityException, IOException {
    List<X509Certificate> chain = Pem.certificates(certificate, Pem.bytes(certificate));
    PrivateKey secret = Pem.key(key, Pem.bytes(key), chain.getFirst().getPublicKey());
    KeyStore store = empty();
    store.setKeyEntry("own", secret, NO_PASSWORD, chain.toArray(X509Certificate[]::new));
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, NO_PASSWORD);
    return factory.getKeyManagers();
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, NO_PASSWORD);
    return store;
  }
}
