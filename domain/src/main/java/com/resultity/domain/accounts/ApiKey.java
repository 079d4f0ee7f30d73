package com.resultity.domain.accounts;

import com.resultity.domain.journal.Digest;
import com.resultity.domain.journal.RefusalCode;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A key to one namespace. Of its secret only a keyed hash is known.
 *
 * @param id in the namespace's slot; part of the secret, so that a secret finds its key
 * @param hash HMAC-SHA-256 of the secret under a key that is not in the database
 * @param requestsPerMinute what its holder may do with it; null for no limit of its own
 * @param expiresAt from when on it is no longer good; null for never
 * @param replaces the key that it was rotated from
 */
public record ApiKey(
    UUID id,
    UUID namespaceId,
    String name,
    Digest hash,
    Set<Scope> scopes,
    @Nullable Integer requestsPerMinute,
    Instant issuedAt,
    @Nullable Instant expiresAt,
    @Nullable Instant revokedAt,
    @Nullable UUID replaces) {

  /** How many keys that are not revoked a namespace may have. */
  public static final int MOST = 1_000;

  public ApiKey {
    scopes = Set.copyOf(scopes);
  }

  /** Why it is not good at this time; empty when it is. */
  public Optional<RefusalCode> whyNotGood(Instant at) {
    if (revokedAt != null) {
      return Optional.of(RefusalCode.KEY_REVOKED);
    }
    return expiresAt != null && !at.isBefore(expiresAt)
        ? Optional.of(RefusalCode.KEY_EXPIRED)
        : Optional.empty();
  }

  /** This key after one of its own records. */
  public ApiKey after(KeyRecord record, Instant at) {
    return switch (record) {
      case KeyRecord.KeyExpirySet r -> ending(r.expiresAt(), revokedAt);
      case KeyRecord.KeyRevoked _ -> ending(expiresAt, at);
      case KeyRecord.KeyIssued _ -> throw new IllegalArgumentException("issued already");
    };
  }

  private ApiKey ending(@Nullable Instant expiry, @Nullable Instant revocation) {
    return new ApiKey(
        id,
        namespaceId,
        name,
        hash,
        scopes,
        requestsPerMinute,
        issuedAt,
        expiry,
        revocation,
        replaces);
  }

  /** The key as it is issued. */
  public static ApiKey issued(KeyRecord.KeyIssued record, Instant at) {
    return new ApiKey(
        record.keyId(),
        record.namespaceId(),
        record.name(),
        record.hash(),
        record.scopes(),
        record.requestsPerMinute(),
        at,
        record.expiresAt(),
        null,
        record.replaces());
  }
}
