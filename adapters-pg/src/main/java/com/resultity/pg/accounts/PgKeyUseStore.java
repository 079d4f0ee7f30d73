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

/** When keys were last used: one statement for each slot, whatever their number. */
public final class PgKeyUseStore implements KeyUseStore {
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

  @Override
  public Future<Void> save(Map<UUID, Instant> uses) {
    Map<Integer, List<Map.Entry<UUID, Instant>>> bySlot = new TreeMap<>();
    uses.entrySet()
        .forEach(use ->
            bySlot.computeIfAbsent(Ids.homeSlot(use.getKey()), _ -> new ArrayList<>()).add(use));
    return Faults.unavailable(
        Future.join(
                bySlot.entrySet().stream()
                    .map(slot ->
                        client
                            .preparedQuery(SAVE)
                            .execute(
                                new Columns<>(
                                        Tuple.tuple().addInteger(slot.getKey()), slot.getValue())
                                    .id(Map.Entry::getKey)
                                    .time(Map.Entry::getValue)
                                    .tuple()))
                    .toList())
            .mapEmpty());
  }
}
