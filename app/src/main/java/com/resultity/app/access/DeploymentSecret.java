package com.resultity.app.access;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.resultity.app.settings.OperatorError;
import com.resultity.app.settings.Secret;
import com.resultity.app.settings.SecretFile;
import com.resultity.domain.log.SigningKey;
import com.resultity.ports.accounts.Mac;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * What all instances of a deployment know and its database does not. Every use has a key of its
 * own, derived by HKDF-SHA-256 (RFC 5869). With it gone, no API key verifies any more, and
 * configurations are signed by another key.
 */
public final class DeploymentSecret {
  private static final String FILE = "secret";
  private static final int BYTES = 32;

  private final byte[] bytes;

  private DeploymentSecret(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * The secret of a data directory, made on first use.
   *
   * @throws OperatorError when it cannot be read or written, or others may read it
   */
  public static DeploymentSecret in(Path directory) {
    return of(SecretFile.readOrCreate(directory, FILE, DeploymentSecret::fresh));
  }

  /**
   * The secret as it is spelled: 32 bytes or more in hex.
   *
   * @throws OperatorError when it is not
   */
  public static DeploymentSecret of(Secret hex) {
    try {
      byte[] bytes = HexFormat.of().parseHex(hex.value());
      if (bytes.length >= BYTES) {
        return new DeploymentSecret(bytes);
      }
    } catch (IllegalArgumentException _) {
      // Told below, without what was read.
    }
    throw new OperatorError("the secret must be 32 bytes or more in hex: openssl rand -hex 32");
  }

  /** The keyed hash of one use. */
  public Mac mac(String use) {
    try {
      return new Hmac(new SecretKeySpec(derived(use), Hmac.ALGORITHM));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("JDK 25 has HMAC-SHA-256", impossible);
    }
  }

  /** The key that signs notes of one use, under the name that they tell. */
  public SigningKey signingKey(String use, String name) {
    return SeededKey.of(name, derived(use));
  }

  private byte[] derived(String use) {
    try {
      return KDF.getInstance("HKDF-SHA256")
          .deriveData(
              HKDFParameterSpec.ofExtract()
                  .addIKM(bytes)
                  .thenExpand(("resultity " + use).getBytes(US_ASCII), BYTES));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("JDK 25 has HKDF", impossible);
    }
  }

  private static String fresh() {
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }
}
