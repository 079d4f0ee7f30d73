package com.resultity.app.access;

import com.resultity.domain.log.SigningKey;
import com.resultity.domain.log.VerifierKey;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** Ed25519 keys (RFC 8032) that follow from 32 bytes. */
final class SeededKey {
  // What RFC 8410 has before the 32 bytes of a public key.
  private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b6570032100");

  private SeededKey() {}

  static SigningKey of(String name, byte[] seed) {
    try {
      KeyFactory keys = KeyFactory.getInstance("Ed25519");
      PrivateKey privateKey =
          keys.generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
      PublicKey publicKey = keys.generatePublic(new X509EncodedKeySpec(encoded(seed)));
      return SigningKey.of(new VerifierKey(name, publicKey), privateKey).orElseThrow();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every seed is a key", impossible);
    }
  }

  // The JDK does not tell the public key of a seed.
  private static byte[] encoded(byte[] seed) {
    byte[] point = new byte[Ed25519.PUBLIC_KEY_SIZE];
    Ed25519.generatePublicKey(seed, 0, point, 0);
    return ByteBuffer.allocate(X509.length + point.length).put(X509).put(point).array();
  }
}
