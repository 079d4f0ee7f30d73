package com.resultity.ports.ledger;

import com.resultity.domain.ledger.Credits;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.UUID;

/** The credit check: a namespace's balances as last committed. */
public interface CreditReader {
  Future<Optional<Credits>> find(UUID namespaceId);
}
