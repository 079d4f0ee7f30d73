package com.resultity.domain.accounts;

import com.resultity.domain.journal.Digest;
import com.resultity.domain.journal.LogRecord;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What happened to API keys. */
public sealed interface KeyRecord extends LogRecord {
  UUID keyId();

  /** A key exists from now on. */
  record KeyIssued(
      UUID keyId,
      UUID namespaceId,
      String name,
      Digest hash,
      Set<Scope> scopes,
      @Nullable Integer requestsPerMinute,
      @Nullable Instant expiresAt,
      @Nullable UUID replaces)
      implements KeyRecord {
    public KeyIssued {
      scopes = Set.copyOf(scopes);
    }
  }

  /** It is good until then, because another takes its place. */
  record KeyExpirySet(UUID keyId, Instant expiresAt) implements KeyRecord {}

  /** It is no longer good. */
  record KeyRevoked(UUID keyId) implements KeyRecord {}
}
