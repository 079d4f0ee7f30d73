package com.resultity.domain.log;

import com.resultity.domain.journal.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an Ed25519 signature on a note is checked with (C2SP signed-note).
 *
 * @param name whose key it is, without spaces and pluses; for a log, its origin
 */
public record VerifierKey(String name, PublicKey publicKey) {
  private static final Pattern NAME = Pattern.compile("[^+\\p{IsWhite_Space}\\p{Cs}\\x00-\\x1f]+");
  private static final Pattern FORM =
      Pattern.compile("(?<name>[^+]+)\\+(?<id>[0-9a-f]{8})\\+(?<key>[0-9A-Za-z+/=]+)");

  private static final String ALGORITHM = "Ed25519";
  private static final byte ED25519 = 1;
  private static final int KEY = 32;
  // What RFC 8410 has before the 32 bytes of an Ed25519 key.
  private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b6570032100");

  public VerifierKey {
    if (!isName(name)) {
      throw new IllegalArgumentException("not a key's name");
    }
    byte[] encoded = publicKey.getEncoded();
    if (encoded.length != X509.length + KEY || Arrays.mismatch(encoded, X509) != X509.length) {
      throw new IllegalArgumentException("not an Ed25519 key");
    }
  }

  static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  /** Reads {@code name+id+base64}; empty when it is not exactly what {@link #toString} gives. */
  public static Optional<VerifierKey> parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches() || !isName(form.group("name"))) {
      return Optional.empty();
    }
    return StrictBase64.decode(form.group("key"))
        .filter(bytes -> bytes.length == 1 + KEY && bytes[0] == ED25519)
        .flatMap(bytes -> publicKey(Arrays.copyOfRange(bytes, 1, bytes.length)))
        .map(key -> new VerifierKey(form.group("name"), key))
        .filter(read -> read.toString().equals(text));
  }

  // Only use shows whether the bytes are a point of the curve.
  private static Optional<PublicKey> publicKey(byte[] bytes) {
    byte[] encoded = ByteBuffer.allocate(X509.length + KEY).put(X509).put(bytes).array();
    try {
      PublicKey key =
          KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded));
      Signature.getInstance(ALGORITHM).initVerify(key);
      return Optional.of(key);
    } catch (GeneralSecurityException notOnTheCurve) {
      return Optional.empty();
    }
  }

  /** The first four bytes of SHA-256 over name, newline, 1 and the key's 32 bytes. */
  public int id() {
    byte[] named = (name + "\n").getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.wrap(Sha256.of(named, typedKey())).getInt();
  }

  private byte[] typedKey() {
    byte[] encoded = publicKey.getEncoded();
    byte[] typed = Arrays.copyOfRange(encoded, X509.length - 1, encoded.length);
    typed[0] = ED25519;
    return typed;
  }

  /** Whether the signature is this key's on the text (RFC 8032). Never throws. */
  public boolean verifies(String text, byte[] signature) {
    try {
      Signature ed25519 = Signature.getInstance(ALGORITHM);
      ed25519.initVerify(publicKey);
      ed25519.update(text.getBytes(StandardCharsets.UTF_8));
      return ed25519.verify(signature);
    } catch (GeneralSecurityException malformed) {
      return false;
    }
  }

  /** The key as C2SP writes it: {@code name+id+base64}. */
  @Override
  public String toString() {
    return "%s+%08x+%s".formatted(name, id(), StrictBase64.encode(typedKey()));
  }
}
