package com.resultity.http.accounts;

import com.resultity.domain.accounts.Account;
import com.resultity.domain.accounts.Namespace;
import com.resultity.domain.accounts.Role;
import com.resultity.domain.accounts.WalletLink;
import com.resultity.domain.journal.Ids;
import com.resultity.http.Json;
import com.resultity.ports.accounts.AccountView;
import com.resultity.ports.accounts.Ethereum;
import java.util.Collection;

/** Writes accounts with what is theirs. */
record AccountJson(Ethereum ethereum) {

  Json write(AccountView view) {
    Account account = view.account();
    Json out = new Json().object();
    out.field("accountId", account.id());
    out.field("slot", Ids.slotOf(account.id()));
    out.field("status", account.status().code());
    roles(out, account.roles());
    out.field("email", view.email());
    out.field("referrerId", account.referrerId());
    out.field("openedAt", account.openedAt());
    out.array("namespaces");
    view.namespaces().forEach(namespace -> write(out, namespace));
    out.endArray().array("wallets");
    view.wallets().forEach(link -> write(out, link));
    return out.endArray().end();
  }

  static void roles(Json out, Collection<Role> roles) {
    out.array("roles");
    roles.stream().sorted().map(Role::code).forEach(out::element);
    out.endArray();
  }

  static void write(Json out, Namespace namespace) {
    out.object();
    out.field("namespaceId", namespace.id());
    out.field("accountId", namespace.accountId());
    out.field("name", namespace.name());
    out.field("network", namespace.network().code());
    out.field("status", namespace.status().code());
    out.field("suspended", namespace.suspended());
    out.end();
  }

  Json write(Json out, WalletLink link) {
    out.object();
    out.field("address", ethereum.checksummed(link.address()));
    out.field("chainId", link.chainId());
    out.field("linkedAt", link.linkedAt());
    out.field("unlinkedAt", link.unlinkedAt());
    return out.end();
  }
}
