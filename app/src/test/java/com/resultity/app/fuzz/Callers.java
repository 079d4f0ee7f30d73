package com.resultity.app.fuzz;

import com.resultity.app.TestCore;
import com.resultity.ports.access.Principal;
import com.resultity.ports.access.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tokens of every role, narrowed or not, and what is none. */
final class Callers {
  private final List<String> tokens = new ArrayList<>();
  private final String admin;
  private final Chance chance;

  Callers(TestCore core, Known known, Chance chance) {
    this.chance = chance;
    admin = token(core, Role.ADMIN, null, null);
    for (Role role : Role.values()) {
      tokens.add(token(core, role, null, null));
      tokens.add(token(core, role, UUID.fromString(known.id("accountId")), null));
      tokens.add(token(core, role, null, UUID.fromString(known.id("namespaceId"))));
    }
  }

  static String token(TestCore core, Role role, @Nullable UUID account, @Nullable UUID namespace) {
    return core.token(
        new Principal(
            "fuzz-" + role.code(),
            role,
            Optional.ofNullable(account),
            Optional.ofNullable(namespace)));
  }

  /** The value of an authorization header; null for none. */
  @Nullable String authorization() {
    return switch (chance.calm() ? 39 : chance.below(40)) {
      case 0 -> null;
      case 1 -> "Bearer";
      case 2 -> "Bearer " + chance.hex(chance.below(6000));
      case 3 -> "Basic YTpi";
      case 4 -> "Bearer " + broken(chance.of(tokens));
      case 5, 6, 7, 8, 9, 10, 11, 12 -> "Bearer " + chance.of(tokens);
      default -> "Bearer " + admin;
    };
  }

  private String broken(String token) {
    int at = chance.below(token.length());
    return token.substring(0, at) + chance.of(List.of(".", "A", "=", "")) + token.substring(at + 1);
  }
}
