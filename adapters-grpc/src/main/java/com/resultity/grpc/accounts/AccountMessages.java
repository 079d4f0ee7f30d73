package com.resultity.grpc.accounts;

import com.resultity.domain.accounts.AccountRecord.WalletLinked;
import com.resultity.domain.accounts.AccountStatus;
import com.resultity.domain.accounts.Namespace;
import com.resultity.domain.accounts.NamespaceStatus;
import com.resultity.domain.accounts.Role;
import com.resultity.domain.accounts.WalletLink;
import com.resultity.domain.journal.Ids;
import com.resultity.grpc.accounts.v1.Account;
import com.resultity.grpc.accounts.v1.AccountRole;
import com.resultity.grpc.accounts.v1.Wallet;
import com.resultity.grpc.calls.Render;
import com.resultity.ports.accounts.AccountView;
import com.resultity.ports.accounts.Ethereum;
import com.resultity.ports.journal.Outcome.Done;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** Renders accounts, their wallets and their namespaces. */
record AccountMessages(Ethereum ethereum) {

  /** When what a command did happened. */
  static Instant at(Done done) {
    return done.records().getFirst().at();
  }

  Account account(AccountView view) {
    var account = view.account();
    Account.Builder message =
        Account.newBuilder()
            .setAccountId(account.id().toString())
            .setStatus(status(account.status()))
            .addAllRoles(roles(account.roles()))
            .setOpenedAt(Render.time(account.openedAt()))
            .setSlot(Ids.homeSlot(account.id()));
    if (view.email() != null) {
      message.setEmail(view.email());
    }
    if (account.referrerId() != null) {
      message.setReferrerId(account.referrerId().toString());
    }
    view.namespaces().forEach(namespace -> message.addNamespaces(namespace(namespace)));
    view.wallets().forEach(link -> message.addWallets(wallet(link)));
    return message.build();
  }

  Wallet wallet(WalletLink link) {
    Wallet.Builder message =
        Wallet.newBuilder()
            .setAddress(ethereum.checksummed(link.address()))
            .setChainId(link.chainId())
            .setLinkedAt(Render.time(link.linkedAt()));
    if (link.unlinkedAt() != null) {
      message.setUnlinkedAt(Render.time(link.unlinkedAt()));
    }
    return message.build();
  }

  /** The wallet as it was linked. */
  Wallet wallet(WalletLinked linked, Instant at) {
    return wallet(
        new WalletLink(
            linked.nonce(), linked.accountId(), linked.address(), linked.chainId(), at, null));
  }

  static com.resultity.grpc.accounts.v1.Namespace namespace(Namespace namespace) {
    return com.resultity.grpc.accounts.v1.Namespace.newBuilder()
        .setNamespaceId(namespace.id().toString())
        .setAccountId(namespace.accountId().toString())
        .setName(namespace.name())
        .setNetwork(Render.network(namespace.network()))
        .setStatus(status(namespace.status()))
        .setOpenedAt(Render.time(namespace.openedAt()))
        .setSuspended(namespace.suspended())
        .build();
  }

  /** Always in the same order. */
  static List<AccountRole> roles(Collection<Role> roles) {
    return roles.stream().sorted().map(AccountMessages::role).toList();
  }

  static com.resultity.grpc.accounts.v1.AccountStatus status(AccountStatus status) {
    return switch (status) {
      case ACTIVE -> com.resultity.grpc.accounts.v1.AccountStatus.ACCOUNT_STATUS_ACTIVE;
      case SUSPENDED -> com.resultity.grpc.accounts.v1.AccountStatus.ACCOUNT_STATUS_SUSPENDED;
      case CLOSED -> com.resultity.grpc.accounts.v1.AccountStatus.ACCOUNT_STATUS_CLOSED;
    };
  }

  static com.resultity.grpc.accounts.v1.NamespaceStatus status(NamespaceStatus status) {
    return switch (status) {
      case OPEN -> com.resultity.grpc.accounts.v1.NamespaceStatus.NAMESPACE_STATUS_OPEN;
      case FROZEN -> com.resultity.grpc.accounts.v1.NamespaceStatus.NAMESPACE_STATUS_FROZEN;
      case CLOSED -> com.resultity.grpc.accounts.v1.NamespaceStatus.NAMESPACE_STATUS_CLOSED;
    };
  }

  private static AccountRole role(Role role) {
    return switch (role) {
      case CONSUMER -> AccountRole.ACCOUNT_ROLE_CONSUMER;
      case OPERATOR -> AccountRole.ACCOUNT_ROLE_OPERATOR;
      case REFERRER -> AccountRole.ACCOUNT_ROLE_REFERRER;
    };
  }
}
