package com.resultity.app.settings;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The values that stand behind the flags: the environment ({@code RESULTITY_READ_CONNECTIONS}),
 * then a properties file ({@code read-connections=2}). A name that no setting has is refused.
 */
public final class SettingSources implements IDefaultValueProvider {
  private static final String PREFIX = "RESULTITY_";

  /** Names the file of settings, so it cannot be a setting in that file. */
  public static final String FILE_VARIABLE = "RESULTITY_CONFIG";

  /** Variables with the prefix that are no settings: the launcher reads the other two. */
  private static final Set<String> OTHERS =
      Set.of(FILE_VARIABLE, "RESULTITY_JAVA_HOME", "RESULTITY_JAVA_OPTS");

  private static final Set<String> KNOWN =
      Stream.of(
              new DataSettings(),
              new DatabaseSettings(),
              new TokenSettings(),
              new TlsSettings(),
              new ServeSettings(),
              new IdentitySettings(),
              new ClientSettings())
          .flatMap(group -> CommandSpec.forAnnotatedObject(group).options().stream())
          .map(SettingSources::name)
          .collect(toUnmodifiableSet());

  private record Value(String text, String origin) {}

  private final Map<String, Value> values;

  private SettingSources(Map<String, Value> values) {
    this.values = Map.copyOf(values);
  }

  /**
   * Reads both sources; a blank variable counts as unset.
   *
   * @throws WrongSetting when a name is unknown or the file cannot be read
   */
  public static SettingSources read(Map<String, String> environment, Optional<Path> file) {
    Map<String, Value> values = new HashMap<>();
    file.ifPresent(path -> addFile(values, path));
    addEnvironment(values, environment);
    return new SettingSources(values);
  }

  @Override
  public @Nullable String defaultValue(ArgSpec argument) {
    return argument instanceof OptionSpec option
        ? find(option).map(Value::text).orElse(null)
        : null;
  }

  /** Where the option's value comes from when no flag gives it, for a person to read. */
  public String origin(OptionSpec option) {
    return find(option).map(Value::origin).orElse("default");
  }

  /** Whether the option is a setting, rather than an argument of one command. */
  public static boolean isSetting(OptionSpec option) {
    return KNOWN.contains(name(option));
  }

  private Optional<Value> find(OptionSpec option) {
    return Optional.ofNullable(values.get(name(option)));
  }

  private static void addFile(Map<String, Value> values, Path file) {
    if (!Files.isReadable(file)) {
      throw new WrongSetting("cannot read the settings in %s: no such file".formatted(file));
    }
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new WrongSetting("cannot read the settings in %s: %s".formatted(file, e), e);
    }
    for (String name : properties.stringPropertyNames()) {
      if (!KNOWN.contains(name)) {
        throw new WrongSetting(
            "%s: there is no setting '%s'%s".formatted(file, name, NearestName.hint(name, KNOWN)));
      }
      values.put(name, new Value(properties.getProperty(name).strip(), "file " + file));
    }
  }

  private static void addEnvironment(Map<String, Value> values, Map<String, String> environment) {
    Map<String, String> names = new HashMap<>();
    KNOWN.forEach(name -> names.put(variable(name), name));
    environment.forEach((variable, text) -> {
      if (!variable.startsWith(PREFIX) || OTHERS.contains(variable) || text.isBlank()) {
        return;
      }
      String name = names.get(variable);
      if (name == null) {
        throw new WrongSetting(
            "the environment sets %s, but there is no such setting%s"
                .formatted(variable, NearestName.hint(variable, names.keySet())));
      }
      values.put(name, new Value(text.strip(), "environment " + variable));
    });
  }

  private static String variable(String name) {
    return PREFIX + name.toUpperCase(Locale.ROOT).replace('-', '_');
  }

  private static String name(OptionSpec option) {
    return option.longestName().replaceFirst("^--", "");
  }
}
