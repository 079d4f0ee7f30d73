package com.resultity.ports.accounts;

import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Lists of API keys. */
public interface KeyLists {
  /**
   * A namespace's keys, oldest first, ended ones included.
   *
   * @param after the id of the last key already seen, or null to begin
   * @param limit the most to answer
   */
  Future<List<KeyView>> list(UUID namespaceId, @Nullable UUID after, int limit);
}
