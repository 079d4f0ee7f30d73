package com.resultity.app.access;

import com.resultity.ports.access.InvalidToken;
import com.resultity.ports.access.Principal;
import com.resultity.ports.access.Role;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;

/**
 * How a principal is spelled in a token: {@code sub} (up to 255 characters, as in OpenID Connect;
 * none of them a control character), {@code role} (one, lower case) and, to narrow it, {@code
 * account} and {@code namespace} (UUIDs).
 */
final class PrincipalClaims {
  private static final int LONGEST_SUBJECT = 255;
  private static final Pattern PRINTABLE = Pattern.compile("[^\\p{Cc}\\p{Cs}]+");

  private PrincipalClaims() {}

  static Principal read(JwtClaims claims) throws InvalidToken {
    try {
      return new Principal(
          subject(claims), role(claims), id(claims, "account"), id(claims, "namespace"));
    } catch (MalformedClaimException e) {
      throw new InvalidToken("the token's claims are incomplete or malformed");
    }
  }

  static void write(Principal principal, JwtClaims claims) {
    claims.setSubject(principal.subject());
    claims.setStringClaim("role", principal.role().code());
    principal.account().ifPresent(id -> claims.setStringClaim("account", id.toString()));
    principal.namespace().ifPresent(id -> claims.setStringClaim("namespace", id.toString()));
  }

  // It is recorded with every command: what the database cannot store would fail a whole block.
  private static String subject(JwtClaims claims) throws InvalidToken, MalformedClaimException {
    String subject = claims.getSubject();
    if (subject.isBlank()) {
      throw new InvalidToken("the token's subject is blank");
    }
    if (subject.length() > LONGEST_SUBJECT) {
      throw new InvalidToken(
          "the token's subject is longer than %d characters".formatted(LONGEST_SUBJECT));
    }
    if (!PRINTABLE.matcher(subject).matches()) {
      throw new InvalidToken("the token's subject has a control character or half of one");
    }
    return subject;
  }

  private static Role role(JwtClaims claims) throws InvalidToken, MalformedClaimException {
    String code = claims.getStringClaimValue("role");
    return Stream.of(Role.values())
        .filter(role -> role.code().equals(code))
        .findFirst()
        .orElseThrow(() -> new InvalidToken("the token's role is unknown"));
  }

  /** A narrowing that cannot be read must refuse the token: ignoring it would widen the token. */
  private static Optional<UUID> id(JwtClaims claims, String name)
      throws InvalidToken, MalformedClaimException {
    if (!claims.getClaimNames().contains(name)) {
      return Optional.empty();
    }
    String text = String.valueOf(claims.getStringClaimValue(name));
    try {
      UUID id = UUID.fromString(text);
      if (id.toString().equalsIgnoreCase(text)) {
        return Optional.of(id);
      }
    } catch (IllegalArgumentException e) {
      // Refused below, like the short forms that UUID takes.
    }
    throw new InvalidToken("the token's %s is no UUID".formatted(name));
  }
}
