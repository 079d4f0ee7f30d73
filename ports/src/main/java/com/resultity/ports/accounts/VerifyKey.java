package com.resultity.ports.accounts;

import com.resultity.ports.errors.ErrorCode;
import com.resultity.ports.errors.Fault;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/** Tells whose a secret is, and what its holder may do. */
public final class VerifyKey {
  private final KeyReader keys;
  private final KeySecrets secrets;
  private final KeyUses uses;
  private final InstantSource clock;

  public VerifyKey(KeyReader keys, KeySecrets secrets, KeyUses uses, InstantSource clock) {
    this.keys = keys;
    this.secrets = secrets;
    this.uses = uses;
    this.clock = clock;
  }

  /**
   * Looks the key up as it is committed now: what was revoked is revoked.
   *
   * <p>Fails with a {@link Fault}: {@code KEY_INVALID} for whatever is no key's secret, {@code
   * KEY_REVOKED}, {@code KEY_EXPIRED}.
   */
  public Future<KeyStanding> verify(String secret) {
    Optional<UUID> id = KeySecrets.keyOf(secret);
    return id.isEmpty()
        ? Future.failedFuture(new Fault(ErrorCode.KEY_INVALID))
        : keys.find(id.get()).map(found -> good(secret, found));
  }

  private KeyStanding good(String secret, Optional<KeyStanding> found) {
    KeyStanding standing =
        found
            .filter(known -> secrets.matches(secret, known.key()))
            .orElseThrow(() -> new Fault(ErrorCode.KEY_INVALID));
    Instant now = clock.instant();
    standing
        .key()
        .whyNotGood(now)
        .ifPresent(why -> {
          throw new Fault(ErrorCode.of(why));
        });
    uses.note(standing.key().id(), now);
    return standing;
  }
}
