package com.resultity.pg;

import org.flywaydb.core.Flyway;

/** Brings a database to this version's schema. Blocks; to be called before anything is served. */
public final class Migrator {
  private final String jdbcUrl;
  private final String user;
  private final String password;

  public Migrator(String jdbcUrl, String user, String password) {
    this.jdbcUrl = jdbcUrl;
    this.user = user;
    this.password = password;
  }

  /**
   * Migrates as the owner of the schemas. Safe to run from several processes at once.
   *
   * @return how many migrations were applied
   * @throws org.flywaydb.core.api.FlywayException when the database cannot be reached or migrated
   */
  public int migrate() {
    return Flyway.configure()
        .dataSource(jdbcUrl, user, password)
        .locations("classpath:db/migration")
        .schemas("flyway")
        .defaultSchema("flyway")
        .createSchemas(true)
        .load()
        .migrate()
        .migrationsExecuted;
  }
}
