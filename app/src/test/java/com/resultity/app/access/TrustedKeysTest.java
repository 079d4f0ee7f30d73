package com.resultity.app.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.resultity.app.settings.OperatorError;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.OkpJwkGenerator;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class TrustedKeysTest {
  @TempDir private Path directory;

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
  private final InstantSource clock = now::get;
  private final AtomicInteger reads = new AtomicInteger();

  @Test
  void aFileIsReadAgainSoonAfterAKeyWasMissedButNotAtEveryMiss() throws Exception {
    Path file = directory.resolve("jwks.json");
    Files.writeString(file, document("k1"));
    try (TrustedKeys trusted = open(file.toUri())) {
      Files.writeString(file, document("k2"));
      pass(10);
      trusted.missed();
      assertThat(reads).hasValue(1);
      pass(1);
      KeySet first = trusted.current();
      trusted.missed();
      awaitOther(trusted, first);
      assertThat(trusted.current().byId()).containsOnlyKeys("k2");
      trusted.missed();
      trusted.missed();
      assertThat(reads).hasValue(2);
    }
  }

  @Test
  void aWebServerIsAskedAgainAndItsLastKeysStayWhileItFails() throws Exception {
    AtomicReference<String> served = new AtomicReference<>(document("k1"));
    AtomicInteger status = new AtomicInteger(200);
    HttpServer issuer =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    issuer.createContext(
        "/jwks",
        exchange -> {
          byte[] body = served.get().getBytes(UTF_8);
          exchange.getResponseHeaders().set("Location", "/elsewhere");
          exchange.sendResponseHeaders(status.get(), body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    issuer.start();
    URI address = URI.create("http://127.0.0.1:" + issuer.getAddress().getPort() + "/jwks");
    try (TrustedKeys trusted = open(address)) {
      served.set(document("k2"));
      for (int failing : new int[] {500, 302, 404}) {
        status.set(failing);
        trusted.readAgain();
        assertThat(trusted.current().byId()).containsOnlyKeys("k1");
      }
      status.set(200);
      served.set("x".repeat(KeySource.LONGEST + 1));
      trusted.readAgain();
      assertThat(trusted.current().byId()).containsOnlyKeys("k1");
      served.set(document("k2"));
      KeySet first = trusted.current();
      pass(11);
      trusted.missed();
      awaitOther(trusted, first);
      assertThat(trusted.current().byId()).containsOnlyKeys("k2");
    } finally {
      issuer.stop(0);
    }
  }

  @Test
  void plainHttpIsTakenFromThisMachineOnly() {
    for (String address :
        new String[] {"http://192.0.2.1/jwks", "ftp://127.0.0.1/jwks", "data:,x"}) {
      assertThatExceptionOfType(OperatorError.class)
          .isThrownBy(() -> KeySource.at(URI.create(address)));
    }
  }

  private TrustedKeys open(URI address) {
    KeySource source = KeySource.at(address);
    return TrustedKeys.open(() -> counted(source), clock);
  }

  private String counted(KeySource source) throws IOException {
    reads.incrementAndGet();
    return source.read();
  }

  private void pass(int seconds) {
    now.updateAndGet(instant -> instant.plus(Duration.ofSeconds(seconds)));
  }

  // It happens on a thread of its own.
  private static void awaitOther(TrustedKeys trusted, KeySet than) {
    while (trusted.current().equals(than)) {
      Thread.onSpinWait();
    }
  }

  private static String document(String id) throws JoseException {
    PublicJsonWebKey key = OkpJwkGenerator.generateJwk("Ed25519");
    key.setKeyId(id);
    return new JsonWebKeySet(key).toJson(OutputControlLevel.PUBLIC_ONLY);
  }
}
