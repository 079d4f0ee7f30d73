package com.resultity.domain.accounts;

import com.resultity.domain.journal.Command;
import com.resultity.domain.journal.Intent;
import com.resultity.domain.journal.Touched;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What may be asked of accounts and their wallets. The registry decides it. */
public sealed interface AccountCommand extends Command {
  @Override
  default int slot() {
    return 0;
  }

  /** A command about an account that exists. */
  sealed interface OnAccount extends AccountCommand {
    UUID accountId();

    @Override
    default void touch(Touched touched) {
      touched.account(accountId());
    }
  }

  /**
   * Opens an account.
   *
   * @param accountId new; names the account's home slot
   * @param contact the email to reach it by, or null for an account without one
   * @param wallet its first wallet, or null
   * @param referrerId the account that brought it, for good
   */
  record OpenAccount(
      UUID accountId,
      @Nullable Contact contact,
      @Nullable WalletProof wallet,
      Set<Role> roles,
      @Nullable UUID referrerId)
      implements AccountCommand {
    public OpenAccount {
      roles = Set.copyOf(roles);
    }

    /** Without a wallet. */
    public OpenAccount(
        UUID accountId, @Nullable Contact contact, Set<Role> roles, @Nullable UUID referrerId) {
      this(accountId, contact, null, roles, referrerId);
    }

    /** The same with its wallet's proof looked at. */
    public OpenAccount with(WalletProof seen) {
      return new OpenAccount(accountId, contact, seen, roles, referrerId);
    }

    @Override
    public void touch(Touched touched) {
      if (contact != null) {
        touched.email(contact.email());
      }
      if (wallet != null) {
        touched.wallet(wallet.challenge());
      }
      if (referrerId != null) {
        touched.account(referrerId);
      }
    }

    @Override
    public String intent() {
      String email = contact == null ? null : contact.email();
      // Written as it was before wallets, so that a key from then still names its request.
      return wallet == null
          ? Intent.of("open_account", email, new TreeSet<>(roles), referrerId)
          : Intent.of(
              "open_account",
              email,
              new TreeSet<>(roles),
              referrerId,
              wallet.message(),
              wallet.signature());
    }
  }

  /**
   * Changes an account; what is null stays as it is.
   *
   * @param contact takes the place of the email there was
   */
  record ChangeAccount(UUID accountId, @Nullable Contact contact, @Nullable Set<Role> roles)
      implements OnAccount {
    public ChangeAccount {
      roles = roles == null ? null : Set.copyOf(roles);
    }

    @Override
    public void touch(Touched touched) {
      touched.account(accountId);
      if (contact != null) {
        touched.email(contact.email());
      }
    }

    @Override
    public String intent() {
      return Intent.of(
          "change_account",
          accountId,
          contact == null ? null : contact.email(),
          roles == null ? null : new TreeSet<>(roles));
    }
  }

  /** Forgets the email and the salt of its commitment. */
  record ErasePersonalData(UUID accountId) implements OnAccount {
    @Override
    public String intent() {
      return Intent.of("erase_personal_data", accountId);
    }
  }

  /** Keeps an account from acting. */
  record SuspendAccount(UUID accountId) implements OnAccount {
    @Override
    public String intent() {
      return Intent.of("suspend_account", accountId);
    }
  }

  /** Lets a suspended account act again. */
  record ReinstateAccount(UUID accountId) implements OnAccount {
    @Override
    public String intent() {
      return Intent.of("reinstate_account", accountId);
    }
  }

  /** Ends an account whose namespaces are all closed. */
  record CloseAccount(UUID accountId) implements OnAccount {
    @Override
    public void touch(Touched touched) {
      touched.account(accountId).namespacesOf(accountId);
    }

    @Override
    public String intent() {
      return Intent.of("close_account", accountId);
    }
  }

  /** Links the wallet that signed a challenge. */
  record LinkWallet(UUID accountId, WalletProof proof) implements OnAccount {
    /** The same with its proof looked at. */
    public LinkWallet with(WalletProof seen) {
      return new LinkWallet(accountId, seen);
    }

    @Override
    public void touch(Touched touched) {
      touched.account(accountId).walletsOf(accountId).wallet(proof.challenge());
    }

    @Override
    public String intent() {
      return Intent.of("link_wallet", accountId, proof.message(), proof.signature());
    }
  }

  /** Takes a wallet from its account. */
  record UnlinkWallet(UUID accountId, WalletAddress address) implements OnAccount {
    @Override
    public void touch(Touched touched) {
      touched.account(accountId).walletsOf(accountId);
    }

    @Override
    public String intent() {
      return Intent.of("unlink_wallet", accountId, address);
    }
  }
}
