package com.resultity.app.database;

import com.resultity.app.settings.Build;
import com.resultity.app.settings.DatabaseUrl;
import com.resultity.app.settings.OperatorError;
import com.resultity.app.settings.Secret;
import com.resultity.app.settings.SecretFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL server on a data directory that this process owns. It listens on loopback and on a
 * private socket, asks for a password, and is durable: a commit that returned survives a power cut.
 * Close it after the last connection has closed.
 */
public final class EmbeddedPostgres implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);
  private static final String SUPERUSER = "postgres";
  private static final String DATABASE = "resultity";
  private static final String PASSWORD_FILE = "database-password";

  private final DataDirectory directory;
  private final Cluster cluster;
  private final Listening listening;
  private final DatabaseUrl url;

  private EmbeddedPostgres(
      DataDirectory directory, Cluster cluster, Listening listening, DatabaseUrl url) {
    this.directory = directory;
    this.cluster = cluster;
    this.listening = listening;
    this.url = url;
  }

  /**
   * Starts the server of the directory, creating it on first use. What a killed owner left running
   * is stopped first.
   *
   * @throws OperatorError when the directory is in use, not usable, or of another version, or when
   *     the server does not start durable
   */
  public static EmbeddedPostgres start(Path path) {
    DataDirectory directory = DataDirectory.own(path);
    try {
      return start(directory);
    } catch (IOException e) {
      release(directory);
      throw new OperatorError("cannot start the embedded database in %s: %s".formatted(path, e), e);
    } catch (RuntimeException e) {
      release(directory);
      throw e;
    }
  }

  /** Whether the directory holds a database already. */
  public static boolean exists(Path directory) {
    return Files.exists(Cluster.files(directory).resolve("PG_VERSION"));
  }

  /** The process that has the directory's database open, in words, if any. */
  public static Optional<String> owner(Path directory) {
    return DataDirectory.owner(directory);
  }

  /** The database as its superuser, with the password. */
  public DatabaseUrl url() {
    return url;
  }

  /** A directory that only this user can enter, with the server's Unix socket. */
  public Path socketDirectory() {
    return listening.sockets();
  }

  /**
   * Starts the server again, at the same address, after it died.
   *
   * @throws OperatorError when it does not start, as while a part of it still lives
   */
  public void startAgain() {
    try {
      cluster.start(listening);
    } catch (IOException e) {
      throw new OperatorError("cannot start the embedded database again", e);
    }
  }

  /** Stops the server in order and gives the directory up. */
  @Override
  public void close() {
    try {
      cluster.stop();
      LOG.info("embedded PostgreSQL stopped");
    } finally {
      listening.forget();
      release(directory);
    }
  }

  private static EmbeddedPostgres start(DataDirectory directory) throws IOException {
    Build build = Build.read();
    Cluster.refuseOtherMajor(directory.path(), build.postgresqlMajor());
    PostgresPrograms programs = PostgresPrograms.unpack(build.postgresql(), directory.path());
    Secret password =
        SecretFile.readOrCreate(directory.path(), PASSWORD_FILE, EmbeddedPostgres::freshPassword);
    Cluster cluster =
        Cluster.prepare(programs, directory.path(), directory.path().resolve(PASSWORD_FILE));
    Listening listening = Listening.choose(directory.path());
    EmbeddedPostgres started =
        new EmbeddedPostgres(
            directory, cluster, listening, url(listening.port(), password, DATABASE));
    try {
      cluster.start(listening);
      DatabaseUrl server = url(listening.port(), password, SUPERUSER);
      DatabaseHealth.refuseUnlessDurable(server);
      DatabaseHealth.createIfMissing(server, DATABASE);
    } catch (IOException | RuntimeException e) {
      started.close();
      throw e;
    }
    LOG.info(
        "embedded PostgreSQL {} listens on 127.0.0.1:{}", build.postgresql(), listening.port());
    return started;
  }

  private static DatabaseUrl url(int port, Secret password, String name) {
    return new DatabaseUrl(
        "127.0.0.1",
        port,
        name,
        SUPERUSER,
        Optional.of(password),
        DatabaseUrl.SslMode.DISABLE,
        Optional.empty());
  }

  private static String freshPassword() {
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }

  private static void release(DataDirectory directory) {
    try {
      directory.close();
    } catch (IOException e) {
      LOG.warn("could not give up the data directory: {}", e.getMessage());
    }
  }
}
