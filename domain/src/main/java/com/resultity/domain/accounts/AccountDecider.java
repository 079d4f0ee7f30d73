package com.resultity.domain.accounts;

import com.resultity.domain.accounts.AccountCommand.ChangeAccount;
import com.resultity.domain.accounts.AccountCommand.CloseAccount;
import com.resultity.domain.accounts.AccountCommand.ErasePersonalData;
import com.resultity.domain.accounts.AccountCommand.LinkWallet;
import com.resultity.domain.accounts.AccountCommand.OnAccount;
import com.resultity.domain.accounts.AccountCommand.OpenAccount;
import com.resultity.domain.accounts.AccountCommand.ReinstateAccount;
import com.resultity.domain.accounts.AccountCommand.SuspendAccount;
import com.resultity.domain.accounts.AccountCommand.UnlinkWallet;
import com.resultity.domain.accounts.AccountRecord.AccountChanged;
import com.resultity.domain.accounts.AccountRecord.AccountClosed;
import com.resultity.domain.accounts.AccountRecord.AccountOpened;
import com.resultity.domain.accounts.AccountRecord.AccountReinstated;
import com.resultity.domain.accounts.AccountRecord.AccountSuspended;
import com.resultity.domain.accounts.AccountRecord.PersonalDataErased;
import com.resultity.domain.journal.Decision;
import com.resultity.domain.journal.LogRecord;
import com.resultity.domain.journal.RefusalCode;
import com.resultity.domain.journal.SlotState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rules of accounts. */
public final class AccountDecider {
  private AccountDecider() {}

  /** Decides one command at the block's time. */
  public static Decision decide(AccountCommand command, SlotState state, Instant at) {
    return switch (command) {
      case OpenAccount open -> open(open, state, at);
      case OnAccount on -> onAccount(on, state, at);
    };
  }

  private static Decision open(OpenAccount command, SlotState state, Instant at) {
    Contact contact = command.contact();
    if (contact != null && state.identities().emailOwner(contact.email()) != null) {
      return Decision.refuse(RefusalCode.EMAIL_TAKEN);
    }
    if (command.referrerId() != null && !canRefer(state.account(command.referrerId()))) {
      return Decision.refuse(RefusalCode.REFERRAL_INVALID);
    }
    List<LogRecord> records = new ArrayList<>();
    records.add(
        new AccountOpened(
            command.accountId(),
            contact == null ? null : contact.commitment(),
            command.roles(),
            command.referrerId()));
    WalletProof wallet = command.wallet();
    if (wallet != null) {
      Optional<RefusalCode> why = WalletDecider.whyNot(wallet, null, state, at);
      if (why.isPresent()) {
        return Decision.refuse(why.get());
      }
      records.add(WalletDecider.linked(command.accountId(), wallet));
    }
    return new Decision.Accepted(records);
  }

  // An account can only name one that exists already, so referrals cannot form a cycle, and nobody
  // can refer themselves.
  private static boolean canRefer(@Nullable Account referrer) {
    return referrer != null && referrer.status() == AccountStatus.ACTIVE;
  }

  private static Decision onAccount(OnAccount command, SlotState state, Instant at) {
    Account account = state.account(command.accountId());
    if (account == null) {
      return Decision.refuse(RefusalCode.ACCOUNT_NOT_FOUND);
    }
    return switch (command) {
      case ChangeAccount change -> change(change, account, state);
      case ErasePersonalData _ ->
          account.emailCommitment() == null
              ? Decision.refuse(RefusalCode.PERSONAL_DATA_ABSENT)
              : Decision.accept(new PersonalDataErased(account.id()));
      case SuspendAccount _ ->
          whyNotActive(account)
              .map(Decision::refuse)
              .orElse(Decision.accept(new AccountSuspended(account.id())));
      case ReinstateAccount _ -> reinstate(account);
      case CloseAccount _ -> close(account, state);
      case LinkWallet link -> WalletDecider.link(link, account, state, at);
      case UnlinkWallet unlink -> WalletDecider.unlink(unlink, state);
    };
  }

  /** Why an account may not act; empty when it may. */
  public static Optional<RefusalCode> whyNotActive(Account account) {
    return switch (account.status()) {
      case ACTIVE -> Optional.empty();
      case SUSPENDED -> Optional.of(RefusalCode.ACCOUNT_NOT_ACTIVE);
      case CLOSED -> Optional.of(RefusalCode.ACCOUNT_CLOSED);
    };
  }

  private static Decision change(ChangeAccount command, Account account, SlotState state) {
    if (account.status() == AccountStatus.CLOSED) {
      return Decision.refuse(RefusalCode.ACCOUNT_CLOSED);
    }
    Contact contact = command.contact();
    if (contact != null) {
      var owner = state.identities().emailOwner(contact.email());
      if (owner != null && !owner.equals(account.id())) {
        return Decision.refuse(RefusalCode.EMAIL_TAKEN);
      }
    }
    return Decision.accept(
        new AccountChanged(
            account.id(),
            contact == null ? account.emailCommitment() : contact.commitment(),
            command.roles() == null ? account.roles() : command.roles()));
  }

  private static Decision reinstate(Account account) {
    return switch (account.status()) {
      case SUSPENDED -> Decision.accept(new AccountReinstated(account.id()));
      case ACTIVE -> Decision.refuse(RefusalCode.ACCOUNT_NOT_SUSPENDED);
      case CLOSED -> Decision.refuse(RefusalCode.ACCOUNT_CLOSED);
    };
  }

  private static Decision close(Account account, SlotState state) {
    if (account.status() == AccountStatus.CLOSED) {
      return Decision.refuse(RefusalCode.ACCOUNT_CLOSED);
    }
    boolean empty =
        state.namespacesOf(account.id()).stream()
            .allMatch(namespace -> namespace.status() == NamespaceStatus.CLOSED);
    return empty
        ? Decision.accept(new AccountClosed(account.id()))
        : Decision.refuse(RefusalCode.ACCOUNT_NOT_EMPTY);
  }
}
