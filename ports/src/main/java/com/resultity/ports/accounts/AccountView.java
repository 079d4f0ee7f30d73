package com.resultity.ports.accounts;

import com.resultity.domain.accounts.Account;
import com.resultity.domain.accounts.Namespace;
import com.resultity.domain.accounts.WalletLink;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An account with its contact, unless erased, its namespaces, and its wallets, also those that have
 * left; each oldest first.
 */
public record AccountView(
    Account account, @Nullable String email, List<Namespace> namespaces, List<WalletLink> wallets) {
  public AccountView {
    namespaces = List.copyOf(namespaces);
    wallets = List.copyOf(wallets);
  }
}
