package com.resultity.app;

import com.resultity.app.access.DeploymentSecret;
import com.resultity.app.access.DevelopmentKey;
import com.resultity.app.access.JwtVerifier;
import com.resultity.app.access.KeySource;
import com.resultity.app.access.TokenBuckets;
import com.resultity.app.access.Trust;
import com.resultity.app.access.TrustedKeys;
import com.resultity.app.settings.DataSettings;
import com.resultity.app.settings.DatabaseSettings;
import com.resultity.app.settings.IdentitySettings;
import com.resultity.app.settings.OperatorError;
import com.resultity.app.settings.ServeSettings;
import com.resultity.app.settings.TlsSettings;
import com.resultity.app.settings.TokenSettings;
import com.resultity.app.tls.ServerIdentity;
import com.resultity.pg.PgServer;
import com.resultity.ports.access.Tokens;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Serves until it is told to stop. */
@Command(
    name = "serve",
    description = {
      "Serves HTTP and gRPC until it is told to stop (Ctrl-C).",
      "Uses an embedded PostgreSQL unless another is given by --database."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  resultity serve --dev",
      "  resultity serve --jwks https://id.example.org/jwks.json --issuer https://id.example.org"
          + " \\",
      "    --database 'postgresql://core@db.example.org/core?sslmode=verify-full'"
    })
final class Serve implements Callable<Integer> {
  private final InstantSource clock;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private final DataSettings data = new DataSettings();
  @Mixin private final DatabaseSettings database = new DatabaseSettings();
  @Mixin private final ServeSettings serve = new ServeSettings();
  @Mixin private final TokenSettings token = new TokenSettings();
  @Mixin private final IdentitySettings identity = new IdentitySettings();
  @Mixin private final TlsSettings tls = new TlsSettings();

  Serve(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() throws InterruptedException {
    // What is set wrongly is told before anything starts.
    int slots = serve.slots();
    int readConnections = database.readConnections();
    Doors doors = doors();
    Tokens tokens =
        new JwtVerifier(TrustedKeys.open(keys(), clock), token.issuer(), token.audience(), clock);
    Trust trust = new Trust(tokens, secret(), identity.wallets());
    CountDownLatch told = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .unstarted(() -> {
                  told.countDown();
                  awaitQuietly(stopped);
                }));
    try (Database opened = Database.open(database.external(), data.directory())) {
      opened.prepare();
      PgServer server = new PgServer(opened.options(), slots, readConnections);
      try (Core core = Core.start(server, doors, trust)) {
        say(core);
        told.await();
      }
    } finally {
      stopped.countDown();
    }
    return 0;
  }

  // What this machine alone knows is of no use to the other instances on a shared database.
  private DeploymentSecret secret() {
    if (identity.secret().isEmpty() && database.external().isPresent() && !serve.dev()) {
      throw new OperatorError(
          "with --database, give all instances the same RESULTITY_SECRET: openssl rand -hex 32");
    }
    return identity
        .secret()
        .map(DeploymentSecret::of)
        .orElseGet(() -> DeploymentSecret.in(data.directory()));
  }

  private Doors doors() {
    Optional<ServerIdentity.Files> files =
        tls.certificate()
            .map(certificate ->
                new ServerIdentity.Files(
                    certificate, tls.key().orElseThrow(), tls.clientAuthority()));
    files.ifPresent(ServerIdentity.Files::read);
    TokenBuckets limits = new TokenBuckets(serve.rateLimit(), serve.serviceRateLimit(), clock);
    return new Doors(serve.http(), serve.grpc(), limits, files);
  }

  private KeySource keys() {
    if (serve.dev()) {
      return DevelopmentKey.in(data.directory()).publicKeys();
    }
    return serve
        .jwks()
        .map(KeySource::at)
        .orElseThrow(() ->
            new OperatorError(
                "whose tokens are to be accepted? Give --jwks FILE|URL with the public keys of"
                    + " your token issuer, or --dev to try it out on this machine alone"));
  }

  private void say(Core core) {
    PrintWriter out = spec.commandLine().getOut();
    boolean encrypted = tls.certificate().isPresent();
    out.printf(
        "HTTP  %s://%s:%d (documentation at /docs)%n",
        encrypted ? "https" : "http", serve.http().host(), core.httpPort());
    out.printf(
        "gRPC  %s:%d (with reflection%s)%n",
        serve.grpc().host(), core.grpcPort(), encrypted ? ", TLS" : "");
    out.println("Ready. Stop with Ctrl-C.");
    out.flush();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
