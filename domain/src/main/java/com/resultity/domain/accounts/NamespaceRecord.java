package com.resultity.domain.accounts;

import com.resultity.domain.journal.LogRecord;
import com.resultity.domain.network.Network;
import java.util.UUID;

/** What happened to namespaces, but for their credit. */
public sealed interface NamespaceRecord extends LogRecord {
  UUID namespaceId();

  /** A namespace exists from now on, with nothing on it. */
  record NamespaceOpened(UUID namespaceId, UUID accountId, String name, Network network)
      implements NamespaceRecord {}

  /** It has another name. */
  record NamespaceRenamed(UUID namespaceId, String name) implements NamespaceRecord {}

  /** It will never take a hold or a grant again. */
  record NamespaceClosed(UUID namespaceId) implements NamespaceRecord {}

  /** Its account may not act, so it takes no holds. */
  record NamespaceSuspended(UUID namespaceId) implements NamespaceRecord {}

  /** Its account may act again. */
  record NamespaceResumed(UUID namespaceId) implements NamespaceRecord {}
}
