package com.resultity.domain.accounts;

import com.resultity.domain.network.Network;
import java.time.Instant;
import java.util.UUID;

/**
 * The billing boundary inside an account; belongs to one network for good.
 *
 * @param suspended whether its account may not act
 */
public record Namespace(
    UUID id,
    UUID accountId,
    String name,
    Network network,
    NamespaceStatus status,
    Instant openedAt,
    boolean suspended) {

  /** How many namespaces an account may have, closed ones included. */
  public static final int MOST = 1_000;

  /** Whether it takes new holds, as far as credit does not matter. */
  public boolean open() {
    return status == NamespaceStatus.OPEN && !suspended;
  }

  /** This namespace with another status. */
  public Namespace in(NamespaceStatus next) {
    return new Namespace(id, accountId, name, network, next, openedAt, suspended);
  }

  /** This namespace after one of its own records. */
  public Namespace after(NamespaceRecord record) {
    return switch (record) {
      case NamespaceRecord.NamespaceRenamed r -> with(r.name(), suspended);
      case NamespaceRecord.NamespaceClosed _ -> in(NamespaceStatus.CLOSED);
      case NamespaceRecord.NamespaceSuspended _ -> with(name, true);
      case NamespaceRecord.NamespaceResumed _ -> with(name, false);
      case NamespaceRecord.NamespaceOpened _ ->
          throw new IllegalArgumentException("opened already");
    };
  }

  private Namespace with(String newName, boolean nowSuspended) {
    return new Namespace(id, accountId, newName, network, status, openedAt, nowSuspended);
  }

  /** The namespace as it is opened. */
  public static Namespace opened(NamespaceRecord.NamespaceOpened record, Instant at) {
    return new Namespace(
        record.namespaceId(),
        record.accountId(),
        record.name(),
        record.network(),
        NamespaceStatus.OPEN,
        at,
        false);
  }
}
