package com.resultity.app;

import com.resultity.app.access.DeploymentSecret;
import com.resultity.app.access.KeySource;
import com.resultity.app.access.TrustedKeys;
import com.resultity.app.database.DatabaseHealth;
import com.resultity.app.database.EmbeddedPostgres;
import com.resultity.app.settings.Address;
import com.resultity.app.settings.DataSettings;
import com.resultity.app.settings.DatabaseSettings;
import com.resultity.app.settings.DatabaseUrl;
import com.resultity.app.settings.IdentitySettings;
import com.resultity.app.settings.OperatorError;
import com.resultity.app.settings.PrivateDirectory;
import com.resultity.app.settings.ServeSettings;
import com.resultity.app.settings.SettingSources;
import com.resultity.app.settings.TlsSettings;
import com.resultity.app.settings.TokenSettings;
import com.resultity.app.tls.ServerIdentity;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;

/** Prints the settings in force and checks what they point to. */
@Command(
    name = "doctor",
    description = {
      "Prints the settings in force, secrets hidden, and checks what they point to.",
      "An embedded database that exists is started and stopped; none is created."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  resultity doctor",
      "  RESULTITY_DATABASE_PASSWORD=... resultity doctor \\",
      "    --database 'postgresql://core@db.example.org/core?sslmode=verify-full'"
    })
final class Doctor implements Callable<Integer> {
  private static final int OLDEST_POSTGRESQL = 15;

  private final InstantSource clock;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private final DataSettings data = new DataSettings();
  @Mixin private final DatabaseSettings database = new DatabaseSettings();
  @Mixin private final ServeSettings serve = new ServeSettings();
  @Mixin private final TokenSettings token = new TokenSettings();
  @Mixin private final IdentitySettings identity = new IdentitySettings();
  @Mixin private final TlsSettings tls = new TlsSettings();

  Doctor(InstantSource clock) {
    this.clock = clock;
  }

  /** Looks at one thing: gives what it found, or throws an {@link OperatorError}. */
  @FunctionalInterface
  private interface Check {
    String look();
  }

  @Override
  public Integer call() {
    printSettings();
    out().println();
    boolean well = check("java", () -> Runtime.version().toString());
    well &= check("data", this::dataDirectory);
    well &= check("database", this::database);
    well &= check("http", () -> free(serve.http()));
    well &= check("grpc", () -> free(serve.grpc()));
    well &= check("slots", () -> Integer.toString(serve.slots()));
    well &= check("limits", this::limits);
    well &= check("keys", this::keys);
    well &= check("secret", this::secret);
    well &= check("tls", this::tls);
    return well ? 0 : 1;
  }

  private String secret() {
    identity.secret().ifPresent(DeploymentSecret::of);
    return identity.secret().isPresent() ? "given" : "of the data directory";
  }

  private void printSettings() {
    for (OptionSpec option : spec.options()) {
      if (SettingSources.isSetting(option)) {
        String name = option.longestName().substring(2);
        out().printf("%-18s = %-40s (%s)%n", name, value(name, option), origin(option));
      }
    }
  }

  private String value(String name, OptionSpec option) {
    return name.equals("data")
        ? data.directory().toString()
        : Optional.ofNullable(option.<Object>getValue()).map(Object::toString).orElse("-");
  }

  private String origin(OptionSpec option) {
    if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
      return "flag";
    }
    return spec.defaultValueProvider() instanceof SettingSources sources
        ? sources.origin(option)
        : "default";
  }

  private boolean check(String what, Check check) {
    try {
      out().printf("ok      %-9s %s%n", what, check.look());
      return true;
    } catch (OperatorError e) {
      out().printf("FAILED  %-9s %s%n", what, e.getMessage());
      return false;
    }
  }

  private String dataDirectory() {
    Path directory = data.directory();
    if (!Files.exists(directory)) {
      return directory + " does not exist yet";
    }
    PrivateDirectory.create(directory);
    try {
      long free = Files.getFileStore(directory).getUsableSpace();
      return "%s, %d MiB free".formatted(directory, free >> 20);
    } catch (IOException e) {
      throw new OperatorError("cannot look at " + directory + ": " + e, e);
    }
  }

  private String database() {
    Optional<DatabaseUrl> external = database.external();
    if (external.isPresent()) {
      return "%s: %s".formatted(external.get(), health(external.get()));
    }
    Path directory = data.directory();
    Optional<String> owner = EmbeddedPostgres.owner(directory);
    if (owner.isPresent()) {
      return "embedded, in use by " + owner.get();
    }
    if (!EmbeddedPostgres.exists(directory)) {
      return "embedded, not created yet";
    }
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory)) {
      return "embedded: " + health(postgres.url());
    }
  }

  private static String health(DatabaseUrl url) {
    DatabaseHealth health = DatabaseHealth.read(url);
    String found =
        "PostgreSQL %s, %s, fsync=%s, full_page_writes=%s, synchronous_commit=%s"
            .formatted(
                health.version(),
                health.encrypted() ? "encrypted" : "not encrypted",
                health.fsync(),
                health.fullPageWrites(),
                health.synchronousCommit());
    if (health.major() < OLDEST_POSTGRESQL) {
      throw new OperatorError(found + "; PostgreSQL 15 or newer is needed");
    }
    if (!health.durable()) {
      throw new OperatorError(found + "; commits would not survive a power cut");
    }
    return found;
  }

  private static String free(Address address) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(address.host(), address.port()));
      return address + " is free";
    } catch (IOException e) {
      throw new OperatorError("cannot listen on %s: %s".formatted(address, e.getMessage()), e);
    }
  }

  private String keys() {
    if (serve.dev()) {
      return "development tokens are accepted";
    }
    if (serve.jwks().isEmpty()) {
      return "none: set jwks, or dev for development";
    }
    try (TrustedKeys keys = TrustedKeys.open(KeySource.at(serve.jwks().get()), clock)) {
      return "%d usable, issuer %s, audience %s"
          .formatted(keys.count(), token.issuer(), token.audience());
    }
  }

  private String limits() {
    return "%s requests a second, services %s"
        .formatted(rate(serve.rateLimit()), rate(serve.serviceRateLimit()));
  }

  private static String rate(int rate) {
    return rate == 0 ? "any number" : Integer.toString(rate);
  }

  private String tls() {
    return tls.certificate()
        .map(certificate ->
            new ServerIdentity.Files(certificate, tls.key().orElseThrow(), tls.clientAuthority())
                .read()
                .summary())
        .orElse("none: the doors talk in clear text");
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
