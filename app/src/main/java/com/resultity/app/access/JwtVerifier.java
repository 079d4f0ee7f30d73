package com.resultity.app.access;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.resultity.ports.access.InvalidToken;
import com.resultity.ports.access.Principal;
import com.resultity.ports.access.Tokens;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.regex.Pattern;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.lang.JoseException;

/**
 * Accepts signed tokens (RFC 7519, with the advice of RFC 8725). The key is found by its id among
 * the trusted ones and settles the algorithm; what a token's header offers as a key is ignored. An
 * accepted token is remembered by its SHA-256 until it expires or the keys change, so a caller that
 * comes again costs a hash and a look-up.
 */
public final class JwtVerifier implements Tokens {
  private static final int LONGEST = 8 * 1024;
  private static final int REMEMBERED = 10_000;
  private static final Duration LEEWAY = Duration.ofSeconds(60);
  private static final Pattern COMPACT = Pattern.compile("[\\w-]++\\.[\\w-]++\\.[\\w-]++");

  private record Accepted(Principal principal, Instant until, KeySet keys) {}

  private final TrustedKeys trusted;
  private final String issuer;
  private final String audience;
  private final InstantSource clock;
  private final Cache<ByteBuffer, Accepted> accepted =
      Caffeine.newBuilder().maximumSize(REMEMBERED).build();

  public JwtVerifier(TrustedKeys trusted, String issuer, String audience, InstantSource clock) {
    this.trusted = trusted;
    this.issuer = issuer;
    this.audience = audience;
    this.clock = clock;
  }

  @Override
  public Principal verify(String token) throws InvalidToken {
    if (token.length() > LONGEST) {
      throw new InvalidToken("the token is longer than %d characters".formatted(LONGEST));
    }
    KeySet keys = trusted.current();
    Instant now = clock.instant();
    ByteBuffer digest = sha256(token);
    Accepted known = accepted.getIfPresent(digest);
    if (known == null || !known.keys().equals(keys) || !now.isBefore(known.until())) {
      known = accept(token, keys, now);
      accepted.put(digest, known);
    }
    return known.principal();
  }

  private Accepted accept(String token, KeySet keys, Instant now) throws InvalidToken {
    if (!COMPACT.matcher(token).matches()) {
      throw new InvalidToken("not a signed token in compact form");
    }
    JwtClaims claims = claims(token, key(token, keys), now);
    return new Accepted(PrincipalClaims.read(claims), expiry(claims).plus(LEEWAY), keys);
  }

  private VerificationKey key(String token, KeySet keys) throws InvalidToken {
    JsonWebSignature header = new JsonWebSignature();
    try {
      header.setCompactSerialization(token);
    } catch (JoseException e) {
      throw new InvalidToken("the token's header cannot be read");
    }
    String id = header.getKeyIdHeaderValue();
    VerificationKey key = id == null ? null : keys.byId().get(id);
    if (key == null) {
      trusted.missed();
      throw new InvalidToken("the token's key is unknown");
    }
    if (!key.algorithm().equals(header.getAlgorithmHeaderValue())) {
      throw new InvalidToken("the token's algorithm is not that of its key");
    }
    return key;
  }

  private JwtClaims claims(String token, VerificationKey key, Instant now) throws InvalidToken {
    try {
      return new JwtConsumerBuilder()
          .setJwsAlgorithmConstraints(
              new AlgorithmConstraints(ConstraintType.PERMIT, key.algorithm()))
          .setVerificationKey(key.key())
          .setExpectedIssuer(issuer)
          .setExpectedAudience(audience)
          .setRequireSubject()
          .setRequireExpirationTime()
          .setEvaluationTime(NumericDate.fromSeconds(now.getEpochSecond()))
          .setAllowedClockSkewInSeconds(Math.toIntExact(LEEWAY.toSeconds()))
          .build()
          .processToClaims(token);
    } catch (InvalidJwtException e) {
      throw new InvalidToken(Refusal.words(e));
    }
  }

  private static Instant expiry(JwtClaims claims) throws InvalidToken {
    try {
      return Instant.ofEpochSecond(claims.getExpirationTime().getValue());
    } catch (MalformedClaimException | DateTimeException e) {
      throw new InvalidToken("the token's expiry is malformed");
    }
  }

  private static ByteBuffer sha256(String token) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(US_ASCII));
      return ByteBuffer.wrap(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
