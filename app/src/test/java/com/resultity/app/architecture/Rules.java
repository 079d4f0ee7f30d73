package com.resultity.app.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The architecture as rules: what each room may see, in one table, and what it must not hold. */
final class Rules {
  private static final String ROOT = "com.resultity.";

  /** For each room, the packages beyond the JDK and its own that it may see. */
  static final Map<String, List<String>> MAY_SEE =
      new TreeMap<>(
          Map.of(
              "domain", List.of("org.jspecify.."),
              "ports",
                  List.of(
                      "org.jspecify..",
                      "com.resultity.domain..",
                      "io.vertx.core",
                      "com.fasterxml.jackson.core.."),
              "pg",
                  List.of(
                      "org.jspecify..",
                      "com.resultity.domain..",
                      "com.resultity.ports..",
                      "io.vertx..",
                      "io.netty.channel..",
                      "io.netty.handler.flush..",
                      "dagger..",
                      "jakarta.inject..",
                      "javax.inject..",
                      "com.github.luben.zstd..",
                      "org.flywaydb..")));

  /** For each area of the domain, the areas it may know. The journal's sealed roots know all. */
  static final Map<String, Set<String>> AREAS =
      new TreeMap<>(
          Map.of(
              "accounts", Set.of("journal", "network"),
              "jobs", Set.of("accounts", "journal", "ledger", "network", "nodes"),
              "journal", Set.of("accounts", "jobs", "ledger", "network", "nodes"),
              "ledger", Set.of("accounts", "journal"),
              "log", Set.of("journal"),
              "network", Set.of("journal"),
              "nodes", Set.of("accounts", "journal", "network")));

  private Rules() {}

  /** A room sees nothing but what the table allows. */
  static ArchRule room(String room) {
    return classes()
        .that()
        .resideInAPackage(ROOT + room + "..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(allowed(room));
  }

  private static String[] allowed(String room) {
    List<String> allowed = new ArrayList<>(List.of("java..", ROOT + room + ".."));
    allowed.addAll(MAY_SEE.getOrDefault(room, List.of()));
    return allowed.toArray(String[]::new);
  }

  /** In ports, one package alone knows JSON. */
  static ArchRule jsonOnlyIn(String knowing) {
    return noClasses()
        .that()
        .resideInAPackage(ROOT + "ports..")
        .and()
        .resideOutsideOfPackage(ROOT + knowing)
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.fasterxml..");
  }

  /** The domain asks nobody for the time or for chance. */
  static final ArchRule THE_DOMAIN_HAS_NO_CLOCK =
      noClasses()
          .that()
          .resideInAPackage(ROOT + "domain..")
          .should()
          .callMethodWhere(
              DescribedPredicate.describe(
                  "tells the time or makes chance",
                  call ->
                      call.getTarget().getName().equals("now")
                          || call.getTarget().getName().equals("randomUUID")
                          || call.getTarget().getName().equals("currentTimeMillis")
                          || call.getTarget().getName().equals("nanoTime")))
          .orShould()
          .dependOnClassesThat()
          .haveNameMatching("java\\.(util\\.(Random|concurrent\\..*)|time\\..*Clock|sql\\..*)");

  /** The doors never see each other, nor PostgreSQL. */
  static ArchRule door(String door, String other) {
    return noClasses()
        .that()
        .resideInAPackage(ROOT + door + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ROOT + other + "..", ROOT + "pg..", ROOT + "app..");
  }

  /** An area of the domain knows only the areas it may. */
  static ArchRule area(String area) {
    return noClasses()
        .that()
        .resideInAPackage(ROOT + "domain." + area)
        .should()
        .dependOnClassesThat(
            DescribedPredicate.describe(
                "are of areas that " + area + " may not know", other -> isBarred(area, other)));
  }

  private static boolean isBarred(String area, JavaClass other) {
    String prefix = ROOT + "domain.";
    if (!other.getPackageName().startsWith(prefix)) {
      return false;
    }
    String its = other.getPackageName().substring(prefix.length());
    return !its.equals(area) && !AREAS.getOrDefault(area, Set.of()).contains(its);
  }

  /** Names say what a thing is. */
  static final ArchRule NAMES_SAY_WHAT_A_THING_IS =
      noClasses()
          .that()
          .haveNameNotMatching(".*\\.Dagger\\w+(\\$.*)?")
          .should()
          .haveNameMatching(".*(Impl|Utils?|Helper|Manager|Common|Base|Abstract\\w*)");
}
