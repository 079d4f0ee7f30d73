package com.resultity.pg;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Statements of one slot's transaction, sent one behind the other without waiting: a round trip for
 * all of them.
 */
public final class SlotQuery {
  private final SqlConnection connection;
  private final int slot;
  private final List<Future<?>> sent = new ArrayList<>();

  public SlotQuery(SqlConnection connection, int slot) {
    this.connection = connection;
    this.slot = slot;
  }

  public int slot() {
    return slot;
  }

  /** A tuple that begins with the slot, which every statement on a slotted table names. */
  public Tuple slotFirst() {
    return Tuple.tuple().addInteger(slot);
  }

  /** Sends a statement. */
  public Future<RowSet<Row>> send(String sql, Tuple parameters) {
    Future<RowSet<Row>> rows = connection.preparedQuery(sql).execute(parameters);
    sent.add(rows);
    return rows;
  }

  /** Sends a query whose rows are taken one by one when they come. */
  public void send(String sql, Tuple parameters, Consumer<Row> take) {
    sent.add(
        connection
            .preparedQuery(sql)
            .execute(parameters)
            .map(rows -> {
              rows.forEach(take);
              return rows;
            }));
  }

  /** Sends a command without parameters, such as BEGIN. */
  public void send(String sql) {
    sent.add(connection.query(sql).execute());
  }

  /** Completes when all have; fails with the first failure in the order of sending. */
  public Future<Void> done() {
    return Future.join(sent)
        .transform(_ ->
            sent.stream()
                .filter(Future::failed)
                .findFirst()
                .<Future<Void>>map(failed -> Future.failedFuture(failed.cause()))
                .orElse(Future.succeededFuture()));
  }
}
