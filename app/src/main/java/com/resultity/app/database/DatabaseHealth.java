package com.resultity.app.database;

import com.resultity.app.settings.DatabaseUrl;
import com.resultity.app.settings.OperatorError;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * What a database says about itself.
 *
 * @param version of the server, such as {@code 18.6}
 * @param major its major version
 * @param fsync {@code on} or {@code off}
 * @param synchronousCommit PostgreSQL's setting
 * @param fullPageWrites {@code on} or {@code off}
 * @param encrypted whether this connection uses TLS
 */
public record DatabaseHealth(
    String version,
    int major,
    String fsync,
    String synchronousCommit,
    String fullPageWrites,
    boolean encrypted) {

  private static final String READ =
      """
      SELECT current_setting('server_version') AS version,
             current_setting('server_version_num')::int / 10000 AS major,
             current_setting('fsync') AS fsync,
             current_setting('synchronous_commit') AS synchronous_commit,
             current_setting('full_page_writes') AS full_page_writes,
             coalesce((SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()), false) AS ssl
      """;

  /**
   * Connects once and reads.
   *
   * @throws OperatorError when the database cannot be reached
   */
  public static DatabaseHealth read(DatabaseUrl url) {
    try (Connection connection = connect(url);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(READ)) {
      row.next();
      return new DatabaseHealth(
          row.getString("version"),
          row.getInt("major"),
          row.getString("fsync"),
          row.getString("synchronous_commit"),
          row.getString("full_page_writes"),
          row.getBoolean("ssl"));
    } catch (SQLException e) {
      throw unreachable(url, e);
    }
  }

  /** Whether a commit that returned survives a power cut. */
  public boolean durable() {
    boolean waits = !synchronousCommit.equals("off");
    return fsync.equals("on") && fullPageWrites.equals("on") && waits;
  }

  static void refuseUnlessDurable(DatabaseUrl url) {
    DatabaseHealth health = read(url);
    if (!health.durable() || !health.synchronousCommit.equals("on")) {
      throw new OperatorError(
          "the embedded database is not durable: fsync=%s, full_page_writes=%s,"
                  .formatted(health.fsync, health.fullPageWrites)
              + " synchronous_commit=%s; was it changed with ALTER SYSTEM?"
                  .formatted(health.synchronousCommit));
    }
  }

  static void createIfMissing(DatabaseUrl server, String name) {
    try (Connection connection = connect(server);
        Statement statement = connection.createStatement()) {
      boolean missing;
      try (ResultSet found =
          statement.executeQuery("SELECT FROM pg_database WHERE datname = '" + name + "'")) {
        missing = !found.next();
      }
      if (missing) {
        statement.execute("CREATE DATABASE " + name);
      }
    } catch (SQLException e) {
      throw unreachable(server, e);
    }
  }

  private static Connection connect(DatabaseUrl url) throws SQLException {
    return DriverManager.getConnection(url.jdbc(), url.jdbcProperties());
  }

  private static OperatorError unreachable(DatabaseUrl url, SQLException e) {
    return new OperatorError("cannot use the database %s: %s".formatted(url, e.getMessage()), e);
  }
}
