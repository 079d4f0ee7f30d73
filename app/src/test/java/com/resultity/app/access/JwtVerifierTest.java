package com.resultity.app.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.resultity.ports.access.InvalidToken;
import com.resultity.ports.access.Principal;
import com.resultity.ports.access.Role;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.OkpJwkGenerator;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JwtVerifierTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final String UNKNOWN = "the token's key is unknown";

  private final AtomicReference<Instant> time = new AtomicReference<>(START);
  private final InstantSource clock = time::get;
  private final AtomicReference<String> document = new AtomicReference<>("");
  private PublicJsonWebKey key;
  private TrustedKeys trusted;
  private JwtVerifier verifier;

  @BeforeEach
  void trustOneKey() throws JoseException {
    key = named(OkpJwkGenerator.generateJwk("Ed25519"), "k1");
    trust(key);
    trusted = TrustedKeys.open(document::get, clock);
    verifier = new JwtVerifier(trusted, "issuer", "core", clock);
  }

  @AfterEach
  void close() {
    trusted.close();
  }

  @Test
  void acceptsEachAlgorithm() throws JoseException, InvalidToken {
    PublicJsonWebKey curve = named(EcJwkGenerator.generateJwk(EllipticCurves.P256), "k2");
    PublicJsonWebKey rsa = named(RsaJwkGenerator.generateJwk(2048), "k3");
    trust(key, curve, rsa);
    try (TrustedKeys three = TrustedKeys.open(document::get, clock)) {
      JwtVerifier all = new JwtVerifier(three, "issuer", "core", clock);
      for (var entry : Map.of(key, "EdDSA", curve, "ES256", rsa, "RS256").entrySet()) {
        assertThat(all.verify(token(entry.getKey(), entry.getValue(), claims -> {})).subject())
            .isEqualTo("gate");
      }
    }
  }

  @Test
  void readsRoleAndNarrowing() throws JoseException, InvalidToken {
    UUID account = UUID.fromString("0198c6f0-5a3e-7c41-9d52-1f6e0b7a2c11");
    assertThat(verifier.verify(token(claims -> claims.setStringClaim("account", account + ""))))
        .isEqualTo(new Principal("gate", Role.CLOUD, Optional.of(account), Optional.empty()));
  }

  @Test
  void refusesAlgorithmNone() {
    String header = base64("{\"alg\":\"none\",\"kid\":\"k1\"}");
    String claims = base64("{\"sub\":\"gate\",\"role\":\"admin\"}");
    assertRefused(header + "." + claims + ".", "not a signed token in compact form");
    assertRefused(header + "." + claims + ".AAAA", "the token's algorithm is not that of its key");
  }

  @Test
  void refusesHs256KeyedWithThePublicKey() throws JoseException {
    JsonWebSignature forged = unsigned("k1", "HS256", claims());
    forged.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
    forged.setKey(new HmacKey(key.getPublicKey().getEncoded()));
    assertRefused(forged.getCompactSerialization(), "the token's algorithm is not that of its key");
  }

  @Test
  void refusesAnotherKeysSignatureUnderAKnownId() throws JoseException {
    PublicJsonWebKey other = named(OkpJwkGenerator.generateJwk("Ed25519"), "k1");
    assertRefused(token(other, "EdDSA", claims -> {}), "the token's signature is wrong");
  }

  @Test
  void refusesAKeyThatTheHeaderBringsAlong() throws JoseException {
    PublicJsonWebKey own = named(OkpJwkGenerator.generateJwk("Ed25519"), "mine");
    JsonWebSignature forged = unsigned("mine", "EdDSA", claims());
    forged.setJwkHeader(own);
    forged.setKey(own.getPrivateKey());
    assertRefused(forged.getCompactSerialization(), UNKNOWN);
  }

  @Test
  void refusesUnknownMissingAndPathLikeKeyIds() throws JoseException {
    for (String id : new String[] {"k2", "", "../../dev-key", "/dev/null", "k1\u0000", "K1"}) {
      JsonWebSignature signature = unsigned(id, "EdDSA", claims());
      signature.setKey(key.getPrivateKey());
      assertRefused(signature.getCompactSerialization(), UNKNOWN);
    }
  }

  @Test
  void refusesWrongIssuerAndAudience() throws JoseException {
    assertRefused(
        token(claims -> claims.setIssuer("other")), "the token's issuer is not the expected one");
    assertRefused(
        token(claims -> claims.unsetClaim("iss")), "the token's issuer is not the expected one");
    assertRefused(
        token(claims -> claims.setAudience("other")), "the token is not meant for this service");
    assertRefused(
        token(claims -> claims.unsetClaim("aud")), "the token is not meant for this service");
  }

  @Test
  void boundsValidityWithAMinuteOfLeeway() throws JoseException, InvalidToken {
    String token = token(claims -> claims.setNotBefore(at(START.plusSeconds(300))));
    assertRefused(token, "the token is not valid yet");
    time.set(START.plusSeconds(240));
    assertThat(verifier.verify(token).subject()).isEqualTo("gate");
    time.set(START.plus(Duration.ofHours(1)).plusSeconds(59));
    assertThat(verifier.verify(token).subject()).isEqualTo("gate");
    time.set(START.plus(Duration.ofHours(1)).plusSeconds(60));
    assertRefused(token, "the token has expired");
  }

  @Test
  void refusesATokenWithoutExpirySubjectOrRole() throws JoseException {
    for (String name : new String[] {"exp", "sub"}) {
      assertRefused(
          token(claims -> claims.unsetClaim(name)),
          "the token's claims are incomplete or malformed");
    }
    assertRefused(token(claims -> claims.unsetClaim("role")), "the token's role is unknown");
    assertRefused(
        token(claims -> claims.setStringClaim("role", "ADMIN")), "the token's role is unknown");
    assertRefused(
        token(claims -> claims.setStringListClaim("role", "admin", "cloud")),
        "the token's claims are incomplete or malformed");
  }

  @Test
  void refusesANarrowingItCannotRead() throws JoseException {
    assertRefused(
        token(claims -> claims.setStringClaim("account", "1-1-1-1-1")),
        "the token's account is no UUID");
    assertRefused(
        token(claims -> claims.setClaim("namespace", null)), "the token's namespace is no UUID");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\\u0000", "a\\u0000b", "\\n", "\\u007f", "\\u0085", "\\ud83d", "\\ude00\\ud83d"})
  void refusesASubjectThatTheDatabaseCouldNotStore(String subject) throws JoseException {
    assertRefused(
        tokenOf("gate" + subject), "the token's subject has a control character or half of one");
  }

  @Test
  void boundsTheSubject() throws JoseException, InvalidToken {
    assertRefused(tokenOf(" \\t "), "the token's subject is blank");
    assertRefused(tokenOf("x".repeat(256)), "the token's subject is longer than 255 characters");
    for (String longest :
        List.of("x".repeat(255), "\u20ac".repeat(255), "\ud83d\ude00".repeat(127))) {
      assertThat(verifier.verify(tokenOf(longest)).subject()).isEqualTo(longest);
    }
  }

  // With the subject as JSON spells it.
  private String tokenOf(String subject) throws JoseException {
    JsonWebSignature signature = unsigned("k1", "EdDSA", claims());
    signature.setPayload(claims().toJson().replace("\"gate\"", '"' + subject + '"'));
    signature.setKey(key.getPrivateKey());
    return signature.getCompactSerialization();
  }

  @Test
  void refusesOversizedTokens() throws JoseException {
    assertRefused(
        token(claims -> claims.setStringClaim("filler", "x".repeat(8_192))),
        "the token is longer than 8192 characters");
  }

  @Test
  void refusesATamperedPayloadEvenAfterTheRealTokenWasAccepted()
      throws JoseException, InvalidToken {
    String token = token(claims -> {});
    verifier.verify(token);
    String[] parts = token.split("\\.", -1);
    String payload =
        new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8)
            .replace("cloud", "admin");
    assertRefused(
        parts[0] + "." + base64(payload) + "." + parts[2], "the token's signature is wrong");
    assertRefused(
        parts[0] + "." + parts[1] + "." + parts[2] + "=", "not a signed token in compact form");
  }

  @Test
  void forgetsAcceptedTokensWhenTheirKeyIsWithdrawn() throws JoseException, InvalidToken {
    String token = token(claims -> {});
    verifier.verify(token);
    PublicJsonWebKey next = named(OkpJwkGenerator.generateJwk("Ed25519"), "k2");
    trust(next);
    trusted.readAgain();
    assertRefused(token, UNKNOWN);
    assertThat(verifier.verify(token(next, "EdDSA", claims -> {})).role()).isEqualTo(Role.CLOUD);
  }

  @Test
  void keepsTheLastKeysWhileTheSourceIsBroken() throws JoseException, InvalidToken {
    document.set("{\"keys\":[]}");
    trusted.readAgain();
    assertThat(verifier.verify(token(claims -> {})).subject()).isEqualTo("gate");
  }

  @Test
  void acceptsWhatTheDevelopmentKeySignsAcrossRestarts(@TempDir Path directory)
      throws InvalidToken {
    Principal auditor =
        new Principal("me", Role.AUDITOR, Optional.empty(), Optional.of(UUID.randomUUID()));
    String token =
        DevelopmentKey.in(directory).sign(auditor, "issuer", "core", START, Duration.ofMinutes(5));
    try (TrustedKeys keys = TrustedKeys.open(DevelopmentKey.in(directory).publicKeys(), clock)) {
      assertThat(new JwtVerifier(keys, "issuer", "core", clock).verify(token)).isEqualTo(auditor);
    }
  }

  private void assertRefused(String token, String why) {
    assertThatExceptionOfType(InvalidToken.class)
        .isThrownBy(() -> verifier.verify(token))
        .withMessage(why);
  }

  private void trust(PublicJsonWebKey... keys) {
    document.set(new JsonWebKeySet(keys).toJson(OutputControlLevel.PUBLIC_ONLY));
  }

  private String token(Consumer<JwtClaims> change) throws JoseException {
    return token(key, "EdDSA", change);
  }

  private static String token(PublicJsonWebKey key, String algorithm, Consumer<JwtClaims> change)
      throws JoseException {
    JwtClaims claims = claims();
    change.accept(claims);
    JsonWebSignature signature = unsigned(key.getKeyId(), algorithm, claims);
    signature.setKey(key.getPrivateKey());
    return signature.getCompactSerialization();
  }

  private static JsonWebSignature unsigned(String id, String algorithm, JwtClaims claims) {
    JsonWebSignature signature = new JsonWebSignature();
    signature.setKeyIdHeaderValue(id);
    signature.setAlgorithmHeaderValue(algorithm);
    signature.setPayload(claims.toJson());
    return signature;
  }

  private static JwtClaims claims() {
    JwtClaims claims = new JwtClaims();
    claims.setIssuer("issuer");
    claims.setAudience("core");
    claims.setSubject("gate");
    claims.setStringClaim("role", "cloud");
    claims.setExpirationTime(at(START.plus(Duration.ofHours(1))));
    return claims;
  }

  private static NumericDate at(Instant instant) {
    return NumericDate.fromSeconds(instant.getEpochSecond());
  }

  private static PublicJsonWebKey named(PublicJsonWebKey key, String id) {
    key.setKeyId(id);
    return key;
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
