package com.resultity.app.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SettingSourcesTest {
  @TempDir private Path directory;
  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = directory.resolve("core.properties");
  }

  @Test
  void flagsComeBeforeTheEnvironmentBeforeTheFileBeforeDefaults() throws IOException {
    Files.writeString(file, "slots=3\n");
    assertThat(slots(Map.of(), Optional.empty())).isEqualTo(2);
    assertThat(slots(Map.of(), Optional.of(file))).isEqualTo(3);
    assertThat(slots(Map.of("RESULTITY_SLOTS", "4"), Optional.of(file))).isEqualTo(4);
    assertThat(slots(Map.of("RESULTITY_SLOTS", "4"), Optional.of(file), "--slots=5")).isEqualTo(5);
    assertThat(slots(Map.of("RESULTITY_SLOTS", " "), Optional.of(file))).isEqualTo(3);
  }

  @Test
  void refusesUnknownVariablesWithTheNearestName() {
    assertThatExceptionOfType(OperatorError.class)
        .isThrownBy(() -> SettingSources.read(Map.of("RESULTITY_SLOT", "4"), Optional.empty()))
        .withMessageContaining("did you mean 'RESULTITY_SLOTS'?");
  }

  @Test
  void refusesUnknownNamesInTheFileWithTheNearestName() throws IOException {
    Files.writeString(file, "read-conections=3\n");
    assertThatExceptionOfType(OperatorError.class)
        .isThrownBy(() -> SettingSources.read(Map.of(), Optional.of(file)))
        .withMessageContaining("did you mean 'read-connections'?");
  }

  @Test
  void refusesAFileThatIsNotThere() {
    assertThatExceptionOfType(OperatorError.class)
        .isThrownBy(() -> SettingSources.read(Map.of(), Optional.of(file)))
        .withMessageContaining("cannot read the settings");
  }

  @Test
  void leavesOtherProgramsVariablesAlone() {
    SettingSources.read(Map.of("PATH", "/bin", "RESULTITY_JAVA_OPTS", "-Xmx1g"), Optional.empty());
  }

  @Test
  void readsADatabaseUrlAndHidesItsPassword() {
    DatabaseUrl url =
        DatabaseUrl.parse(
            "postgresql://core:p%40ss+word@[::1]:5433/core?sslmode=verify-full&sslrootcert=ca.pem");
    assertThat(url.password()).contains(new Secret("p@ss+word"));
    assertThat(url.jdbc()).isEqualTo("jdbc:postgresql://[::1]:5433/core");
    assertThat(url.jdbcProperties()).containsEntry("sslmode", "verify-full");
    assertThat(url.toString()).doesNotContain("p@ss").contains("****");
  }

  @Test
  void refusesBrokenDatabaseUrlsWithoutRepeatingThePassword() {
    for (String text :
        new String[] {
          "postgresql://core:s e c@host/db",
          "mysql://core:s-e-c@host/db",
          "postgresql://core:s-e-c@host",
          "postgresql://host/db",
          "postgresql://core:s-e-c@host/db?sslmod=require",
          "postgresql://core:s-e-c@host/db?sslmode=yes"
        }) {
      assertThatExceptionOfType(IllegalArgumentException.class)
          .isThrownBy(() -> DatabaseUrl.parse(text))
          .satisfies(e -> assertThat(e.getMessage()).doesNotContain("s-e-c", "s e c"));
    }
  }

  @Test
  void readsAddresses() {
    assertThat(Address.parse("[::1]:9090")).isEqualTo(new Address("::1", 9090));
    assertThat(Address.parse("localhost:0").isLoopback()).isTrue();
    assertThat(Address.parse("0.0.0.0:80").isLoopback()).isFalse();
    for (String text : new String[] {"8080", "host:", "host:65536", "a b:1"}) {
      assertThatExceptionOfType(IllegalArgumentException.class)
          .isThrownBy(() -> Address.parse(text));
    }
  }

  private static int slots(
      Map<String, String> environment, Optional<Path> file, String... arguments) {
    ServeSettings settings = new ServeSettings();
    new CommandLine(settings)
        .setDefaultValueProvider(SettingSources.read(environment, file))
        .registerConverter(Address.class, Address::parse)
        .parseArgs(arguments);
    return settings.slots();
  }
}
