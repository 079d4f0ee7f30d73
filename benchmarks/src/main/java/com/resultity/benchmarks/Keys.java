package com.resultity.benchmarks;

import com.resultity.app.access.DeploymentSecret;
import com.resultity.app.settings.Secret;
import com.resultity.benchmarks.server.Await;
import com.resultity.benchmarks.server.Core;
import com.resultity.benchmarks.server.Database;
import com.resultity.benchmarks.server.Population;
import com.resultity.domain.accounts.KeySecret;
import com.resultity.domain.journal.Ids;
import com.resultity.pg.PgServer;
import com.resultity.pg.accounts.PgKeyReader;
import com.resultity.pg.accounts.PgKeyUseStore;
import com.resultity.ports.accounts.KeySecrets;
import com.resultity.ports.accounts.KeyStanding;
import com.resultity.ports.accounts.KeyUses;
import com.resultity.ports.accounts.VerifyKey;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;

/**
 * API keys of a population's namespaces in turn, written past the rules with their true hashes, all
 * used before, and verified as Core does: uses are written down while the load is on, as often.
 */
final class Keys implements AutoCloseable {
  private static final int AT_ONCE = 10_000;
  private static final String INSERT =
      """
      INSERT INTO accounts.api_key (slot, id, namespace_id, name, hash, scopes, issued_at)
      SELECT u.slot, u.id, u.namespace_id, 'key', u.hash, ARRAY['submit_jobs', 'read_jobs'], now()
      FROM unnest($1::int[], $2::uuid[], $3::uuid[], $4::bytea[])
        AS u(slot, id, namespace_id, hash)
      """;
  private static final String USED =
      """
      INSERT INTO accounts.api_key_use (slot, key_id, last_used_at)
      SELECT slot, id, now() FROM accounts.api_key
      """;

  private final Vertx vertx = Vertx.vertx();
  private final SqlClient writing;
  private final KeySecrets secrets =
      new KeySecrets(
          DeploymentSecret.of(new Secret("5a".repeat(32))).mac("API key"), new SecureRandom());
  private final KeyUses uses;
  private final VerifyKey verify;
  private final String[] texts;

  Keys(Database database, Core core, Population population, int size) {
    writing = new PgServer(database.options(), core.slots(), 1).writer(vertx);
    uses = new KeyUses(new PgKeyUseStore(writing));
    verify =
        new VerifyKey(
            new PgKeyReader(core.reading(), core.slots()), secrets, uses, InstantSource.system());
    texts = new String[size];
    long start = System.nanoTime();
    for (int from = 0; from < size; from += AT_ONCE) {
      issue(population, from, Math.min(size, from + AT_ONCE));
    }
    database.execute(USED);
    database.execute("VACUUM (ANALYZE) accounts.api_key, accounts.api_key_use");
    System.out.printf("issued %,d keys in %.1f s%n", size, (System.nanoTime() - start) / 1e9);
    vertx.setPeriodic(
        KeyUses.PERIOD.toMillis(),
        _ -> uses.flush().onFailure(failed -> System.err.println("key uses: " + failed)));
  }

  private void issue(Population population, int from, int to) {
    Instant now = Instant.now();
    Integer[] slots = new Integer[to - from];
    UUID[] ids = new UUID[to - from];
    UUID[] namespaces = new UUID[to - from];
    Buffer[] hashes = new Buffer[to - from];
    for (int i = 0; i < ids.length; i++) {
      int namespace = (from + i) % population.size();
      slots[i] = population.slot(namespace);
      ids[i] = Ids.of(now, slots[i], from + i);
      namespaces[i] = population.namespace(namespace);
      KeySecret secret = secrets.next(ids[i]);
      texts[from + i] = secret.text();
      hashes[i] = Buffer.buffer(secret.hash().bytes());
    }
    Await.of(writing.preparedQuery(INSERT).execute(Tuple.of(slots, ids, namespaces, hashes)));
  }

  int size() {
    return texts.length;
  }

  /** Verifies a key by its number; fails unless it is good and credit is left. */
  Future<KeyStanding> verify(int number) {
    return verify
        .verify(texts[number])
        .map(standing -> {
          if (standing.standing().credits().available() <= 0) {
            throw new IllegalStateException("no credit: " + standing);
          }
          return standing;
        });
  }

  @Override
  public void close() {
    Await.of(uses.flush());
    Await.of(writing.close());
    Await.of(vertx.close());
  }
}
