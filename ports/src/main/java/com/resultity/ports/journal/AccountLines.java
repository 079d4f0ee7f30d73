package com.resultity.ports.journal;

import com.resultity.domain.accounts.AccountRecord;
import com.resultity.domain.accounts.AccountRecord.AccountOpened;
import com.resultity.domain.accounts.AccountRecord.NamespaceOpened;
import com.resultity.domain.accounts.Role;
import com.resultity.domain.journal.Digest;
import com.resultity.domain.network.Network;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Account records as fields. */
final class AccountLines {
  private AccountLines() {}

  static String write(JsonWriter out, AccountRecord record) {
    return switch (record) {
      case AccountOpened r -> {
        out.field("accountId", (Object) r.accountId());
        out.field("emailCommitment", (Object) r.emailCommitment());
        out.field("referrerId", (Object) r.referrerId());
        out.array("roles");
        r.roles().stream().map(Role::code).sorted().forEach(out::element);
        out.endArray();
        yield "account_opened";
      }
      case NamespaceOpened r -> {
        out.field("accountId", (Object) r.accountId());
        out.field("name", r.name());
        out.field("namespaceId", (Object) r.namespaceId());
        out.field("network", r.network().code());
        yield "namespace_opened";
      }
    };
  }

  static AccountRecord read(String kind, Fields in) {
    return switch (kind) {
      case "account_opened" ->
          new AccountOpened(
              in.id("accountId"),
              in.orNull("emailCommitment", name -> new Digest(in.text(name))),
              roles(in),
              in.orNull("referrerId", in::id));
      case "namespace_opened" ->
          new NamespaceOpened(
              in.id("namespaceId"),
              in.id("accountId"),
              in.text("name"),
              Network.valueOf(in.text("network").toUpperCase(Locale.ROOT)));
      default -> throw new IllegalArgumentException("unknown kind " + kind);
    };
  }

  private static Set<Role> roles(Fields in) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    in.texts("roles").forEach(role -> roles.add(Role.valueOf(role.toUpperCase(Locale.ROOT))));
    return roles;
  }
}
