package com.resultity.ports.journal;

import com.resultity.domain.accounts.KeyRecord;
import com.resultity.domain.accounts.KeyRecord.KeyExpirySet;
import com.resultity.domain.accounts.KeyRecord.KeyIssued;
import com.resultity.domain.accounts.KeyRecord.KeyRevoked;
import com.resultity.domain.accounts.Scope;
import com.resultity.domain.journal.Digest;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/** API key records as fields. */
final class KeyLines {
  private KeyLines() {}

  static String write(JsonWriter out, KeyRecord record) {
    return switch (record) {
      case KeyIssued r -> {
        out.field("expiresAt", r.expiresAt());
        out.field("hash", (Object) r.hash());
        out.field("keyId", (Object) r.keyId());
        out.field("name", r.name());
        out.field("namespaceId", (Object) r.namespaceId());
        out.field("replaces", (Object) r.replaces());
        if (r.requestsPerMinute() != null) {
          out.field("requestsPerMinute", (int) r.requestsPerMinute());
        }
        out.array("scopes");
        r.scopes().stream().map(Scope::code).sorted().forEach(out::element);
        out.endArray();
        yield "key_issued";
      }
      case KeyExpirySet r -> {
        out.field("expiresAt", r.expiresAt());
        out.field("keyId", (Object) r.keyId());
        yield "key_expiry_set";
      }
      case KeyRevoked r -> {
        out.field("keyId", (Object) r.keyId());
        yield "key_revoked";
      }
    };
  }

  static KeyRecord read(String kind, Fields in) {
    UUID id = in.id("keyId");
    return switch (kind) {
      case "key_issued" ->
          new KeyIssued(
              id,
              in.id("namespaceId"),
              in.text("name"),
              new Digest(in.text("hash")),
              scopes(in),
              in.has("requestsPerMinute") ? in.number("requestsPerMinute") : null,
              in.orNull("expiresAt", in::time),
              in.orNull("replaces", in::id));
      case "key_expiry_set" -> new KeyExpirySet(id, in.time("expiresAt"));
      case "key_revoked" -> new KeyRevoked(id);
      default -> throw new IllegalArgumentException("unknown kind " + kind);
    };
  }

  private static Set<Scope> scopes(Fields in) {
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    in.texts("scopes").forEach(scope -> scopes.add(Scope.valueOf(scope.toUpperCase(Locale.ROOT))));
    return scopes;
  }
}
