package com.resultity.domain.network;

import static com.resultity.domain.journal.Scenario.empty;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.resultity.domain.journal.RefusalCode;
import com.resultity.domain.network.NetworkCommand.PublishConfiguration;
import com.resultity.domain.network.NetworkRecord.ConfigurationPublished;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What may be published, and what it makes a job cost. */
class ConfigurationTest {
  private static final JobLimits LIMITS = new JobLimits(Duration.ofHours(1), RetryPolicy.of(3));
  private static final Duration DAY = Duration.ofDays(1);
  private static final Model LLAMA = model("llama", 100);

  @Test
  void versionsAreDensePerNetwork() {
    Terms terms = new Terms(List.of(LLAMA), LIMITS);
    PublishConfiguration testnet = new PublishConfiguration(Network.TESTNET, terms);
    PublishConfiguration mainnet = new PublishConfiguration(Network.MAINNET, terms);

    empty()
        .when(testnet)
        .then(new ConfigurationPublished(new Configuration(Network.TESTNET, 1, terms)))
        .and(testnet)
        .when(mainnet)
        .then(new ConfigurationPublished(new Configuration(Network.MAINNET, 1, terms)))
        .when(testnet)
        .then(new ConfigurationPublished(new Configuration(Network.TESTNET, 3, terms)));
  }

  static Stream<Arguments> problems() {
    return Stream.of(
        arguments(new Terms(List.of(), LIMITS), "/models", "at least one model is needed"),
        arguments(
            new Terms(List.of(LLAMA, LLAMA), LIMITS),
            "/models/1/version",
            "the name has this version twice"),
        arguments(
            new Terms(List.of(LLAMA, new Model("llama", "2", new Tariff(1, 1, 1), 1)), LIMITS),
            "/models/1/status",
            "another version of the name is approved"),
        arguments(
            new Terms(List.of(LLAMA.with(ModelStatus.RETIRED, Instant.EPOCH)), LIMITS),
            "/models/0/retiresAt",
            "is for deprecated models"),
        arguments(
            of(new Compatibility(List.of("vllm", "A B"), 0)),
            "/models/0/compatibility/runtimes/1",
            "must be 1 to 64 of a-z, 0-9, dot, dash and underscore, the first a letter or digit"),
        arguments(
            of(new Compatibility(List.of("vllm", "vllm"), 0)),
            "/models/0/compatibility/runtimes/1",
            "is named twice"),
        arguments(
            of(new Compatibility(Collections.nCopies(101, "vllm"), 0)),
            "/models/0/compatibility/runtimes",
            "must be at most 100"),
        arguments(
            of(new Compatibility(List.of(), -1)),
            "/models/0/compatibility/minVramMib",
            "must not be negative"),
        arguments(new Terms(List.of(model(" ", 1)), LIMITS), "/models/0/name", "must not be blank"),
        arguments(
            new Terms(List.of(new Model("m", "", new Tariff(1, 1, 1), 1)), LIMITS),
            "/models/0/version",
            "must not be blank"),
        arguments(of(new Tariff(-1, 1, 1), 1), "/models/0/requestPrice", "must not be negative"),
        arguments(of(new Tariff(1, -1, 1), 1), "/models/0/inputPrice", "must not be negative"),
        arguments(of(new Tariff(1, 1, -1), 1), "/models/0/outputPrice", "must not be negative"),
        arguments(of(new Tariff(1, 1, 1), 0), "/models/0/maxTokens", "must be positive"),
        arguments(of(new Tariff(0, 0, 0), 5), "/models/0", "must cost something"),
        arguments(
            of(new Tariff(1, Long.MAX_VALUE, 1), 2),
            "/models/0",
            "costs more than fits 63 bits at maxTokens"),
        arguments(
            new Terms(List.of(LLAMA), new JobLimits(Duration.ofMillis(999), RetryPolicy.of(1))),
            "/limits/maxTtl",
            "must be from 1 second to 30 days"),
        arguments(
            new Terms(
                List.of(LLAMA),
                new JobLimits(Duration.ofDays(30).plusMillis(1), RetryPolicy.of(1))),
            "/limits/maxTtl",
            "must be from 1 second to 30 days"),
        arguments(
            new Terms(List.of(LLAMA), new JobLimits(Duration.ofDays(1), RetryPolicy.of(0))),
            "/limits/maxAttempts",
            "must be from 1 to 100"),
        arguments(
            new Terms(List.of(LLAMA), new JobLimits(Duration.ofDays(1), RetryPolicy.of(101))),
            "/limits/maxAttempts",
            "must be from 1 to 100"),
        arguments(
            of(Map.of("vllm", "0.6.x")),
            "/runtimes/vllm",
            "must be up to 8 numbers with dots between them"),
        arguments(
            of(Map.of("v/llm", "1")),
            "/runtimes",
            "each name must be 1 to 64 of a-z, 0-9, dot, dash and underscore, the first a letter"
                + " or digit"),
        arguments(
            of(participation(101, 1, DAY)), "/participation/minimumTrust", "must be from 0 to 100"),
        arguments(
            of(participation(0, 0, DAY)),
            "/participation/penaltyLimit",
            "must be from 1 to 1000000"),
        arguments(
            of(participation(0, 1, Duration.ZERO)),
            "/participation/exclusion",
            "must be from 1 second to 366 days"),
        arguments(
            of(new Participation(true, 0, 1, DAY, Duration.ofMillis(999), DAY.dividedBy(24))),
            "/participation/heartbeatInterval",
            "must be from 1 second to 1 hour"),
        arguments(
            of(new Participation(true, 0, 1, DAY, DAY.dividedBy(24), DAY)),
            "/participation/messageWindow",
            "must be from 1 second to 1 hour"));
  }

