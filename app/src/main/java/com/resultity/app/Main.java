package com.resultity.app;

import com.resultity.app.settings.Address;
import com.resultity.app.settings.Build;
import com.resultity.app.settings.DatabaseUrl;
import com.resultity.app.settings.OperatorError;
import com.resultity.app.settings.Secret;
import com.resultity.app.settings.SettingSources;
import com.resultity.app.settings.WrongSetting;
import com.resultity.app.tools.Config;
import com.resultity.app.tools.ShowJob;
import com.resultity.app.tools.Statement;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.TypeConversionException;

/** The command line. Exit codes: 0 done, 1 failed, 2 wrong usage. */
@Command(
    name = "resultity",
    scope = ScopeType.INHERIT,
    versionProvider = Main.Version.class,
    sortOptions = false,
    usageHelpAutoWidth = true,
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "1:failed", "2:wrong usage"})
public final class Main {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description = {
        "Properties file of settings, such as slots=4.",
        "Flags come first, then RESULTITY_SLOTS and so on, then this file."
      })
  private @Nullable Path config;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help message and exit.")
  @SuppressWarnings("unused") // Picocli asks its own model.
  private boolean help;

  // Of the root alone: others may mean other versions.
  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Print version information and exit.")
  @SuppressWarnings("unused") // As above.
  private boolean version;

  private Main() {}

  public static void main(String[] arguments) {
    CommandLine commands = commandLine(InstantSource.system());
    System.exit(run(commands, System.getenv(), arguments));
  }

  /** All commands, reading the time from the clock. */
  static CommandLine commandLine(InstantSource clock) {
    CommandLine commands = new CommandLine(new Main());
    commands.addSubcommand(new Serve(clock));
    commands.addSubcommand(new Demo(clock));
    commands.addSubcommand(new Migrate());
    commands.addSubcommand(new Token(clock));
    commands.addSubcommand(new Doctor(clock));
    commands.addSubcommand(new Statement());
    commands.addSubcommand(new ShowJob());
    commands.addSubcommand(new Config());
    commands.registerConverter(Address.class, refusing(Address::parse));
    commands.registerConverter(DatabaseUrl.class, refusing(DatabaseUrl::parse));
    commands.registerConverter(Secret.class, Secret::new);
    commands.registerConverter(UUID.class, refusing(UUID::fromString));
    commands.registerConverter(Duration.class, refusing(Lifetime::parse));
    commands.setCaseInsensitiveEnumValuesAllowed(true);
    commands.setExecutionExceptionHandler((exception, command, parsed) -> {
      if (exception instanceof OperatorError error) {
        return complain(commands, error);
      }
      throw exception;
    });
    return commands;
  }

  /** Runs one command with this environment and gives the exit code. */
  static int run(CommandLine commands, Map<String, String> environment, String... arguments) {
    try {
      commands.setDefaultValueProvider(
          SettingSources.read(environment, configFile(environment, arguments)));
      return commands.execute(arguments);
    } catch (WrongSetting e) {
      return complain(commands, e);
    }
  }

  private static int complain(CommandLine commands, OperatorError e) {
    commands.getErr().println(commands.getColorScheme().errorText("resultity: " + e.getMessage()));
    return e instanceof WrongSetting
        ? commands.getCommandSpec().exitCodeOnInvalidInput()
        : commands.getCommandSpec().exitCodeOnExecutionException();
  }

  private static <T> ITypeConverter<T> refusing(Function<String, T> parse) {
    return text -> {
      try {
        return parse.apply(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    };
  }

  /** A first pass over the arguments, since the file must be read before the real one. */
  private static Optional<Path> configFile(Map<String, String> environment, String... arguments) {
    Main first = new Main();
    try {
      new CommandLine(first).setUnmatchedArgumentsAllowed(true).parseArgs(arguments);
    } catch (ParameterException e) {
      return Optional.empty(); // the real pass will say what is wrong
    }
    return Optional.ofNullable(first.config)
        .or(() -> Optional.ofNullable(environment.get(SettingSources.FILE_VARIABLE)).map(Path::of));
  }

  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      Build build = Build.read();
      return new String[] {
        "resultity %s (PostgreSQL %s)".formatted(build.version(), build.postgresql())
      };
    }
  }
}
