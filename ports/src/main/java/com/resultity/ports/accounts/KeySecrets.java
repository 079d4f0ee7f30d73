package com.resultity.ports.accounts;

import com.resultity.domain.accounts.ApiKey;
import com.resultity.domain.accounts.KeySecret;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The secrets of API keys: {@code rk_}, the key's id in hex, {@code _}, and 192 random bits in hex.
 * They begin alike, so that scanners find those that leak.
 */
public final class KeySecrets {
  private static final Pattern FORM =
      Pattern.compile("rk_([0-9a-f]{16})([0-9a-f]{16})_[0-9a-f]{48}");
  private static final int RANDOM_BYTES = 24;

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
    return "rk_"
        + hex.toHexDigits(keyId.getMostSignificantBits())
        + hex.toHexDigits(keyId.getLeastSignificantBits());
  }

  /** The key that a secret claims to be of; empty when it has not the form of one. */
  static Optional<UUID> keyOf(String secret) {
    Matcher form = FORM.matcher(secret);
    return form.matches()
        ? Optional.of(
            new UUID(
                HexFormat.fromHexDigitsToLong(form.group(1)),
                HexFormat.fromHexDigitsToLong(form.group(2))))
        : Optional.empty();
  }

  /** Whether it is the key's secret; takes as long whatever is wrong with it. */
  boolean matches(String secret, ApiKey key) {
    return MessageDigest.isEqual(mac.of(secret).bytes(), key.hash().bytes());
  }
}
