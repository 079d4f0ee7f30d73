package com.resultity.pg;

import io.vertx.core.Future;
import io.vertx.sqlclient.PrepareOptions;
import io.vertx.sqlclient.PreparedQuery;
import io.vertx.sqlclient.Query;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Pipelined clients of one connection each, asked in turn. One client of many connections gives the
 * first all that its pipeline takes, so that one server process does the work of all.
 */
final class InTurn implements SqlClient {
  private final List<SqlClient> clients;
  private final AtomicInteger turn = new AtomicInteger();

  InTurn(List<SqlClient> clients) {
    this.clients = List.copyOf(clients);
  }

  @Override
  public Query<RowSet<Row>> query(String sql) {
    return next().query(sql);
  }

  @Override
  public PreparedQuery<RowSet<Row>> preparedQuery(String sql) {
    return next().preparedQuery(sql);
  }

  @Override
  public PreparedQuery<RowSet<Row>> preparedQuery(String sql, PrepareOptions options) {
    return next().preparedQuery(sql, options);
  }

  @Override
  public Future<Void> close() {
    return Future.join(clients.stream().map(SqlClient::close).toList()).mapEmpty();
  }

  private SqlClient next() {
    return clients.get(Math.floorMod(turn.getAndIncrement(), clients.size()));
  }
}
