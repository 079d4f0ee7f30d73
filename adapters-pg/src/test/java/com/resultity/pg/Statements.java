package com.resultity.pg;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.PreparedQuery;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Notes every statement that a connection is asked to prepare, with the parameters it came with.
 */
public final class Statements {
  private final Map<String, Tuple> seen = new LinkedHashMap<>();
  private final SqlConnection connection;
  private boolean executing = true;

  public Statements(SqlConnection connection) {
    this.connection = connection;
  }

  /** The connection as whoever is watched gets it. */
  public SqlConnection watched() {
    return (SqlConnection)
        Proxy.newProxyInstance(
            SqlConnection.class.getClassLoader(),
            new Class<?>[] {SqlConnection.class},
            (_, method, arguments) ->
                method.getName().equals("preparedQuery")
                    ? query((String) arguments[0])
                    : call(connection, method, arguments));
  }

  /** From now on statements are noted, and not executed. */
  public void onlyNote() {
    executing = false;
  }

  /** What was asked for, with the parameters it came with first. */
  public Map<String, Tuple> seen() {
    return seen;
  }

  @SuppressWarnings("unchecked")
  private PreparedQuery<RowSet<Row>> query(String sql) {
    PreparedQuery<RowSet<Row>> query = connection.preparedQuery(sql);
    return (PreparedQuery<RowSet<Row>>)
        Proxy.newProxyInstance(
            PreparedQuery.class.getClassLoader(),
            new Class<?>[] {PreparedQuery.class},
            (_, method, arguments) -> {
              if (method.getName().equals("execute")) {
                seen.putIfAbsent(sql, arguments == null ? Tuple.tuple() : (Tuple) arguments[0]);
                if (!executing) {
                  return Future.failedFuture("only noted");
                }
              }
              return call(query, method, arguments);
            });
  }

  private static Object call(Object on, Method method, Object @Nullable [] arguments)
      throws Throwable {
    try {
      return method.invoke(on, arguments);
    } catch (InvocationTargetException thrown) {
      throw thrown.getCause();
    }
  }

  /** The parameters as they are written in an EXECUTE statement. */
  public static String literals(Tuple tuple) {
    if (tuple.size() == 0) {
      return "";
    }
    StringJoiner all = new StringJoiner(", ", "(", ")");
    for (int i = 0; i < tuple.size(); i++) {
      Object value = tuple.getValue(i);
      all.add(value == null ? "NULL" : "'" + text(value).replace("'", "''") + "'");
    }
    return all.toString();
  }

  private static String text(Object value) {
    if (value instanceof Buffer bytes) {
      return "\\x" + HexFormat.of().formatHex(bytes.getBytes());
    }
    if (!value.getClass().isArray()) {
      return value.toString();
    }
    StringJoiner elements = new StringJoiner(",", "{", "}");
    for (int i = 0; i < Array.getLength(value); i++) {
      Object element = Array.get(value, i);
      elements.add(
          element == null
              ? "NULL"
              : '"' + text(element).replace("\\", "\\\\").replace("\"", "\\\"") + '"');
    }
    return elements.toString();
  }
}
