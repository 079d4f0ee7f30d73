package com.resultity.pg;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;

/** Brings a database to this version's schema. Blocks; to be called before anything is served. */
public final class Migrator {
  private static final String HISTORY = "flyway";

  private static final String MAY_MIGRATE =
      """
      SELECT coalesce(
        (SELECT pg_has_role(nspowner, 'USAGE') FROM pg_namespace WHERE nspname = '%s'),
        has_database_privilege(current_database(), 'CREATE'))
      """
          .formatted(HISTORY);

  private final String jdbcUrl;
  private final Map<String, String> properties;

  /**
   * @param properties what JDBC needs beside the URL: user, password, TLS
   */
  public Migrator(String jdbcUrl, Map<String, String> properties) {
    this.jdbcUrl = jdbcUrl;
    this.properties = Map.copyOf(properties);
  }

  /**
   * Migrates as the owner of the schemas. Safe to run from several processes at once.
   *
   * @return how many migrations were applied
   * @throws FlywayException when the database cannot be reached or migrated
   */
  public int migrate() {
    return flyway(properties).migrate().migrationsExecuted;
  }

  /**
   * Whether the login owns the schemas or, as long as there are none, may create them.
   *
   * @throws FlywayException when the database cannot be reached
   */
  public boolean mayMigrate() {
    Properties login = new Properties();
    login.putAll(properties);
    try (Connection connection = DriverManager.getConnection(jdbcUrl, login);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(MAY_MIGRATE)) {
      return row.next() && row.getBoolean(1);
    } catch (SQLException failed) {
      throw new FlywayException("the database cannot be asked", failed);
    }
  }

  /**
   * How the schema is behind this version's, in words; empty when it is not. It may be ahead.
   *
   * <p>Looks with the rights of Core alone.
   *
   * @throws FlywayException when the schema cannot be looked at, or is not the one that it says
   */
  public Optional<String> behind() {
    Map<String, String> asCore = new HashMap<>(properties);
    asCore.put("options", "-c role=resultity_app");
    Flyway flyway = flyway(asCore);
    MigrationInfoService found = flyway.info();
    MigrationInfo[] pending = found.pending();
    if (pending.length == 0) {
      flyway.validate();
      return Optional.empty();
    }
    String present = found.current() == null ? "none" : found.current().getVersion().toString();
    String needed = pending[pending.length - 1].getVersion().toString();
    return Optional.of("its version is %s, and %s is needed".formatted(present, needed));
  }

  private Flyway flyway(Map<String, String> login) {
    return Flyway.configure()
        .dataSource(jdbcUrl, login.get("user"), login.get("password"))
        .jdbcProperties(login)
        .locations("classpath:db/migration")
        .schemas(HISTORY)
        .defaultSchema(HISTORY)
        .createSchemas(true)
        .load();
  }
}
