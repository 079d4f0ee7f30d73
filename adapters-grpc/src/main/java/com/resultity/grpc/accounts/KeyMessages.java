package com.resultity.grpc.accounts;

import com.resultity.domain.accounts.ApiKey;
import com.resultity.domain.accounts.KeyRecord.KeyIssued;
import com.resultity.domain.accounts.Namespace;
import com.resultity.domain.accounts.Scope;
import com.resultity.domain.ledger.Credits;
import com.resultity.grpc.accounts.v1.KeyScope;
import com.resultity.grpc.accounts.v1.ListKeysResponse;
import com.resultity.grpc.accounts.v1.VerifyKeyRequest;
import com.resultity.grpc.accounts.v1.VerifyKeyResponse;
import com.resultity.grpc.calls.Render;
import com.resultity.ports.accounts.KeySecrets;
import com.resultity.ports.accounts.KeyStanding;
import com.resultity.ports.accounts.KeyView;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Renders API keys, without their secrets. */
final class KeyMessages {
  private KeyMessages() {}

  /** The key as it was issued. */
  static com.resultity.grpc.accounts.v1.ApiKey issued(KeyIssued issued, Instant at) {
    return key(new KeyView(ApiKey.issued(issued, at), null));
  }

  /** The page, of which one more was asked for than it may have. */
  static ListKeysResponse page(List<KeyView> found, int limit) {
    List<KeyView> page = found.subList(0, Math.min(found.size(), limit));
    ListKeysResponse.Builder answer = ListKeysResponse.newBuilder();
    page.forEach(view -> answer.addKeys(key(view)));
    if (found.size() > limit) {
      answer.setNextCursor(page.getLast().key().id().toString());
    }
    return answer.build();
  }

  private static com.resultity.grpc.accounts.v1.ApiKey key(KeyView view) {
    ApiKey key = view.key();
    com.resultity.grpc.accounts.v1.ApiKey.Builder message =
        com.resultity.grpc.accounts.v1.ApiKey.newBuilder()
            .setKeyId(key.id().toString())
            .setNamespaceId(key.namespaceId().toString())
            .setName(key.name())
            .setPrefix(KeySecrets.prefix(key.id()))
            .addAllScopes(scopes(key.scopes()))
            .setIssuedAt(Render.time(key.issuedAt()));
    if (key.requestsPerMinute() != null) {
      message.setRequestsPerMinute(key.requestsPerMinute());
    }
    if (key.expiresAt() != null) {
      message.setExpiresAt(Render.time(key.expiresAt()));
    }
    if (key.revokedAt() != null) {
      message.setRevokedAt(Render.time(key.revokedAt()));
    }
    if (key.replaces() != null) {
      message.setReplaces(key.replaces().toString());
    }
    if (view.lastUsedAt() != null) {
      message.setLastUsedAt(Render.time(view.lastUsedAt()));
    }
    return message.build();
  }

  static VerifyKeyResponse verified(KeyStanding found, VerifyKeyRequest request) {
    ApiKey key = found.key();
    Namespace namespace = found.namespace();
    Credits credits = found.standing().credits();
    VerifyKeyResponse.Builder answer =
        VerifyKeyResponse.newBuilder()
            .setKeyId(key.id().toString())
            .setAccountId(namespace.accountId().toString())
            .setNamespaceId(namespace.id().toString())
            .setNetwork(Render.network(namespace.network()))
            .setStatus(AccountMessages.status(namespace.status()))
            .setSuspended(namespace.suspended())
            .addAllScopes(scopes(key.scopes()))
            .setAvailable(credits.available())
            .setHeld(credits.held())
            .setDebt(credits.debt())
            .setDebtLimit(found.debtLimit());
    if (key.requestsPerMinute() != null) {
      answer.setRequestsPerMinute(key.requestsPerMinute());
    }
    if (key.expiresAt() != null) {
      answer.setExpiresAt(Render.time(key.expiresAt()));
    }
    if (request.hasAmount()) {
      answer.setSufficient(found.standing().covers(request.getAmount()));
    }
    return answer.build();
  }

  /** The scope that is named; null when none is. */
  static @Nullable Scope scopeOrNull(KeyScope scope) {
    return switch (scope) {
      case KEY_SCOPE_SUBMIT_JOBS -> Scope.SUBMIT_JOBS;
      case KEY_SCOPE_READ_JOBS -> Scope.READ_JOBS;
      case KEY_SCOPE_READ_CREDITS -> Scope.READ_CREDITS;
      case KEY_SCOPE_READ_USAGE -> Scope.READ_USAGE;
      case KEY_SCOPE_UNSPECIFIED, UNRECOGNIZED -> null;
    };
  }

  // Always in the same order.
  private static List<KeyScope> scopes(Collection<Scope> scopes) {
    return scopes.stream().sorted().map(KeyMessages::scope).toList();
  }

  private static KeyScope scope(Scope scope) {
    return switch (scope) {
      case SUBMIT_JOBS -> KeyScope.KEY_SCOPE_SUBMIT_JOBS;
      case READ_JOBS -> KeyScope.KEY_SCOPE_READ_JOBS;
      case READ_CREDITS -> KeyScope.KEY_SCOPE_READ_CREDITS;
      case READ_USAGE -> KeyScope.KEY_SCOPE_READ_USAGE;
    };
  }
}
