package com.resultity.domain.accounts;

import com.resultity.domain.journal.Command;
import com.resultity.domain.journal.Ids;
import com.resultity.domain.journal.Intent;
import com.resultity.domain.journal.Touched;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What may be asked of API keys. The home slot of their namespace decides it. */
public sealed interface KeyCommand extends Command {

  /**
   * Issues a key.
   *
   * @param secret to be told once
   * @param expiresAt from when on it is no longer good; null for never
   */
  record IssueKey(
      UUID keyId,
      UUID namespaceId,
      String name,
      KeySecret secret,
      Set<Scope> scopes,
      @Nullable Integer requestsPerMinute,
      @Nullable Instant expiresAt)
      implements KeyCommand {
    public IssueKey {
      scopes = Set.copyOf(scopes);
    }

    @Override
    public int slot() {
      return Ids.homeSlot(namespaceId);
    }

    @Override
    public void touch(Touched touched) {
      touched.namespace(namespaceId).keysOf(namespaceId);
    }

    @Override
    public String intent() {
      return Intent.of(
          "issue_key", namespaceId, name, new TreeSet<>(scopes), requestsPerMinute, expiresAt);
    }
  }

  /**
   * Issues a key in the place of another, with the same name, scopes, limit and expiry.
   *
   * @param secret of the new key, to be told once
   * @param overlap how long both are good
   */
  record RotateKey(UUID keyId, UUID newKeyId, KeySecret secret, Duration overlap)
      implements KeyCommand {
    /** The longest overlap. */
    public static final Duration LONGEST = Duration.ofDays(30);

    @Override
    public int slot() {
      return Ids.homeSlot(keyId);
    }

    @Override
    public void touch(Touched touched) {
      touched.key(keyId);
    }

    @Override
    public String intent() {
      return Intent.of("rotate_key", keyId, overlap);
    }
  }

  /** Ends a key at once. */
  record RevokeKey(UUID keyId) implements KeyCommand {
    @Override
    public int slot() {
      return Ids.homeSlot(keyId);
    }

    @Override
    public void touch(Touched touched) {
      touched.key(keyId);
    }

    @Override
    public String intent() {
      return Intent.of("revoke_key", keyId);
    }
  }
}
