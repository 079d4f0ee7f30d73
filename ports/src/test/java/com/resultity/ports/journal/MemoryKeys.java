package com.resultity.ports.journal;

import com.resultity.domain.accounts.ApiKey;
import com.resultity.domain.ledger.Purse;
import com.resultity.ports.accounts.KeyLists;
import com.resultity.ports.accounts.KeyReader;
import com.resultity.ports.accounts.KeyStanding;
import com.resultity.ports.accounts.KeyUseStore;
import com.resultity.ports.accounts.KeyView;
import com.resultity.ports.ledger.Standing;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Answers about API keys from memory. */
record MemoryKeys(MemoryTables tables) implements KeyReader, KeyLists, KeyUseStore {

  @Override
  public Future<Optional<KeyStanding>> find(UUID keyId) {
    synchronized (tables) {
      MemorySlot rows = tables.home(keyId);
      return Future.succeededFuture(
          Optional.ofNullable(rows.keys.get(keyId)).map(key -> standing(rows, key)));
    }
  }

  private static KeyStanding standing(MemorySlot rows, ApiKey key) {
    Purse purse = Objects.requireNonNull(rows.purses.get(key.namespaceId()));
    return new KeyStanding(
        key,
        purse.namespace(),
        new Standing(purse.credits(), purse.namespace().open()),
        purse.debtLimit());
  }

  @Override
  public Future<List<KeyView>> list(UUID namespaceId, @Nullable UUID after, int limit) {
    synchronized (tables) {
      return Future.succeededFuture(
          tables.home(namespaceId).keys.values().stream()
              .filter(key -> key.namespaceId().equals(namespaceId))
              .filter(key -> after == null || key.id().compareTo(after) > 0)
              .sorted(Comparator.comparing(ApiKey::id))
              .limit(limit)
              .map(key -> new KeyView(key, tables.keyUses.get(key.id())))
              .toList());
    }
  }

  @Override
  public Future<Void> save(Map<UUID, Instant> uses) {
    synchronized (tables) {
      uses.forEach((key, at) ->
          tables.keyUses.merge(key, at, (known, told) -> known.isAfter(told) ? known : told));
      return Future.succeededFuture();
    }
  }
}
