package com.resultity.app.settings;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * What the build knows about itself.
 *
 * @param version of the product
 * @param postgresql version of the PostgreSQL inside, such as {@code 18.6.0}
 */
public record Build(String version, String postgresql) {

  /** Reads what the build wrote beside the classes. */
  public static Build read() {
    Properties properties = new Properties();
    try (InputStream file =
        Build.class.getResourceAsStream("/com/resultity/app/build.properties")) {
      properties.load(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Build(properties.getProperty("version"), properties.getProperty("postgresql"));
  }

  /** The major version of the PostgreSQL inside, which its data files are bound to. */
  public String postgresqlMajor() {
    return postgresql.substring(0, postgresql.indexOf('.'));
  }
}
