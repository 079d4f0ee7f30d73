package com.resultity.ports.ledger;

import io.vertx.core.Future;
import java.util.Optional;
import java.util.UUID;

/** The credit check. */
public interface CreditReader {
  Future<Optional<Standing>> find(UUID namespaceId);
}
