package com.resultity.app.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.resultity.ports.access.InvalidToken;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.OkpJwkGenerator;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What attackers make of tokens (RFC 8725), against a Core that trusts a key of each kind. */
class ForgedTokensTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z"));
  private static final String CLAIMS =
      """
      {"iss":"issuer","aud":"core","sub":"me","role":"admin","exp":1767229200}\
      """;
  private static final String UNKNOWN = "the token's key is unknown";
  private static final String OTHER_ALGORITHM = "the token's algorithm is not that of its key";
  private static final String NOT_COMPACT = "not a signed token in compact form";

  private final PublicJsonWebKey edwards = key("edwards", OkpJwkGenerator.generateJwk("Ed25519"));
  private final PublicJsonWebKey curve =
      key("curve", EcJwkGenerator.generateJwk(EllipticCurves.P256));
  private final PublicJsonWebKey rsa = key("rsa", RsaJwkGenerator.generateJwk(2048));
  private final PublicJsonWebKey mine = key("mine", OkpJwkGenerator.generateJwk("Ed25519"));
  private TrustedKeys trusted;
  private JwtVerifier verifier;

  ForgedTokensTest() throws JoseException {}

  @BeforeEach
  void trust() {
    trust(edwards, curve, rsa);
  }

  private void trust(PublicJsonWebKey... keys) {
    String document = new JsonWebKeySet(keys).toJson(OutputControlLevel.PUBLIC_ONLY);
    trusted = TrustedKeys.open(() -> document, CLOCK);
    verifier = new JwtVerifier(trusted, "issuer", "core", CLOCK);
  }

  @AfterEach
  void close() {
    trusted.close();
  }

  @Test
  void theHonestTokenIsAccepted() throws JoseException, InvalidToken {
    assertThat(verifier.verify(signed(edwards, "EdDSA", "edwards")).subject()).isEqualTo("me");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "none",
        "None",
        "NONE",
        "nOnE",
        "",
        "HS256",
        "HS512",
        "A128KW",
        "PBES2-HS256+A128KW"
      })
  void noAlgorithmButTheKeysOwnIsTaken(String algorithm) {
    for (String id : List.of("edwards", "curve", "rsa")) {
      String header = "{\"alg\":\"%s\",\"kid\":\"%s\"}".formatted(algorithm, id);
      assertRefused(base64(header) + "." + base64(CLAIMS) + ".AAAA", OTHER_ALGORITHM);
      assertRefused(base64(header) + "." + base64(CLAIMS) + ".", NOT_COMPACT);
    }
  }

  @Test
  void aPublicKeyIsNoSharedSecret() throws JoseException {
    for (PublicJsonWebKey key : List.of(edwards, curve, rsa)) {
      byte[] der = key.getPublicKey().getEncoded();
      String pem = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
      String armoured = "-----BEGIN PUBLIC KEY-----\n" + pem + "\n-----END PUBLIC KEY-----\n";
      for (byte[] secret : List.of(der, armoured.getBytes(StandardCharsets.US_ASCII))) {
        JsonWebSignature forged = unsigned("HS256", key.getKeyId());
        forged.setKey(new HmacKey(secret));
        forged.setDoKeyValidation(false);
        assertRefused(forged.getCompactSerialization(), OTHER_ALGORITHM);
      }
    }
  }

  @Test
  void theAlgorithmOfAnotherKindOfKeyIsRefused() throws JoseException {
    assertRefused(signed(curve, "ES256", "edwards"), OTHER_ALGORITHM);
    assertRefused(signed(curve, "ES256", "rsa"), OTHER_ALGORITHM);
    assertRefused(signed(rsa, "RS256", "curve"), OTHER_ALGORITHM);
    assertRefused(signed(edwards, "EdDSA", "rsa"), OTHER_ALGORITHM);
    assertRefused(signed(rsa, "PS256", "rsa"), OTHER_ALGORITHM);
    assertRefused(signed(rsa, "RS512", "rsa"), OTHER_ALGORITHM);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../../etc/passwd",
        "/dev/null",
        "file:///etc/passwd",
        "https://attacker.example/jwks.json",
        "x' UNION SELECT 'secret",
        "edwards' --",
        "edwards\\u0000",
        "EDWARDS",
        " edwards",
        "$(id)"
      })
  void aKeyIdIsOnlyEverLookedUp(String id) {
    String header = base64("{\"alg\":\"EdDSA\",\"kid\":\"" + id + "\"}");
    assertRefused(header + "." + base64(CLAIMS) + ".AAAA", UNKNOWN);
  }

  @Test
  void keysThatTheTokenBringsOrPointsToAreIgnored() throws JoseException {
    for (String name : List.of("jku", "x5u")) {
      JsonWebSignature forged = unsigned("EdDSA", "edwards");
      forged.setHeader(name, "https://attacker.example/keys");
      assertRefused(sign(forged, mine), "the token's signature is wrong");
    }
    JsonWebSignature embedded = unsigned("EdDSA", "edwards");
    embedded.setJwkHeader(mine);
    assertRefused(sign(embedded, mine), "the token's signature is wrong");
    JsonWebSignature certificate = unsigned("EdDSA", "edwards");
    certificate.setHeader("x5c", "MIIB");
    assertRefused(sign(certificate, mine), "the token's signature is wrong");
    assertRefused(signed(mine, "EdDSA", "mine"), UNKNOWN);
  }

  @Test
  void aCriticalExtensionThatIsNotUnderstoodIsRefused() throws JoseException {
    JsonWebSignature extended = unsigned("EdDSA", "edwards");
    extended.setHeader("tenant", "all");
    extended.setHeader("crit", List.of("tenant"));
    String token = sign(extended, edwards);
    assertThatExceptionOfType(InvalidToken.class).isThrownBy(() -> verifier.verify(token));
  }

  @Test
  void aTokenHasThreePartsAndItsHeaderSaysNothingTwice() throws JoseException {
    String token = signed(edwards, "EdDSA", "edwards");
    String[] parts = token.split("\\.", -1);
    for (String other :
        List.of(
            token + ".AAAA",
            token + "." + parts[1] + "." + parts[2],
            token + ".",
            "." + token,
            parts[0] + "." + parts[1],
            parts[0] + ".." + parts[2],
            token + " ",
            token.replace('.', ':'),
            "{\"payload\":\"" + parts[1] + "\"}")) {
      assertRefused(other, NOT_COMPACT);
    }
    String twice = "{\"alg\":\"none\",\"kid\":\"mine\",\"kid\":\"edwards\",\"alg\":\"EdDSA\"}";
    assertRefused(
        base64(twice) + "." + parts[1] + "." + parts[2], "the token's header cannot be read");
  }

  @Test
  void weakKeysAndOtherCurvesAreNotTrusted() throws JoseException {
    PublicJsonWebKey other = key("p384", EcJwkGenerator.generateJwk(EllipticCurves.P384));
    PublicJsonWebKey weak = key("weak", RsaJwkGenerator.generateJwk(1024));
    assertThat(((RSAPublicKey) weak.getPublicKey()).getModulus().bitLength()).isEqualTo(1024);
    trusted.close();
    trust(edwards, other, weak);
    assertThat(trusted.count()).isEqualTo(1);
    assertRefused(signed(other, "ES384", "p384"), UNKNOWN);
    assertRefused(signed(weak, "RS256", "weak"), UNKNOWN);
  }

  private void assertRefused(String token, String why) {
    assertThatExceptionOfType(InvalidToken.class)
        .as(token)
        .isThrownBy(() -> verifier.verify(token))
        .withMessage(why);
  }

  private static PublicJsonWebKey key(String id, PublicJsonWebKey key) {
    key.setKeyId(id);
    return key;
  }

  private static String signed(PublicJsonWebKey key, String algorithm, String id)
      throws JoseException {
    return sign(unsigned(algorithm, id), key);
  }

  private static String sign(JsonWebSignature token, PublicJsonWebKey key) throws JoseException {
    token.setKey(key.getPrivateKey());
    token.setDoKeyValidation(false);
    return token.getCompactSerialization();
  }

  private static JsonWebSignature unsigned(String algorithm, String id) {
    JsonWebSignature token = new JsonWebSignature();
    token.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
    token.setAlgorithmHeaderValue(algorithm);
    token.setKeyIdHeaderValue(id);
    token.setPayload(CLAIMS);
    return token;
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
