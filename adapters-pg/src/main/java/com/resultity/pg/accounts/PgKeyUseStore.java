package com.resultity.pg.accounts;

import com.resultity.domain.journal.Ids;
import com.resultity.pg.Columns;
import com.resultity.pg.Faults;
import com.resultity.ports.accounts.KeyUseStore;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** When keys were last used: one statement for many keys of a slot. */
public final class PgKeyUseStore implements KeyUseStore {
  private static final int AT_ONCE = 10_000;

  // In the order of keys, so that two instances cannot wait for each other.
  private static final String SAVE =
      """
      INSERT INTO accounts.api_key_use AS known (slot, key_id, last_used_at)
      SELECT $1::int, u.key_id, u.last_used_at
      FROM unnest($2::uuid[], $3::timestamptz[]) AS u(key_id, last_used_at)
      ORDER BY u.key_id
      ON CONFLICT (slot, key_id) DO UPDATE SET last_used_at = excluded.last_used_at
      WHERE known.last_used_at < excluded.last_used_at
      """;

  private final SqlClient client;

  /**
   * @param client one that may write
   */
  public PgKeyUseStore(SqlClient client) {
    this.client = client;
  }

  // A statement after the other, so that neither an event loop nor the server is busy for long.
  @Override
  public Future<Void> save(Map<UUID, Instant> uses) {
    Map<Integer, List<Map.Entry<UUID, Instant>>> bySlot = new TreeMap<>();
    uses.entrySet()
        .forEach(use ->
            bySlot.computeIfAbsent(Ids.homeSlot(use.getKey()), _ -> new ArrayList<>()).add(use));
    Future<?> saved = Future.succeededFuture();
    for (Map.Entry<Integer, List<Map.Entry<UUID, Instant>>> slot : bySlot.entrySet()) {
      List<Map.Entry<UUID, Instant>> all = slot.getValue();
      for (int from = 0; from < all.size(); from += AT_ONCE) {
        var some = all.subList(from, Math.min(all.size(), from + AT_ONCE));
        saved = saved.compose(_ -> save(slot.getKey(), some));
      }
    }
    return Faults.unavailable(saved.mapEmpty());
  }

  private Future<?> save(int slot, List<Map.Entry<UUID, Instant>> uses) {
    return client
        .preparedQuery(SAVE)
        .execute(
            new Columns<>(Tuple.tuple().addInteger(slot), uses)
                .id(Map.Entry::getKey)
                .time(Map.Entry::getValue)
                .tuple());
  }
}
