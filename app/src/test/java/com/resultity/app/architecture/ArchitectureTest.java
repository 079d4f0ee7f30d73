package com.resultity.app.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.resultity.domain.ledger.Breaker;
import com.resultity.http.BreakerImpl;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArchitectureTest {
  private static final JavaClasses PRODUCT =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_PACKAGE_INFOS)
          .importPackages("com.resultity");

  static Stream<ArchRule> rules() {
    return Stream.of(
            Rules.MAY_SEE.keySet().stream().map(Rules::room),
            Rules.AREAS.keySet().stream().map(Rules::area),
            Stream.of(
                Rules.jsonOnlyIn("ports.journal"),
                Rules.THE_DOMAIN_HAS_NO_CLOCK,
                Rules.NAMES_SAY_WHAT_A_THING_IS,
                Rules.door("http", "grpc"),
                Rules.door("grpc", "http")))
        .flatMap(rules -> rules);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void theProductKeepsToTheRule(ArchRule rule) {
    rule.check(PRODUCT);
  }

  @Test
  void everyRoomIsThere() {
    assertThat(PRODUCT)
        .extracting(type -> type.getPackageName().replaceFirst("com\\.resultity\\.(\\w+).*", "$1"))
        .contains("domain", "ports", "pg", "http", "grpc", "app");
  }

  @Test
  void theRulesOfTheDomainCatchAClassThatBreaksThem() {
    JavaClasses broken = new ClassFileImporter().importClasses(Breaker.class);

    assertThatThrownBy(() -> Rules.room("domain").check(broken))
        .hasMessageContaining("io.vertx.core.Future");
    assertThatThrownBy(() -> Rules.THE_DOMAIN_HAS_NO_CLOCK.check(broken))
        .hasMessageContaining("Instant.now");
    assertThatThrownBy(() -> Rules.area("ledger").check(broken))
        .hasMessageContaining("domain.jobs");
  }

  @Test
  void theRulesOfNamesAndDoorsCatchAClassThatBreaksThem() {
    JavaClasses broken = new ClassFileImporter().importClasses(BreakerImpl.class);

    assertThatThrownBy(() -> Rules.NAMES_SAY_WHAT_A_THING_IS.check(broken))
        .hasMessageContaining("BreakerImpl");
    assertThatThrownBy(() -> Rules.door("http", "grpc").check(broken))
        .hasMessageContaining("GrpcDoor");
    assertThatThrownBy(() -> Rules.jsonOnlyIn("ports.access").check(PRODUCT))
        .hasMessageContaining("JsonFactory");
  }
}
