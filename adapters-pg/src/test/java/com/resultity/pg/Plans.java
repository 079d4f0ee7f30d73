package com.resultity.pg;

import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Tuple;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Plans as sessions of Core get them. */
public final class Plans {
  private Plans() {}

  /**
   * The plan of one statement.
   *
   * @param options of the session
   * @param how more options of EXPLAIN, each with a comma
   */
  public static List<String> of(
      TestDatabase database, PgConnectOptions options, String how, String sql, Tuple tuple) {
    Map<String, String> settings = new LinkedHashMap<>(options.getProperties());
    settings.keySet().removeAll(new PgConnectOptions().getProperties().keySet());
    try (Connection connection = database.connect()) {
      connection.setAutoCommit(false);
      settings.forEach(
          (name, value) -> TestDatabase.list(connection, "SET %s TO '%s'".formatted(name, value)));
      TestDatabase.list(connection, "PREPARE looked_at AS " + sql);
      List<String> lines =
          TestDatabase.list(
              connection,
              "EXPLAIN (%sCOSTS OFF) EXECUTE looked_at%s"
                  .formatted(how, Statements.literals(tuple)));
      connection.rollback();
      return lines;
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }
}
