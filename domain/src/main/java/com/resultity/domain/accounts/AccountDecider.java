package com.resultity.domain.accounts;

import com.resultity.domain.accounts.AccountCommand.OpenAccount;
import com.resultity.domain.accounts.AccountCommand.OpenNamespace;
import com.resultity.domain.accounts.AccountRecord.AccountOpened;
import com.resultity.domain.accounts.AccountRecord.NamespaceOpened;
import com.resultity.domain.journal.Decision;
import com.resultity.domain.journal.RefusalCode;
import com.resultity.domain.journal.SlotState;
import org.jspecify.annotations.Nullable;

/** The rules of accounts and namespaces. */
public final class AccountDecider {
  private AccountDecider() {}

  public static Decision decide(AccountCommand command, SlotState state) {
    return switch (command) {
      case OpenAccount open -> openAccount(open, state);
      case OpenNamespace open -> openNamespace(open, state);
    };
  }

  private static Decision openAccount(OpenAccount command, SlotState state) {
    Contact contact = command.contact();
    if (contact != null && state.emailTaken(contact.email())) {
      return Decision.refuse(RefusalCode.EMAIL_TAKEN);
    }
    if (command.referrerId() != null && !canRefer(state.account(command.referrerId()))) {
      return Decision.refuse(RefusalCode.REFERRAL_INVALID);
    }
    return Decision.accept(
        new AccountOpened(
            command.accountId(),
            contact == null ? null : contact.commitment(),
            command.roles(),
            command.referrerId()));
  }

  // An account can only name one that exists already, so referrals cannot form a cycle.
  private static boolean canRefer(@Nullable Account referrer) {
    return referrer != null && referrer.status() == AccountStatus.ACTIVE;
  }

  private static Decision openNamespace(OpenNamespace command, SlotState state) {
    Account account = state.account(command.accountId());
    if (account == null) {
      return Decision.refuse(RefusalCode.ACCOUNT_NOT_FOUND);
    }
    if (account.status() != AccountStatus.ACTIVE) {
      return Decision.refuse(RefusalCode.ACCOUNT_NOT_ACTIVE);
    }
    if (state.namespaceNameTaken(command.accountId(), command.name())) {
      return Decision.refuse(RefusalCode.NAMESPACE_NAME_TAKEN);
    }
    return Decision.accept(
        new NamespaceOpened(
            command.namespaceId(), command.accountId(), command.name(), command.network()));
  }
}
