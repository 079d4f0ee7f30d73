package com.resultity.ports.access;

import java.util.Optional;
import java.util.UUID;

/**
 * An authenticated caller.
 *
 * @param account the only account it may touch, if narrowed
 * @param namespace the only namespace it may touch, if narrowed
 */
public record Principal(
    String subject, Role role, Optional<UUID> account, Optional<UUID> namespace) {
  /** Who shows no token, and may do no more than whoever may least. */
  public static final Principal ANYONE =
      new Principal("anyone", Role.STATUS, Optional.empty(), Optional.empty());
}