  @ParameterizedTest
  @MethodSource("problems")
  void aConfigurationWithAProblemIsRefusedAndThePlaceNamed(
      Terms terms, String path, String problem) {
    empty()
        .when(new PublishConfiguration(Network.TESTNET, terms))
        .thenRefused(RefusalCode.CONFIG_INVALID, Map.of(path, problem));
  }

  @Test
  void everyProblemIsNamedAtOnce() {
    Terms terms =
        new Terms(
            List.of(LLAMA, new Model("", "", new Tariff(-1, 0, 0), 0)),
            new JobLimits(Duration.ZERO, RetryPolicy.of(0)));

    assertThat(terms.problems().keySet())
        .containsExactly(
            "/models/1/name",
            "/models/1/version",
            "/models/1/requestPrice",
            "/models/1/maxTokens",
            "/limits/maxTtl",
            "/limits/maxAttempts");
  }

  @Test
  void aModelThatIsFreeIsFoundEvenWhenAnotherHasAProblem() {
    Terms terms =
        new Terms(List.of(model("", 1), new Model("free", "1", new Tariff(0, 0, 0), 5)), LIMITS);

    assertThat(terms.problems()).containsOnlyKeys("/models/0/name", "/models/1");
  }

  @Property
  void aPriceIsExactAndRoundedUp(
      @ForAll @LongRange(max = 1_000_000_000) long request,
      @ForAll @LongRange(max = 1_000_000_000) long input,
      @ForAll @LongRange(max = 1_000_000_000) long output,
      @ForAll @LongRange(max = 1_000_000_000) long tokensIn,
      @ForAll @LongRange(max = 1_000_000_000) long tokensOut) {
    BigInteger million = BigInteger.valueOf(1_000_000);
    BigInteger tokens =
        BigInteger.valueOf(tokensIn)
            .multiply(BigInteger.valueOf(input))
            .add(BigInteger.valueOf(tokensOut).multiply(BigInteger.valueOf(output)));
    BigInteger price =
        tokens
            .add(million)
            .subtract(BigInteger.ONE)
            .divide(million)
            .add(BigInteger.valueOf(request));
    Tariff tariff = new Tariff(request, input, output);

    assertThat(BigInteger.valueOf(tariff.price(tokensIn, tokensOut))).isEqualTo(price);
  }

  @Property
  void noSplitOfTheTokensCostsMoreThanTheMost(
      @ForAll @LongRange(max = 5_000_000) long input,
      @ForAll @LongRange(max = 5_000_000) long output,
      @ForAll @LongRange(max = 1_000_000) long tokensIn,
      @ForAll @LongRange(max = 1_000_000) long tokensOut) {
    Tariff tariff = new Tariff(3, input, output);

    assertThat(tariff.price(tokensIn, tokensOut))
        .isLessThanOrEqualTo(tariff.priceAtMost(tokensIn + tokensOut));
  }

  @Test
  void aPriceThatDoesNotFitIsAnError() {
    assertThatThrownBy(() -> new Tariff(1, Long.MAX_VALUE, 0).price(2, 0))
        .isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> new Tariff(Long.MAX_VALUE, 1, 0).price(1, 0))
        .isInstanceOf(ArithmeticException.class);
  }

  private static Model model(String name, long maxTokens) {
    return new Model(name, "1", new Tariff(1, 1, 1), maxTokens);
  }

  private static Terms of(Compatibility compatibility) {
    return new Terms(
        List.of(
            new Model(
                "m", "1", new Tariff(1, 1, 1), 1, ModelStatus.APPROVED, null, compatibility, null)),
        LIMITS);
  }

  private static Terms of(Map<String, String> runtimes) {
    return new Terms(
        List.of(LLAMA),
        LIMITS,
        Multipliers.NONE,
        new Runtimes(new TreeMap<>(runtimes)),
        Participation.DEFAULT);
  }

  private static Terms of(Participation participation) {
    return new Terms(List.of(LLAMA), LIMITS, Multipliers.NONE, Runtimes.ANY, participation);
  }

  private static Participation participation(int trust, int penalties, Duration exclusion) {
    return new Participation(
        false, trust, penalties, exclusion, Duration.ofSeconds(1), Duration.ofHours(1));
  }

  private static Terms of(Tariff tariff, long maxTokens) {
    return new Terms(List.of(new Model("m", "1", tariff, maxTokens)), LIMITS);
  }
}
