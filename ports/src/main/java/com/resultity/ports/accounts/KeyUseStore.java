package com.resultity.ports.accounts;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** Keeps when keys were last used. */
@FunctionalInterface
public interface KeyUseStore {
  /**
   * Keeps the later of what is known and what is told.
   *
   * @param uses may still grow while it is looked at; what comes late may be lost
   */
  Future<Void> save(Map<UUID, Instant> uses);
}
