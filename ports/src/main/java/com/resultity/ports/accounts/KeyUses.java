package com.resultity.ports.accounts;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Notes which keys are used, and writes it down together from time to time: a use costs no write.
 * What was noted since the last time is lost with the process.
 */
public final class KeyUses {
  /** How often {@link #flush} is to be called. */
  public static final Duration PERIOD = Duration.ofSeconds(10);

  private final KeyUseStore store;
  private volatile Map<UUID, Instant> noted = new ConcurrentHashMap<>();

  public KeyUses(KeyUseStore store) {
    this.store = store;
  }

  void note(UUID keyId, Instant at) {
    noted.put(keyId, at);
  }

  /** Writes down what was noted; what cannot be written is forgotten. */
  public Future<Void> flush() {
    Map<UUID, Instant> uses = noted;
    if (uses.isEmpty()) {
      return Future.succeededFuture();
    }
    noted = new ConcurrentHashMap<>();
    return store.save(uses);
  }
}
