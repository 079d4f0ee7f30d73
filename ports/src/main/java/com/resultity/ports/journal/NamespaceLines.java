package com.resultity.ports.journal;

import com.resultity.domain.accounts.NamespaceRecord;
import com.resultity.domain.accounts.NamespaceRecord.NamespaceClosed;
import com.resultity.domain.accounts.NamespaceRecord.NamespaceOpened;
import com.resultity.domain.accounts.NamespaceRecord.NamespaceRenamed;
import com.resultity.domain.accounts.NamespaceRecord.NamespaceResumed;
import com.resultity.domain.accounts.NamespaceRecord.NamespaceSuspended;
import com.resultity.domain.network.Network;
import java.util.Locale;
import java.util.UUID;

/** Namespace records as fields. */
final class NamespaceLines {
  private NamespaceLines() {}

  static String write(JsonWriter out, NamespaceRecord record) {
    if (record instanceof NamespaceOpened opened) {
      out.field("accountId", (Object) opened.accountId());
      out.field("name", opened.name());
    }
    if (record instanceof NamespaceRenamed renamed) {
      out.field("name", renamed.name());
    }
    out.field("namespaceId", (Object) record.namespaceId());
    return switch (record) {
      case NamespaceOpened r -> {
        out.field("network", r.network().code());
        yield "namespace_opened";
      }
      case NamespaceRenamed _ -> "namespace_renamed";
      case NamespaceClosed _ -> "namespace_closed";
      case NamespaceSuspended _ -> "namespace_suspended";
      case NamespaceResumed _ -> "namespace_resumed";
    };
  }

  static NamespaceRecord read(String kind, Fields in) {
    UUID id = in.id("namespaceId");
    return switch (kind) {
      case "namespace_opened" ->
          new NamespaceOpened(
              id,
              in.id("accountId"),
              in.text("name"),
              Network.valueOf(in.text("network").toUpperCase(Locale.ROOT)));
      case "namespace_renamed" -> new NamespaceRenamed(id, in.text("name"));
      case "namespace_closed" -> new NamespaceClosed(id);
      case "namespace_suspended" -> new NamespaceSuspended(id);
      case "namespace_resumed" -> new NamespaceResumed(id);
      default -> throw new IllegalArgumentException("unknown kind " + kind);
    };
  }
}
