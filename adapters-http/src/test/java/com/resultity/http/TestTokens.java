package com.resultity.http;

import com.resultity.ports.access.InvalidToken;
import com.resultity.ports.access.Principal;
import com.resultity.ports.access.Role;
import com.resultity.ports.access.Tokens;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * Tokens that say what they stand for: a role, or {@code role/account/id}, {@code
 * role/namespace/id}.
 */
final class TestTokens implements Tokens {
  static String of(Role role) {
    return role.code();
  }

  static String ofAccount(Role role, String id) {
    return role.code() + "/account/" + id;
  }

  static String ofNamespace(Role role, String id) {
    return role.code() + "/namespace/" + id;
  }

  @Override
  public Principal verify(String token) throws InvalidToken {
    String[] parts = token.split("/", -1);
    try {
      Role role = Role.valueOf(parts[0].toUpperCase(Locale.ROOT));
      Optional<UUID> account = narrowed(parts, "account");
      return new Principal("test-" + role.code(), role, account, narrowed(parts, "namespace"));
    } catch (IllegalArgumentException unknown) {
      throw new InvalidToken("The token is not valid");
    }
  }

  private static Optional<UUID> narrowed(String[] parts, String to) {
    return parts.length == 3 && parts[1].equals(to)
        ? Optional.of(UUID.fromString(parts[2]))
        : Optional.empty();
  }
}
