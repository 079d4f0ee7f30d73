package com.resultity.http.accounts;

import com.resultity.domain.accounts.ApiKey;
import com.resultity.domain.accounts.Scope;
import com.resultity.domain.ledger.Credits;
import com.resultity.http.Json;
import com.resultity.http.Reply;
import com.resultity.ports.accounts.KeySecrets;
import com.resultity.ports.accounts.KeyStanding;
import com.resultity.ports.accounts.KeyView;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Writes API keys, without their secrets. */
final class KeyJson {
  private KeyJson() {}

  /** The fields of an object that has begun, and its end. */
  static void write(Json out, KeyView view) {
    ApiKey key = view.key();
    out.field("keyId", key.id());
    out.field("namespaceId", key.namespaceId());
    out.field("name", key.name());
    out.field("prefix", KeySecrets.prefix(key.id()));
    scopes(out, key.scopes());
    if (key.requestsPerMinute() != null) {
      out.field("requestsPerMinute", (int) key.requestsPerMinute());
    }
    out.field("issuedAt", key.issuedAt());
    out.field("expiresAt", key.expiresAt());
    out.field("revokedAt", key.revokedAt());
    out.field("replaces", key.replaces());
    out.field("lastUsedAt", view.lastUsedAt());
    out.end();
  }

  private static void scopes(Json out, Collection<Scope> scopes) {
    out.array("scopes");
    scopes.stream().sorted().map(Scope::code).forEach(out::element);
    out.endArray();
  }

  static Reply standing(KeyStanding standing, @Nullable Long amount) {
    ApiKey key = standing.key();
    Credits credits = standing.standing().credits();
    Json out = new Json().object();
    out.field("keyId", key.id());
    out.field("accountId", standing.namespace().accountId());
    out.field("namespaceId", key.namespaceId());
    out.field("network", standing.namespace().network().code());
    out.field("status", standing.namespace().status().code());
    out.field("suspended", standing.namespace().suspended());
    scopes(out, key.scopes());
    if (key.requestsPerMinute() != null) {
      out.field("requestsPerMinute", (int) key.requestsPerMinute());
    }
    out.field("expiresAt", key.expiresAt());
    out.field("available", credits.available());
    out.field("held", credits.held());
    out.field("debt", credits.debt());
    out.field("debtLimit", standing.debtLimit());
    if (amount != null) {
      out.field("sufficient", standing.standing().covers(amount));
    }
    return Reply.ok(out.end());
  }
}
