package com.resultity.pg;

import io.vertx.pgclient.PgConnectOptions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.postgresql.Driver;

/**
 * One database of the tests' server. What is asked of it here goes by another driver than Core's,
 * as the superuser.
 */
public record TestDatabase(String host, int port, String name, String user, String password) {

  static TestDatabase at(String jdbcUrl) {
    Properties parsed = Objects.requireNonNull(Driver.parseURL(jdbcUrl, null), jdbcUrl);
    return new TestDatabase(
        parsed.getProperty("PGHOST", "localhost"),
        Integer.parseInt(parsed.getProperty("PGPORT", "5432")),
        parsed.getProperty("PGDBNAME", "postgres"),
        parsed.getProperty("user", "postgres"),
        parsed.getProperty("password", ""));
  }

  TestDatabase named(String other) {
    return new TestDatabase(host, port, other, user, password);
  }

  /** How Core's driver gets there. */
  public PgConnectOptions options() {
    return new PgConnectOptions()
        .setHost(host)
        .setPort(port)
        .setUser(user)
        .setPassword(password)
        .setDatabase(name);
  }

  String jdbcUrl() {
    return "jdbc:postgresql://%s:%d/%s".formatted(host, port, name);
  }

  Map<String, String> login() {
    return Map.of("user", user, "password", password);
  }

  /** A connection of the test's own, to be closed. */
  public Connection connect() {
    try {
      return DriverManager.getConnection(jdbcUrl(), user, password);
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  /** Runs SQL, several statements if need be; fails with PostgreSQL's message. */
  public void execute(String sql) {
    list(sql);
  }

  /** The first column of every row, as text. */
  public List<String> list(String sql) {
    try (Connection connection = connect()) {
      return list(connection, sql);
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  /** The same on a connection. */
  public static List<String> list(Connection connection, String sql) {
    try (Statement statement = connection.createStatement()) {
      List<String> rows = new ArrayList<>();
      if (statement.execute(sql)) {
        ResultSet found = statement.getResultSet();
        while (found.next()) {
          rows.add(String.valueOf(found.getString(1)));
        }
      }
      return rows;
    } catch (SQLException failed) {
      throw new IllegalStateException(failed.getMessage(), failed);
    }
  }

  /** The one value of the one row. */
  public String get(String sql) {
    return list(sql).getFirst();
  }
}
