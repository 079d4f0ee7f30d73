package com.resultity.ports.accounts;

import io.vertx.core.Future;
import java.util.Optional;
import java.util.UUID;

/** Answers about API keys. */
public interface KeyReader {
  /** The key with its namespace and credit, from one read. */
  Future<Optional<KeyStanding>> find(UUID keyId);
}
