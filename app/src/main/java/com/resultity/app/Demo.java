package com.resultity.app;

import com.resultity.app.access.DevelopmentKey;
import com.resultity.app.access.JwtVerifier;
import com.resultity.app.access.Trust;
import com.resultity.app.access.TrustedKeys;
import com.resultity.app.demo.Books;
import com.resultity.app.demo.Show;
import com.resultity.app.demo.Trace;
import com.resultity.app.settings.Address;
import com.resultity.app.settings.DataSettings;
import com.resultity.app.settings.DatabaseSettings;
import com.resultity.pg.PgServer;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The whole story on a trace of requests, checked at the end. */
@Command(
    name = "demo",
    description = {
      "Starts PostgreSQL and Core, opens accounts, grants credit and replays a trace of LLM",
      "requests as jobs through gRPC; then checks the books and every chain.",
      "Exits with 1 when anything is not as it should be."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  resultity demo", "  resultity demo --trace AzureLLMInferenceTrace_conv.csv"})
final class Demo implements Callable<Integer> {
  private static final String ISSUER = "resultity-demo";
  private static final String AUDIENCE = "resultity-core";
  private static final Address ANYWHERE_LOCAL = new Address("127.0.0.1", 0);
  private static final int SLOTS = 2;

  private final InstantSource clock;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private final DataSettings data = new DataSettings();
  @Mixin private final DatabaseSettings database = new DatabaseSettings();

  @Option(
      names = "--trace",
      paramLabel = "FILE",
      description = {
        "Lines of TIMESTAMP,ContextTokens,GeneratedTokens to replay.",
        "Default: 5,000 generated requests, always the same."
      })
  private @Nullable Path trace;

  Demo(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Trace requests = trace == null ? Trace.generated() : Trace.read(trace);
    Path directory = data.directory().resolve("demo");
    DevelopmentKey key = DevelopmentKey.in(directory);
    JwtVerifier tokens =
        new JwtVerifier(TrustedKeys.open(key.publicKeys(), clock), ISSUER, AUDIENCE, clock);
    Trust trust = Trust.of(tokens, directory);
    out.println("Starting PostgreSQL and Core");
    out.flush();
    List<String> problems;
    try (Database opened = Database.open(database.external(), directory)) {
      opened.migrate();
      PgServer server = new PgServer(opened.options(), SLOTS, database.readConnections());
      try (Core core = Core.start(server, ANYWHERE_LOCAL, ANYWHERE_LOCAL, trust)) {
        CoreComponent parts = core.component();
        problems =
            new Show(
                    core.vertx(),
                    core.grpcPort(),
                    who -> key.sign(who, ISSUER, AUDIENCE, clock.instant(), Duration.ofHours(1)),
                    new Books(parts.blocks(), parts.trialBalance(), SLOTS),
                    out)
                .run(requests, Long.toString(clock.instant().toEpochMilli(), Character.MAX_RADIX));
      }
    }
    problems.forEach(problem -> out.println("WRONG     " + problem));
    out.println(problems.isEmpty() ? "\nAll is well." : "\nNot all is well.");
    return problems.isEmpty() ? 0 : 1;
  }
}
