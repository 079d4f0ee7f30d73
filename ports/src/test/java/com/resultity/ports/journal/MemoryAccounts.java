package com.resultity.ports.journal;

import com.resultity.domain.accounts.Account;
import com.resultity.domain.accounts.AccountStatus;
import com.resultity.domain.accounts.Contact;
import com.resultity.domain.accounts.WalletAddress;
import com.resultity.domain.accounts.WalletLink;
import com.resultity.ports.accounts.AccountReader;
import com.resultity.ports.accounts.AccountView;
import com.resultity.ports.accounts.ReferralReader;
import io.vertx.core.Future;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Answers about accounts from memory. */
record MemoryAccounts(MemoryTables tables) implements AccountReader, ReferralReader {

  @Override
  public Future<Optional<AccountView>> find(UUID accountId) {
    synchronized (tables) {
      return Future.succeededFuture(
          Optional.ofNullable(tables.slot(0).accounts.get(accountId)).map(this::view));
    }
  }

  private AccountView view(Account account) {
    Contact contact = tables.contact(account.id());
    List<WalletLink> wallets =
        tables.links.values().stream()
            .filter(link -> link.accountId().equals(account.id()))
            .sorted(Comparator.comparing(WalletLink::linkedAt))
            .toList();
    return new AccountView(
        account,
        contact == null ? null : contact.email(),
        tables.namespacesOf(account.id()),
        wallets);
  }

  @Override
  public Future<Optional<UUID>> findByEmail(String email) {
    synchronized (tables) {
      return Future.succeededFuture(tables.emailOwner(email));
    }
  }

  @Override
  public Future<Optional<UUID>> findByWallet(WalletAddress wallet) {
    synchronized (tables) {
      return Future.succeededFuture(
          tables.links.values().stream()
              .filter(link -> link.lasts() && link.address().equals(wallet))
              .map(WalletLink::accountId)
              .findFirst());
    }
  }

  @Override
  public Future<List<Account>> list(UUID referrerId, @Nullable UUID before, int limit) {
    synchronized (tables) {
      return Future.succeededFuture(
          brought(referrerId)
              .filter(account -> before == null || account.id().compareTo(before) < 0)
              .sorted(Comparator.comparing(Account::id).reversed())
              .limit(limit)
              .toList());
    }
  }

  @Override
  public Future<Map<AccountStatus, Long>> count(UUID referrerId) {
    synchronized (tables) {
      return Future.succeededFuture(
          brought(referrerId)
              .collect(Collectors.groupingBy(Account::status, Collectors.counting())));
    }
  }

  private Stream<Account> brought(UUID referrerId) {
    return tables.slot(0).accounts.values().stream()
        .filter(account -> referrerId.equals(account.referrerId()));
  }
}
