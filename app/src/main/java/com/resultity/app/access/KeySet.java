package com.resultity.app.access;

import com.resultity.app.settings.OperatorError;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.lang.JoseException;

/**
 * The usable keys of a JWKS document (RFC 7517) by key id: Ed25519, P-256 and RSA of at least 2048
 * bits. The key's type settles its algorithm, so a token cannot choose. Keys for encryption,
 * symmetric keys, other curves and keys without an id are left out.
 */
record KeySet(Map<String, VerificationKey> byId) {
  private static final int SHORTEST_RSA_BITS = 2_048;

  KeySet {
    byId = Map.copyOf(byId);
  }

  /**
   * Reads a document.
   *
   * @throws OperatorError when it is not a JWKS, has no usable key, or gives one id to two keys
   */
  static KeySet parse(String json) {
    Map<String, VerificationKey> keys = new HashMap<>();
    for (JsonWebKey key : document(json).getJsonWebKeys()) {
      Optional<VerificationKey> usable = usable(key);
      if (usable.isPresent() && keys.put(key.getKeyId(), usable.get()) != null) {
        throw new OperatorError("the JWKS has two keys with id " + key.getKeyId());
      }
    }
    if (keys.isEmpty()) {
      throw new OperatorError(
          "the JWKS has no usable key: Core takes Ed25519, P-256 and RSA keys with an id (kid)");
    }
    return new KeySet(keys);
  }

  private static JsonWebKeySet document(String json) {
    try {
      return new JsonWebKeySet(json);
    } catch (JoseException e) {
      throw new OperatorError("the JWKS cannot be read: " + e.getMessage(), e);
    }
  }

  private static Optional<VerificationKey> usable(JsonWebKey key) {
    if (key.getKeyId() == null
        || "enc".equals(key.getUse())
        || !(key instanceof PublicJsonWebKey pair)) {
      return Optional.empty();
    }
    return algorithm(pair)
        .filter(name -> key.getAlgorithm() == null || key.getAlgorithm().equals(name))
        .map(name -> new VerificationKey(pair.getPublicKey(), name));
  }

  private static Optional<String> algorithm(PublicJsonWebKey key) {
    return switch (key.getPublicKey()) {
      case EdECPublicKey edwards when edwards.getParams().getName().equals("Ed25519") ->
          Optional.of(AlgorithmIdentifiers.EDDSA);
      case ECPublicKey _
          when key instanceof EllipticCurveJsonWebKey curve
              && curve.getCurveName().equals("P-256") ->
          Optional.of(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
      case RSAPublicKey rsa when rsa.getModulus().bitLength() >= SHORTEST_RSA_BITS ->
          Optional.of(AlgorithmIdentifiers.RSA_USING_SHA256);
      default -> Optional.empty();
    };
  }
}
