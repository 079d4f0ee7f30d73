package com.resultity.pg;

import java.util.Map;
import org.flywaydb.core.Flyway;

/** Brings a database to this version's schema. Blocks; to be called before anything is served. */
public final class Migrator {
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
   * @throws org.flywaydb.core.api.FlywayException when the database cannot be reached or migrated
   */
  public int migrate() {
    return Flyway.configure()
        .dataSource(jdbcUrl, properties.get("user"), properties.get("password"))
        .jdbcProperties(properties)
        .locations("classpath:db/migration")
        .schemas("flyway")
        .defaultSchema("flyway")
        .createSchemas(true)
        .load()
        .migrate()
        .migrationsExecuted;
  }
}
