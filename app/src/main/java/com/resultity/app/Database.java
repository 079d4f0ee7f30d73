package com.resultity.app;

import com.resultity.app.database.EmbeddedPostgres;
import com.resultity.app.settings.DatabaseUrl;
import com.resultity.app.settings.OperatorError;
import com.resultity.app.settings.Secret;
import com.resultity.pg.Migrator;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.flywaydb.core.api.FlywayException;

/** The database of a command: another server by its URL, or the embedded one, stopped on close. */
final class Database implements AutoCloseable {
  private final DatabaseUrl url;
  private final Optional<EmbeddedPostgres> embedded;

  private Database(DatabaseUrl url, Optional<EmbeddedPostgres> embedded) {
    this.url = url;
    this.embedded = embedded;
  }

  /** Opens the one at the URL, or else starts the embedded one of the directory. */
  static Database open(Optional<DatabaseUrl> external, Path directory) {
    if (external.isPresent()) {
      return new Database(external.get(), Optional.empty());
    }
    EmbeddedPostgres started = EmbeddedPostgres.start(directory);
    return new Database(started.url(), Optional.of(started));
  }

  /**
   * Brings it to this version's schema.
   *
   * @return how many migrations were applied
   * @throws OperatorError when it cannot be reached or migrated
   */
  int migrate() {
    try {
      return migrator().migrate();
    } catch (FlywayException failed) {
      throw new OperatorError("cannot migrate the database: " + firstLine(failed), failed);
    }
  }

  /**
   * Makes sure that it has this version's schema: as its owner by migrating, and otherwise by
   * looking.
   *
   * @throws OperatorError when it cannot be reached, or has not
   */
  void prepare() {
    Optional<String> behind;
    try {
      Migrator migrator = migrator();
      if (migrator.mayMigrate()) {
        migrate();
        return;
      }
      behind = migrator.behind();
    } catch (FlywayException failed) {
      throw new OperatorError(
          "%s cannot look at the database's schema: %s; as its owner, run 'resultity migrate' and"
                  .formatted(url.user(), firstLine(failed))
              + " GRANT resultity_app TO "
              + url.user(),
          failed);
    }
    behind.ifPresent(how -> {
      throw new OperatorError(
          "the database's schema is behind: %s; run 'resultity migrate' as its owner, which %s is not"
              .formatted(how, url.user()));
    });
  }

  private Migrator migrator() {
    Map<String, String> properties = new HashMap<>();
    url.jdbcProperties().forEach((name, value) -> properties.put((String) name, (String) value));
    return new Migrator(url.jdbc(), properties);
  }

  /** How Core's own driver connects to it. */
  PgConnectOptions options() {
    PgConnectOptions options =
        new PgConnectOptions()
            .setHost(url.host())
            .setPort(url.port())
            .setDatabase(url.name())
            .setUser(url.user())
            .setPassword(url.password().map(Secret::value).orElse(""))
            .setSslMode(SslMode.of(url.sslMode().word()));
    if (options.getSslMode() != SslMode.DISABLE) {
      options.setSslOptions(tls());
    }
    return options;
  }

  private ClientSSLOptions tls() {
    ClientSSLOptions tls = new ClientSSLOptions();
    tls.setHostnameVerificationAlgorithm(
        url.sslMode() == DatabaseUrl.SslMode.VERIFY_FULL ? "HTTPS" : "");
    url.sslRootCertificate()
        .ifPresentOrElse(
            file -> tls.setTrustOptions(new PemTrustOptions().addCertPath(file.toString())),
            () -> tls.setTrustAll(url.sslMode().compareTo(DatabaseUrl.SslMode.VERIFY_CA) < 0));
    return tls;
  }

  private static String firstLine(FlywayException failed) {
    Throwable cause = failed.getCause() == null ? failed : failed.getCause();
    return String.valueOf(cause.getMessage()).lines().findFirst().orElse("no reason given");
  }

  @Override
  public void close() {
    embedded.ifPresent(EmbeddedPostgres::close);
  }
}
