package com.resultity.domain.journal;

import com.resultity.domain.accounts.Account;
import com.resultity.domain.accounts.AccountCommand.ChangeAccount;
import com.resultity.domain.accounts.AccountCommand.OpenAccount;
import com.resultity.domain.accounts.AccountRecord;
import com.resultity.domain.accounts.AccountRecord.AccountChanged;
import com.resultity.domain.accounts.AccountRecord.AccountClosed;
import com.resultity.domain.accounts.AccountRecord.AccountOpened;
import com.resultity.domain.accounts.AccountRecord.AccountReinstated;
import com.resultity.domain.accounts.AccountRecord.AccountSuspended;
import com.resultity.domain.accounts.AccountRecord.PersonalDataErased;
import com.resultity.domain.accounts.AccountRecord.WalletLinked;
import com.resultity.domain.accounts.AccountRecord.WalletUnlinked;
import com.resultity.domain.accounts.AccountStatus;
import com.resultity.domain.accounts.Contact;
import com.resultity.domain.accounts.WalletAddress;
import com.resultity.domain.accounts.WalletLink;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The accounts of a {@link SlotState}, and by what they are known: emails and wallets. */
public final class Identities {
  private final Tracked<UUID, Account> accounts;
  private final Tracked<String, WalletLink> links;
  private final Map<String, UUID> emailOwners = new HashMap<>();
  private final Map<UUID, Contact> contacts = new LinkedHashMap<>();
  private final Set<UUID> staleContacts = new LinkedHashSet<>();
  private final Set<UUID> standings = new LinkedHashSet<>();

  Identities() {
    accounts = new Tracked<>();
    links = new Tracked<>();
  }

  /** To be looked at by what a fork may be asked: accounts by their id. */
  Identities(Identities base) {
    accounts = new Tracked<>(base.accounts);
    links = new Tracked<>(base.links);
  }

  // What a store tells it.

  public void loadAccount(Account account) {
    accounts.load(account.id(), account);
  }

  public void loadEmail(String email, UUID accountId) {
    emailOwners.put(email, accountId);
  }

  /** A link, lasting or not. */
  public void loadLink(WalletLink link) {
    links.load(link.nonce(), link);
  }

  // What decisions ask of it.

  public @Nullable Account account(UUID id) {
    return accounts.get(id);
  }

  /** The account that has the email. */
  public @Nullable UUID emailOwner(String email) {
    return emailOwners.get(email);
  }

  /** The lasting links of an account. */
  public List<WalletLink> walletsOf(UUID accountId) {
    return links.all().stream()
        .filter(link -> link.lasts() && link.accountId().equals(accountId))
        .toList();
  }

  /** The lasting link of a wallet. */
  public @Nullable WalletLink link(WalletAddress address) {
    return links.all().stream()
        .filter(link -> link.lasts() && link.address().equals(address))
        .findFirst()
        .orElse(null);
  }

  public boolean nonceUsed(String nonce) {
    return links.get(nonce) != null;
  }

  // How records change it.

  void accept(Command command) {
    switch (command) {
      case OpenAccount open -> keep(open.accountId(), open.contact());
      case ChangeAccount change -> keep(change.accountId(), change.contact());
      default -> {}
    }
  }

  private void keep(UUID accountId, @Nullable Contact contact) {
    if (contact != null) {
      forget(accountId);
      contacts.put(accountId, contact);
      emailOwners.put(contact.email(), accountId);
    }
  }

  private void forget(UUID accountId) {
    contacts.remove(accountId);
    emailOwners.values().removeIf(accountId::equals);
    staleContacts.add(accountId);
  }

  void apply(AccountRecord record, Instant at) {
    switch (record) {
      case AccountOpened r -> accounts.create(r.accountId(), opened(r, at));
      case WalletLinked r -> {
        WalletLink link =
            new WalletLink(r.nonce(), r.accountId(), r.address(), r.chainId(), at, null);
        links.create(link.nonce(), link);
      }
      case WalletUnlinked r -> links.change(r.nonce(), links.require(r.nonce()).until(at));
      case PersonalDataErased r -> {
        change(r);
        forget(r.accountId());
      }
      case AccountChanged r -> change(r);
      case AccountSuspended r -> changeStanding(r);
      case AccountReinstated r -> changeStanding(r);
      case AccountClosed r -> changeStanding(r);
    }
  }

  private static Account opened(AccountOpened record, Instant at) {
    return new Account(
        record.accountId(),
        AccountStatus.ACTIVE,
        record.roles(),
        record.emailCommitment(),
        record.referrerId(),
        at);
  }

  private void change(AccountRecord record) {
    UUID id = record.accountId();
    accounts.change(id, accounts.require(id).after(record));
  }

  private void changeStanding(AccountRecord record) {
    change(record);
    standings.add(record.accountId());
  }

  // What a store writes back.

  public Tracked<UUID, Account> accounts() {
    return accounts;
  }

  public Tracked<String, WalletLink> links() {
    return links;
  }

  /** The contacts that the block gave to accounts. */
  public Map<UUID, Contact> contacts() {
    return contacts;
  }

  /** The accounts whose contact, if they had one stored, the block took away. */
  public Set<UUID> staleContacts() {
    return staleContacts;
  }

  /** The accounts that the block let act, or kept from it: their namespaces are to follow. */
  public Set<UUID> standings() {
    return standings;
  }
}
