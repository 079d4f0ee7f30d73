package com.resultity.app.database;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;

/** A process that owns a directory, writes one row, says so and then waits to be killed. */
public final class Owner {
  private Owner() {}

  public static void main(String[] arguments) throws Exception {
    EmbeddedPostgres postgres = EmbeddedPostgres.start(Path.of(arguments[0]));
    try (Connection connection =
            DriverManager.getConnection(postgres.url().jdbc(), postgres.url().jdbcProperties());
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE IF NOT EXISTS kept (id integer)");
      statement.execute("INSERT INTO kept VALUES (1)");
      System.out.println("written");
      System.in.read();
    }
    postgres.close();
  }
}
