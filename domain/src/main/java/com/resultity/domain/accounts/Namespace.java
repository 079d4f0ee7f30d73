package com.resultity.domain.accounts;

import com.resultity.domain.network.Network;
import java.time.Instant;
import java.util.UUID;

/** The billing boundary inside an account; belongs to one network for good. */
public record Namespace(
    UUID id,
    UUID accountId,
    String name,
    Network network,
    NamespaceStatus status,
    Instant openedAt) {

  /** This namespace with another status. */
  public Namespace in(NamespaceStatus next) {
    return new Namespace(id, accountId, name, network, next, openedAt);
  }
}
