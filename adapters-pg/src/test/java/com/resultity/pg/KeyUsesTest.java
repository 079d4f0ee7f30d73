package com.resultity.pg;

import static org.assertj.core.api.Assertions.assertThat;

import com.resultity.domain.journal.Ids;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** When keys were last used, of many of them at once. */
class KeyUsesTest {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  private static final int KEYS = 20_001;

  @Test
  void moreUsesThanOneStatementTakesAreAllKept() {
    try (PgBackend backend = new PgBackend(2)) {
      Map<UUID, Instant> uses = new HashMap<>();
      StringBuilder rows = new StringBuilder();
      for (int i = 0; i < KEYS; i++) {
        UUID id = Ids.of(NOON, 1 + i % 2, i);
        uses.put(id, NOON);
        rows.append(i == 0 ? "" : ",").append("(%d, '%s'::uuid)".formatted(1 + i % 2, id));
      }
      backend
          .database()
          .execute(
              """
              INSERT INTO accounts.namespace
                SELECT s, '%1$s', '%1$s', 'main', 'mainnet', 'open', now() FROM generate_series(1, 2) s;
              INSERT INTO accounts.api_key (slot, id, namespace_id, name, hash, scopes, issued_at)
                SELECT slot, id, '%1$s', 'key', decode(repeat('00', 32), 'hex'), '{}', now()
                FROM (VALUES %2$s) AS made(slot, id)
              """
                  .formatted(Ids.of(NOON, 1, 1), rows));

      Await.result(backend.keyUses().save(uses));

      assertThat(
              backend
                  .database()
                  .get(
                      """
                      SELECT count(*) FROM accounts.api_key_use
                      WHERE last_used_at = '2026-06-01T12:00:00Z'
                      """))
          .isEqualTo(Integer.toString(KEYS));
    }
  }
}
