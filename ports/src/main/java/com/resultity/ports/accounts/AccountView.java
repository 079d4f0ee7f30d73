package com.resultity.ports.accounts;

import com.resultity.domain.accounts.Account;
import com.resultity.domain.accounts.Namespace;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An account with its contact, unless erased, and its namespaces, oldest first. */
public record AccountView(Account account, @Nullable String email, List<Namespace> namespaces) {
  public AccountView {
    namespaces = List.copyOf(namespaces);
  }
}
