package com.resultity.ports.ledger;

import com.resultity.domain.ledger.Entry;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A namespace's statement. */
public interface EntryReader {
  /**
   * Entries in the order of the log.
   *
   * @param after the id of the last entry already seen, or null to begin
   * @param limit the most to answer
   */
  Future<List<Entry>> list(UUID namespaceId, @Nullable UUID after, int limit);

  /** The last entry made until a time, that time included. */
  Future<Optional<Entry>> lastUntil(UUID namespaceId, Instant at);
}
