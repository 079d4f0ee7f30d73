package com.resultity.ports.ledger;

import com.resultity.domain.ledger.Hold;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.UUID;

/** Answers about holds. */
public interface HoldReader {
  Future<Optional<Hold>> find(UUID holdId);
}
