package com.resultity.domain.accounts;

import com.resultity.domain.accounts.KeyCommand.IssueKey;
import com.resultity.domain.accounts.KeyCommand.RevokeKey;
import com.resultity.domain.accounts.KeyCommand.RotateKey;
import com.resultity.domain.accounts.KeyRecord.KeyExpirySet;
import com.resultity.domain.accounts.KeyRecord.KeyIssued;
import com.resultity.domain.accounts.KeyRecord.KeyRevoked;
import com.resultity.domain.journal.Decision;
import com.resultity.domain.journal.RefusalCode;
import com.resultity.domain.journal.SlotState;
import java.time.Instant;
import java.util.Optional;

/** The rules of API keys. */
public final class KeyDecider {
  private KeyDecider() {}

  /** Decides one command at the block's time. */
  public static Decision decide(KeyCommand command, SlotState state, Instant at) {
    return switch (command) {
      case IssueKey issue -> issue(issue, state, at);
      case RotateKey rotate -> rotate(rotate, state, at);
      case RevokeKey revoke -> revoke(revoke, state);
    };
  }

  private static Decision issue(IssueKey command, SlotState state, Instant at) {
    Namespace namespace = state.namespace(command.namespaceId());
    if (namespace == null) {
      return Decision.refuse(RefusalCode.NAMESPACE_NOT_FOUND);
    }
    if (namespace.status() == NamespaceStatus.CLOSED) {
      return Decision.refuse(RefusalCode.NAMESPACE_CLOSED);
    }
    if (command.expiresAt() != null && !command.expiresAt().isAfter(at)) {
      return Decision.refuse(RefusalCode.EXPIRY_NOT_IN_FUTURE);
    }
    if (state.keysOf(command.namespaceId()) >= ApiKey.MOST) {
      return Decision.refuse(RefusalCode.TOO_MANY_KEYS);
    }
    return Decision.accept(
        new KeyIssued(
            command.keyId(),
            command.namespaceId(),
            command.name(),
            command.secret().hash(),
            command.scopes(),
            command.requestsPerMinute(),
            command.expiresAt(),
            null));
  }

  private static Decision rotate(RotateKey command, SlotState state, Instant at) {
    ApiKey key = state.key(command.keyId());
    if (key == null) {
      return Decision.refuse(RefusalCode.KEY_NOT_FOUND);
    }
    Optional<RefusalCode> why = key.whyNotGood(at);
    if (why.isPresent()) {
      return Decision.refuse(why.get());
    }
    Instant end = at.plus(command.overlap());
    Instant expiry = key.expiresAt();
    return Decision.accept(
        new KeyIssued(
            command.newKeyId(),
            key.namespaceId(),
            key.name(),
            command.secret().hash(),
            key.scopes(),
            key.requestsPerMinute(),
            expiry,
            key.id()),
        new KeyExpirySet(key.id(), expiry == null || end.isBefore(expiry) ? end : expiry));
  }

  private static Decision revoke(RevokeKey command, SlotState state) {
    ApiKey key = state.key(command.keyId());
    if (key == null) {
      return Decision.refuse(RefusalCode.KEY_NOT_FOUND);
    }
    return key.revokedAt() == null
        ? Decision.accept(new KeyRevoked(key.id()))
        : Decision.refuse(RefusalCode.KEY_REVOKED);
  }
}
