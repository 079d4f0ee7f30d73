package com.resultity.app;

import com.resultity.app.access.DevelopmentKey;
import com.resultity.app.ethereum.TestWallet;
import com.resultity.ports.access.Principal;
import com.resultity.ports.access.Role;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Makes what nobody may read in a log, and remembers it. */
final class Secrets {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final List<String> all = new ArrayList<>();
  private final DevelopmentKey key;

  Secrets(Path directory) {
    this.key = DevelopmentKey.in(directory);
  }

  boolean in(String line) {
    return all.stream().anyMatch(line::contains);
  }

  /** Remembers what somebody else made. */
  String keep(String secret) {
    all.add(secret);
    return secret;
  }

  String random(int bytes) {
    byte[] random = new byte[bytes];
    RANDOM.nextBytes(random);
    return keep(HexFormat.of().formatHex(random));
  }

  /** An administrator's, which is good. */
  String token() {
    Principal admin = new Principal("admin", Role.ADMIN, Optional.empty(), Optional.empty());
    String token =
        key.sign(admin, "resultity-dev", "resultity-core", Instant.now(), Duration.ofHours(1));
    keepParts(token);
    return token;
  }

  /** What is none, or not good. */
  List<String> badTokens() {
    Principal admin = new Principal("admin", Role.ADMIN, Optional.empty(), Optional.empty());
    String expired =
        key.sign(admin, "resultity-dev", "resultity-core", Instant.EPOCH, Duration.ofHours(1));
    keepParts(expired);
    return List.of(expired, expired + "x", random(20), random(3000), random(9) + "." + random(9));
  }

  // The header is the same for all.
  private void keepParts(String token) {
    String[] parts = token.split("\\.", -1);
    keep(parts[1]);
    keep(parts[2]);
  }

  String email(String start) {
    return start + random(8) + "@example.org";
  }

  String unknownKey() {
    return "rk_" + random(16) + "_" + random(24);
  }

  TestWallet wallet() {
    return new TestWallet(new BigInteger(1, HexFormat.of().parseHex(random(31))));
  }
}
