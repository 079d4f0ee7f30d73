package com.resultity.ports.accounts;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The accounts whose namespaces have yet to follow a change of their status. */
public interface Standings {
  /** A change. A later one of the same account takes its place. */
  record Change(UUID accountId, Instant at) {}

  /** The oldest changes. */
  Future<List<Change>> list(int limit);

  /** Forgets a change, unless another has taken its place. */
  Future<Void> forget(Change change);
}
