package com.resultity.app.access;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.resultity.app.settings.OperatorError;
import com.resultity.app.settings.Secret;
import com.resultity.app.settings.SecretFile;
import com.resultity.ports.accounts.Mac;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * What all instances of a deployment know and its database does not. Every use has a key of its
 * own, derived by HKDF-SHA-256 (RFC 5869). With it gone, no API key verifies any more.
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
      return new Hmac(
          KDF.getInstance("HKDF-SHA256")
              .deriveKey(
                  Hmac.ALGORITHM,
                  HKDFParameterSpec.ofExtract()
                      .addIKM(bytes)
                      .thenExpand(("resultity " + use).getBytes(US_ASCII), BYTES)));
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
