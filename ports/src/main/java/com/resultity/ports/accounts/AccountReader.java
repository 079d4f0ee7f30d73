package com.resultity.ports.accounts;

import io.vertx.core.Future;
import java.util.Optional;
import java.util.UUID;

/** Answers about accounts. */
public interface AccountReader {
  Future<Optional<AccountView>> find(UUID accountId);
}
