package com.resultity.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.resultity.app.access.DevelopmentKey;
import com.resultity.app.access.JwtVerifier;
import com.resultity.app.access.Trust;
import com.resultity.app.access.TrustedKeys;
import com.resultity.app.settings.Address;
import com.resultity.pg.PgServer;
import com.resultity.ports.access.Principal;
import com.resultity.ports.journal.Block;
import com.resultity.ports.journal.ChainCheck;
import com.resultity.ports.ledger.TrialBalance;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A whole Core with both doors on an embedded PostgreSQL of its own. */
public final class TestCore implements AutoCloseable {
  private static final Address ANYWHERE = new Address("127.0.0.1", 0);
  private static final int SLOTS = 2;

  private final Path directory;
  private final Database database;
  private final Core core;

  private TestCore(Path directory, Database database, Core core) {
    this.directory = directory;
    this.database = database;
    this.core = core;
  }

  public static TestCore start(Path directory) {
    InstantSource clock = InstantSource.system();
    Database database = Database.open(Optional.empty(), directory);
    database.migrate();
    TrustedKeys keys = TrustedKeys.open(DevelopmentKey.in(directory).publicKeys(), clock);
    JwtVerifier tokens = new JwtVerifier(keys, "resultity-dev", "resultity-core", clock);
    PgServer server = new PgServer(database.options(), SLOTS, 2);
    Trust trust = Trust.of(tokens, directory);
    return new TestCore(directory, database, Core.start(server, ANYWHERE, ANYWHERE, trust));
  }

  public int httpPort() {
    return core.httpPort();
  }

  public int grpcPort() {
    return core.grpcPort();
  }

  public Vertx vertx() {
    return core.vertx();
  }

  /** A token of the principal, good for an hour. */
  public String token(Principal principal) {
    return DevelopmentKey.in(directory)
        .sign(principal, "resultity-dev", "resultity-core", Instant.now(), Duration.ofHours(1));
  }

  /** Chains are whole and books balance; shows every block. */
  public void check(Consumer<Block> visit) {
    for (int slot = 0; slot <= SLOTS; slot++) {
      ChainCheck check = new ChainCheck(core.component().blocks());
      assertThat(await(check.run(slot, visit)).problem()).isEmpty();
    }
    assertThat(await(core.component().trialBalance().list()))
        .isNotEmpty()
        .allMatch((TrialBalance.Line line) -> line.total() == 0);
  }

  public static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    } catch (Exception failed) {
      throw new AssertionError(failed);
    }
  }

  @Override
  public void close() {
    core.close();
    database.close();
  }
}
