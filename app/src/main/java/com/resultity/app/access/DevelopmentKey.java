package com.resultity.app.access;

import com.resultity.app.settings.OperatorError;
import com.resultity.app.settings.SecretFile;
import com.resultity.ports.access.Principal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.OctetKeyPairJsonWebKey;
import org.jose4j.jwk.OkpJwkGenerator;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

/**
 * The Ed25519 key that signs development tokens. It is made on first use and kept in the data
 * directory, readable by its owner only; a Core accepts it with {@code serve --dev} alone.
 */
public final class DevelopmentKey {
  private static final String FILE = "dev-key";

  private final PublicJsonWebKey key;

  private DevelopmentKey(PublicJsonWebKey key) {
    this.key = key;
  }

  /**
   * The key of a data directory, which is created if need be.
   *
   * @throws OperatorError when it cannot be read or written
   */
  public static DevelopmentKey in(Path directory) {
    String json = SecretFile.readOrCreate(directory, FILE, DevelopmentKey::fresh).value();
    try {
      return new DevelopmentKey(PublicJsonWebKey.Factory.newPublicJwk(json));
    } catch (JoseException e) {
      throw new OperatorError(
          "the key in %s cannot be read; delete it".formatted(directory.resolve(FILE)), e);
    }
  }

  /** The public half, as the JWKS that verifies what this key signs. */
  public KeySource publicKeys() {
    return () -> new JsonWebKeySet(key).toJson(OutputControlLevel.PUBLIC_ONLY);
  }

  /** A token in compact form, good from {@code now} for {@code lifetime}. */
  public String sign(
      Principal principal, String issuer, String audience, Instant now, Duration lifetime) {
    JwtClaims claims = new JwtClaims();
    claims.setIssuer(issuer);
    claims.setAudience(audience);
    claims.setIssuedAt(NumericDate.fromSeconds(now.getEpochSecond()));
    claims.setExpirationTime(NumericDate.fromSeconds(now.plus(lifetime).getEpochSecond()));
    PrincipalClaims.write(principal, claims);
    JsonWebSignature signature = new JsonWebSignature();
    signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.EDDSA);
    signature.setKeyIdHeaderValue(key.getKeyId());
    signature.setPayload(claims.toJson());
    signature.setKey(key.getPrivateKey());
    try {
      return signature.getCompactSerialization();
    } catch (JoseException e) {
      throw new IllegalStateException("an Ed25519 key signs", e);
    }
  }

  private static String fresh() {
    try {
      OctetKeyPairJsonWebKey key =
          OkpJwkGenerator.generateJwk(OctetKeyPairJsonWebKey.SUBTYPE_ED25519);
      key.setKeyId(key.calculateBase64urlEncodedThumbprint("SHA-256"));
      return key.toJson(OutputControlLevel.INCLUDE_PRIVATE);
    } catch (JoseException e) {
      throw new IllegalStateException("every JDK makes Ed25519 keys", e);
    }
  }
}
