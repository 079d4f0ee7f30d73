package com.resultity.app;

import com.resultity.app.access.DevelopmentKey;
import com.resultity.app.settings.DataSettings;
import com.resultity.app.settings.TokenSettings;
import com.resultity.ports.access.Principal;
import com.resultity.ports.access.Role;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Prints a development token, alone. */
@Command(
    name = "token",
    description = {
      "Prints a development token, alone on standard output.",
      "It is signed with a key in the data directory; 'serve --dev' accepts it, on loopback only."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  resultity token --role admin",
      "  resultity token --role cloud --namespace 0198c6f0-5a3e-7c41-9d52-1f6e0b7a2c11 --ttl 10m",
      "  curl -H \"Authorization: Bearer $(resultity token --role status)\" \\",
      "    http://127.0.0.1:8080/v1/usage"
    })
final class Token implements Callable<Integer> {
  private static final Duration LONGEST = Duration.ofDays(30);

  private final InstantSource clock;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private final DataSettings data = new DataSettings();
  @Mixin private final TokenSettings token = new TokenSettings();

  @Option(
      names = "--role",
      required = true,
      description = "What the caller may do: ${COMPLETION-CANDIDATES} (either case).")
  private Role role = Role.STATUS;

  @Option(names = "--subject", description = "Who the caller is. Default: ${DEFAULT-VALUE}")
  private String subject = "developer";

  @Option(names = "--account", paramLabel = "ID", description = "Narrow it to one account.")
  private @Nullable UUID account;

  @Option(names = "--namespace", paramLabel = "ID", description = "Narrow it to one namespace.")
  private @Nullable UUID namespace;

  @Option(
      names = "--ttl",
      paramLabel = "DURATION",
      defaultValue = "1h",
      description = "How long it is good for, at most 30d. Default: ${DEFAULT-VALUE}")
  private Duration lifetime = Duration.ofHours(1);

  Token(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() {
    if (lifetime.isZero() || lifetime.compareTo(LONGEST) > 0) {
      throw new ParameterException(spec.commandLine(), "--ttl must be between 1s and 30d");
    }
    if (subject.isBlank()) {
      throw new ParameterException(spec.commandLine(), "--subject must not be blank");
    }
    Principal caller =
        new Principal(subject, role, Optional.ofNullable(account), Optional.ofNullable(namespace));
    String signed =
        DevelopmentKey.in(data.directory())
            .sign(caller, token.issuer(), token.audience(), clock.instant(), lifetime);
    spec.commandLine().getOut().println(signed);
    return 0;
  }
}
