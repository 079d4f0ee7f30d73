package com.resultity.pg;

import com.resultity.domain.journal.Ids;
import com.resultity.ports.errors.ErrorCode;
import com.resultity.ports.errors.Fault;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Look-ups by id that are answered together: those that arrive while a query is under way become
 * the next query. No cache, so nothing is ever stale; no timer, so a lone look-up does not wait.
 *
 * @param <V> what is looked up
 */
public final class Lookups<V> {
  private static final int MAX_BATCH = 512;
  private static final int MAX_WAITING = 16_384;
  private static final int MAX_UNDER_WAY = 2;

  private record Asked<V>(UUID id, Promise<Optional<V>> promise) {}

  private final List<OneSlot> slots = new ArrayList<>();
  private final SqlClient client;
  private final String sql;
  private final Function<Row, V> read;

  /**
   * @param sql takes the slot and an array of ids, and answers rows whose first column is the id
   * @param slots how many slots besides the registry
   */
  public Lookups(SqlClient client, int slots, String sql, Function<Row, V> read) {
    this.client = client;
    this.sql = sql;
    this.read = read;
    for (int slot = 0; slot <= slots; slot++) {
      this.slots.add(new OneSlot(slot));
    }
  }

  /** Looks one up in the slot that its id names. */
  public Future<Optional<V>> find(UUID id) {
    int slot = Ids.homeSlot(id);
    return slot < slots.size()
        ? slots.get(slot).find(id)
        : Future.succeededFuture(Optional.empty());
  }

  private final class OneSlot {
    private final int slot;
    private final ArrayBlockingQueue<Asked<V>> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
    private final AtomicInteger underWay = new AtomicInteger();

    OneSlot(int slot) {
      this.slot = slot;
    }

    Future<Optional<V>> find(UUID id) {
      Asked<V> asked = new Asked<>(id, Promise.promise());
      if (!waiting.offer(asked)) {
        return Future.failedFuture(new Fault(ErrorCode.OVERLOADED));
      }
      wake();
      return asked.promise().future();
    }

    private void wake() {
      while (!waiting.isEmpty()) {
        int now = underWay.get();
        if (now >= MAX_UNDER_WAY) {
          return;
        }
        if (underWay.compareAndSet(now, now + 1)) {
          next();
        }
      }
    }

    private void next() {
      List<Asked<V>> batch = new ArrayList<>();
      waiting.drainTo(batch, MAX_BATCH);
      if (batch.isEmpty()) {
        underWay.decrementAndGet();
        return;
      }
      UUID[] ids = new UUID[batch.size()];
      for (int i = 0; i < ids.length; i++) {
        ids[i] = batch.get(i).id();
      }
      client
          .preparedQuery(sql)
          .execute(Tuple.tuple().addInteger(slot).addArrayOfUUID(ids))
          .map(this::byId)
          .onComplete(found -> {
            underWay.decrementAndGet();
            wake();
            batch.forEach(asked -> answer(asked, found));
          });
    }

    private Map<UUID, V> byId(Iterable<Row> rows) {
      Map<UUID, V> found = new HashMap<>();
      rows.forEach(row -> found.put(row.getUUID(0), read.apply(row)));
      return found;
    }

    // One that asked and throws at the answer must not keep it from the others.
    private void answer(Asked<V> asked, AsyncResult<Map<UUID, V>> found) {
      try {
        if (found.succeeded()) {
          asked.promise().complete(Optional.ofNullable(found.result().get(asked.id())));
        } else {
          asked.promise().fail(new Fault(ErrorCode.UNAVAILABLE, found.cause()));
        }
      } catch (RuntimeException thrown) {
        Thread thread = Thread.currentThread();
        thread.getUncaughtExceptionHandler().uncaughtException(thread, thrown);
      }
    }
  }
}
