package com.resultity.domain.accounts;

import com.resultity.domain.accounts.NamespaceCommand.FollowAccount;
import com.resultity.domain.accounts.NamespaceCommand.OpenNamespace;
import com.resultity.domain.accounts.NamespaceCommand.RenameNamespace;
import com.resultity.domain.accounts.NamespaceRecord.NamespaceOpened;
import com.resultity.domain.accounts.NamespaceRecord.NamespaceRenamed;
import com.resultity.domain.accounts.NamespaceRecord.NamespaceResumed;
import com.resultity.domain.accounts.NamespaceRecord.NamespaceSuspended;
import com.resultity.domain.journal.Decision;
import com.resultity.domain.journal.LogRecord;
import com.resultity.domain.journal.RefusalCode;
import com.resultity.domain.journal.SlotState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rules of namespaces. */
public final class NamespaceDecider {
  private NamespaceDecider() {}

  public static Decision decide(NamespaceCommand command, SlotState state) {
    return switch (command) {
      case OpenNamespace open -> open(open, state);
      case RenameNamespace rename -> rename(rename, state);
      case FollowAccount follow -> follow(follow, state);
    };
  }

  private static Decision open(OpenNamespace command, SlotState state) {
    Account account = state.account(command.accountId());
    if (account == null) {
      return Decision.refuse(RefusalCode.ACCOUNT_NOT_FOUND);
    }
    Optional<RefusalCode> inactive = AccountDecider.whyNotActive(account);
    if (inactive.isPresent()) {
      return Decision.refuse(inactive.get());
    }
    if (state.namespaceNameTaken(command.accountId(), command.name())) {
      return Decision.refuse(RefusalCode.NAMESPACE_NAME_TAKEN);
    }
    if (state.namespaceCount(command.accountId()) >= Namespace.MOST) {
      return Decision.refuse(RefusalCode.TOO_MANY_NAMESPACES);
    }
    return Decision.accept(
        new NamespaceOpened(
            command.namespaceId(), command.accountId(), command.name(), command.network()));
  }

  private static Decision rename(RenameNamespace command, SlotState state) {
    Namespace namespace = state.namespace(command.namespaceId());
    if (namespace == null) {
      return Decision.refuse(RefusalCode.NAMESPACE_NOT_FOUND);
    }
    if (namespace.status() == NamespaceStatus.CLOSED) {
      return Decision.refuse(RefusalCode.NAMESPACE_CLOSED);
    }
    boolean same = namespace.name().equals(command.name());
    return !same && state.namespaceNameTaken(namespace.accountId(), command.name())
        ? Decision.refuse(RefusalCode.NAMESPACE_NAME_TAKEN)
        : Decision.accept(new NamespaceRenamed(namespace.id(), command.name()));
  }

  private static Decision follow(FollowAccount command, SlotState state) {
    Account account = state.account(command.accountId());
    if (account == null) {
      return Decision.refuse(RefusalCode.ACCOUNT_NOT_FOUND);
    }
    boolean suspend = account.status() != AccountStatus.ACTIVE;
    List<LogRecord> records = new ArrayList<>();
    for (Namespace namespace : state.namespacesOf(account.id())) {
      if (namespace.suspended() != suspend && namespace.status() != NamespaceStatus.CLOSED) {
        records.add(
            suspend
                ? new NamespaceSuspended(namespace.id())
                : new NamespaceResumed(namespace.id()));
      }
    }
    return records.isEmpty()
        ? Decision.refuse(RefusalCode.NAMESPACES_UP_TO_DATE)
        : new Decision.Accepted(records);
  }
}
