package com.resultity.app.tls;

import com.resultity.app.settings.OperatorError;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.Set;

/**
 * How the doors show who they are, as the files said when they were read and checked.
 *
 * @param clientAuthority who signs the certificates of clients; without one, none is asked for
 */
public record ServerIdentity(
    Buffer certificate, Buffer key, Optional<Buffer> clientAuthority, String summary) {
  private static final Set<String> PROTOCOLS = Set.of("TLSv1.3", "TLSv1.2");

  /** The files that an identity is read from. */
  public record Files(Path certificate, Path key, Optional<Path> clientAuthority) {

    /**
     * The identity as it is now.
     *
     * @throws OperatorError when a file cannot be read, or is not what it should be
     */
    public ServerIdentity read() {
      byte[] chain = Pem.bytes(certificate);
      byte[] secret = Pem.bytes(key);
      X509Certificate own = Pem.certificates(certificate, chain).getFirst();
      Pem.key(key, secret, own.getPublicKey());
      Optional<byte[]> authority = clientAuthority.map(Pem::bytes);
      authority.ifPresent(pem -> Pem.certificates(clientAuthority.orElseThrow(), pem));
      return new ServerIdentity(
          Buffer.buffer(chain),
          Buffer.buffer(secret),
          authority.map(Buffer::buffer),
          "%s until %s, clients %s"
              .formatted(
                  own.getSubjectX500Principal(),
                  own.getNotAfter().toInstant(),
                  authority.isPresent() ? "need a certificate" : "need none"));
    }
  }

  /** Makes a server take TLS 1.2 or 1.3 and nothing else. */
  public void secure(HttpServerOptions server) {
    server.setSsl(true).setUseAlpn(true).setKeyCertOptions(keyCert());
    server.setEnabledSecureTransportProtocols(PROTOCOLS);
    clientAuthority.ifPresent(
        authority -> server.setClientAuth(ClientAuth.REQUIRED).setTrustOptions(trust(authority)));
  }

  /** The same for a server that runs. */
  public ServerSSLOptions renewal() {
    ServerSSLOptions options = new ServerSSLOptions().setKeyCertOptions(keyCert());
    options.setUseAlpn(true).setEnabledSecureTransportProtocols(PROTOCOLS);
    clientAuthority.ifPresent(
        authority -> options.setClientAuth(ClientAuth.REQUIRED).setTrustOptions(trust(authority)));
    return options;
  }

  private PemKeyCertOptions keyCert() {
    return new PemKeyCertOptions().setCertValue(certificate).setKeyValue(key);
  }

  private static PemTrustOptions trust(Buffer authority) {
    return new PemTrustOptions().addCertValue(authority);
  }

  @Override
  public String toString() {
    return summary;
  }
}
