package com.resultity.ports.accounts;

import com.resultity.domain.accounts.ApiKey;
import com.resultity.domain.accounts.KeySecret;
import com.resultity.domain.journal.Digest;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * The secrets of API keys: {@code rk_}, the key's id in hex, {@code _}, and 192 random bits in hex.
 * They begin alike, so that scanners find those that leak.
 */
public final class KeySecrets {
  private static final String START = "rk_";
  private static final int HIGH = START.length();
  private static final int LOW = HIGH + 16;
  private static final int SPLIT = LOW + 16;
  private static final int RANDOM_BYTES = 24;
  private static final int LENGTH = SPLIT + 1 + 2 * RANDOM_BYTES;

  private final Mac mac;
  private final RandomGenerator random;

  /**
   * @param random whose output nobody can guess
   */
  public KeySecrets(Mac mac, RandomGenerator random) {
    this.mac = mac;
    this.random = random;
  }

  /** A new secret for the key with this id. */
  public KeySecret next(UUID keyId) {
    byte[] bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    String text = prefix(keyId) + "_" + HexFormat.of().formatHex(bytes);
    return new KeySecret(text, mac.of(text));
  }

  /** How the secret of a key begins: enough to tell keys apart, and to find one. */
  public static String prefix(UUID keyId) {
    HexFormat hex = HexFormat.of();
    return START
        + hex.toHexDigits(keyId.getMostSignificantBits())
        + hex.toHexDigits(keyId.getLeastSignificantBits());
  }

  /** The key that a secret claims to be of; empty when it has not the form of one. */
  static Optional<UUID> keyOf(String secret) {
    boolean form =
        secret.length() == LENGTH
            && secret.startsWith(START)
            && Digest.isHex(secret, HIGH, SPLIT)
            && secret.charAt(SPLIT) == '_'
            && Digest.isHex(secret, SPLIT + 1, LENGTH);
    return form
        ? Optional.of(
            new UUID(
                HexFormat.fromHexDigitsToLong(secret, HIGH, LOW),
                HexFormat.fromHexDigitsToLong(secret, LOW, SPLIT)))
        : Optional.empty();
  }

  /** Whether it is the key's secret; takes as long whatever is wrong with it. */
  boolean matches(String secret, ApiKey key) {
    return MessageDigest.isEqual(mac.of(secret).bytes(), key.hash().bytes());
  }
}
