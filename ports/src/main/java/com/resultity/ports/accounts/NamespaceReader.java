package com.resultity.ports.accounts;

import com.resultity.domain.accounts.Namespace;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.UUID;

/** Answers about namespaces. */
public interface NamespaceReader {
  Future<Optional<Namespace>> find(UUID namespaceId);
}
