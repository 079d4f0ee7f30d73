package com.resultity.ports.journal;

import com.resultity.domain.accounts.AccountRecord;
import com.resultity.domain.accounts.AccountRecord.AccountChanged;
import com.resultity.domain.accounts.AccountRecord.AccountClosed;
import com.resultity.domain.accounts.AccountRecord.AccountOpened;
import com.resultity.domain.accounts.AccountRecord.AccountReinstated;
import com.resultity.domain.accounts.AccountRecord.AccountSuspended;
import com.resultity.domain.accounts.AccountRecord.PersonalDataErased;
import com.resultity.domain.accounts.AccountRecord.WalletLinked;
import com.resultity.domain.accounts.AccountRecord.WalletUnlinked;
import com.resultity.domain.accounts.Role;
import com.resultity.domain.accounts.WalletAddress;
import com.resultity.domain.journal.Digest;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Account and wallet records as fields. */
final class AccountLines {
  private AccountLines() {}

  static String write(JsonWriter out, AccountRecord record) {
    out.field("accountId", (Object) record.accountId());
    return switch (record) {
      case AccountOpened r -> {
        out.field("emailCommitment", (Object) r.emailCommitment());
        out.field("referrerId", (Object) r.referrerId());
        roles(out, r.roles());
        yield "account_opened";
      }
      case AccountChanged r -> {
        out.field("emailCommitment", (Object) r.emailCommitment());
        roles(out, r.roles());
        yield "account_changed";
      }
      case PersonalDataErased _ -> "personal_data_erased";
      case AccountSuspended _ -> "account_suspended";
      case AccountReinstated _ -> "account_reinstated";
      case AccountClosed _ -> "account_closed";
      case WalletLinked r -> {
        out.field("address", r.address().text());
        out.field("chainId", r.chainId());
        out.field("nonce", r.nonce());
        yield "wallet_linked";
      }
      case WalletUnlinked r -> {
        out.field("address", r.address().text());
        out.field("nonce", r.nonce());
        yield "wallet_unlinked";
      }
    };
  }

  private static void roles(JsonWriter out, Set<Role> roles) {
    out.array("roles");
    roles.stream().map(Role::code).sorted().forEach(out::element);
    out.endArray();
  }

  static AccountRecord read(String kind, Fields in) {
    UUID id = in.id("accountId");
    return switch (kind) {
      case "account_opened" ->
          new AccountOpened(id, commitment(in), roles(in), in.orNull("referrerId", in::id));
      case "account_changed" -> new AccountChanged(id, commitment(in), roles(in));
      case "personal_data_erased" -> new PersonalDataErased(id);
      case "account_suspended" -> new AccountSuspended(id);
      case "account_reinstated" -> new AccountReinstated(id);
      case "account_closed" -> new AccountClosed(id);
      case "wallet_linked" ->
          new WalletLinked(id, address(in), in.big("chainId"), in.text("nonce"));
      case "wallet_unlinked" -> new WalletUnlinked(id, address(in), in.text("nonce"));
      default -> throw new IllegalArgumentException("unknown kind " + kind);
    };
  }

  private static WalletAddress address(Fields in) {
    return new WalletAddress(in.text("address"));
  }

  private static @Nullable Digest commitment(Fields in) {
    return in.orNull("emailCommitment", name -> new Digest(in.text(name)));
  }

  private static Set<Role> roles(Fields in) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    in.texts("roles").forEach(role -> roles.add(Role.valueOf(role.toUpperCase(Locale.ROOT))));
    return roles;
  }
}
