package com.resultity.ports.journal;

import static com.resultity.ports.journal.Tenant.TERMS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.resultity.domain.jobs.JobRecord.JobSubmitted;
import com.resultity.domain.journal.Command;
import com.resultity.domain.journal.Digest;
import com.resultity.domain.journal.Origin;
import com.resultity.domain.journal.Recorded;
import com.resultity.domain.journal.RefusalCode;
import com.resultity.domain.network.Compatibility;
import com.resultity.domain.network.Configuration;
import com.resultity.domain.network.JobLimits;
import com.resultity.domain.network.Model;
import com.resultity.domain.network.ModelStatus;
import com.resultity.domain.network.Multipliers;
import com.resultity.domain.network.Network;
import com.resultity.domain.network.NetworkCommand.ApproveModel;
import com.resultity.domain.network.NetworkCommand.DeprecateModel;
import com.resultity.domain.network.NetworkCommand.ProposeModel;
import com.resultity.domain.network.NetworkCommand.PublishConfiguration;
import com.resultity.domain.network.NetworkCommand.RollBackConfiguration;
import com.resultity.domain.network.NetworkRecord.ConfigurationPublished;
import com.resultity.domain.network.Participation;
import com.resultity.domain.network.Priority;
import com.resultity.domain.network.RetryPolicy;
import com.resultity.domain.network.Runtimes;
import com.resultity.domain.network.Tariff;
import com.resultity.domain.network.Terms;
import com.resultity.ports.network.ConfigurationReader;
import com.resultity.ports.network.ConfigurationVersion;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every keeper of configurations keeps to. Each test has a backend of its own. */
public interface ConfigurationsContract {
  Network TESTNET = Network.TESTNET;

  /** With all that a document can say. */
  Terms FULL =
      new Terms(
          List.of(
              new Model(
                  "qwen",
                  "2.5",
                  new Tariff(1, 2, 3),
                  10,
                  ModelStatus.DEPRECATED,
                  new Digest("ab".repeat(32)),
                  new Compatibility(List.of("vllm", "tgi"), 40_960),
                  Instant.parse("2027-01-01T00:00:00.000001Z")),
              new Model("qwen", "3", new Tariff(1, 2, 3), 10)),
          new JobLimits(
              Duration.ofHours(1),
              new RetryPolicy(3, Duration.ofMinutes(2), Duration.ofMillis(1500))),
          new Multipliers(Map.of(), Map.of(Priority.URGENT, 200)),
          new Runtimes(new TreeMap<>(Map.of("vllm", "0.6.1", "tgi", "2"))),
          new Participation(
              false, 20, 50, Duration.ofHours(6), Duration.ofMinutes(1), Duration.ofSeconds(90)));

  Backend backend();

  @Test
  default void everyVersionIsFoundAndTheLastIsTheOneInForce() {
    Stage stage = Stage.empty(backend());
    stage.done(new PublishConfiguration(TESTNET, TERMS));
    stage.done(new PublishConfiguration(TESTNET, FULL));

    assertThat(find(1)).isEqualTo(new Configuration(TESTNET, 1, TERMS));
    assertThat(find(2)).isEqualTo(new Configuration(TESTNET, 2, FULL));
    assertThat(Await.result(reader().findCurrent(TESTNET))).contains(find(2));
    assertThat(Await.result(reader().find(TESTNET, 3))).isEmpty();
    assertThat(Await.result(reader().find(Network.MAINNET, 1))).isEmpty();
    assertThat(Await.result(reader().findCurrent(Network.MAINNET))).isEmpty();
  }

  @Test
  default void howVersionsCameToBeIsListedNewestFirstPageByPage() {
    Stage stage = Stage.empty(backend());
    Recorded first = act(stage, "ann", "begin", new PublishConfiguration(TESTNET, TERMS));
    stage.pass(Duration.ofMinutes(1));
    act(stage, "bob", null, new PublishConfiguration(TESTNET, FULL));
    stage.done(new PublishConfiguration(Network.MAINNET, TERMS));
    Recorded third = act(stage, "ann", "undo", new RollBackConfiguration(TESTNET, 1, null));

    List<ConfigurationVersion> all = Await.result(reader().list(TESTNET, null, 10));
    assertThat(all)
        .extracting(ConfigurationVersion::version, ConfigurationVersion::principal)
        .containsExactly(tuple(3L, "ann"), tuple(2L, "bob"), tuple(1L, "ann"));
    assertThat(all.getFirst())
        .isEqualTo(
            new ConfigurationVersion(
                3, NetworkLines.digest(find(3)), third.at(), "ann", "undo", 1L));
    assertThat(all.getLast())
        .isEqualTo(
            new ConfigurationVersion(
                1, NetworkLines.digest(find(1)), first.at(), "ann", "begin", null));
    assertThat(all.get(1).reason()).isNull();
    assertThat(Await.result(reader().list(TESTNET, null, 2))).isEqualTo(all.subList(0, 2));
    assertThat(Await.result(reader().list(TESTNET, 2L, 2))).isEqualTo(all.subList(2, 3));
    assertThat(Await.result(reader().list(TESTNET, 1L, 2))).isEmpty();
  }

  @Test
  default void aVersionIsRestoredThatTheStoreHasNeverRead() {
    Stage stage = Stage.empty(backend());
    stage.done(new PublishConfiguration(TESTNET, FULL));
    stage.done(new PublishConfiguration(TESTNET, TERMS));

    Outcome outcome =
        Await.result(
            stage
                .send(backend().otherStore(), new RollBackConfiguration(TESTNET, 1, 2L))
                .getFirst());

    assertThat(fact(outcome))
        .isEqualTo(new ConfigurationPublished(new Configuration(TESTNET, 3, FULL), 1L));
    assertThat(find(3).terms()).isEqualTo(FULL);
    assertThat(stage.run(new RollBackConfiguration(TESTNET, 4, null)))
        .isInstanceOfSatisfying(
            Outcome.Declined.class,
            declined ->
                assertThat(declined.refusal().code())
                    .isEqualTo(RefusalCode.CONFIGURATION_NOT_FOUND));
  }

  @Test
  default void whatABlockPublishesItMayAlsoRestoreAndBuildOn() {
    Stage stage = Stage.empty(backend());
    List<Outcome> outcomes =
        stage.block(
            new PublishConfiguration(TESTNET, TERMS),
            new ProposeModel(TESTNET, new Model("llama", "2", new Tariff(1, 1, 1), 1)),
            new ApproveModel(TESTNET, "llama", "2"),
            new RollBackConfiguration(TESTNET, 2, 3L));

    assertThat(outcomes).extracting(outcome -> fact(outcome).restores()).endsWith(2L);
    assertThat(find(3).terms().model("llama").map(Model::version)).contains("2");
    assertThat(find(4).terms()).isEqualTo(find(2).terms());
    assertThat(find(4).terms().model("llama").map(Model::version)).contains("1");
  }

  @Test
  default void ofManyWhoPublishAtOnceEachMakesAVersionAndOneThatWhichIsExpected() {
    List<Committer> committers = committers();
    List<Future<Outcome>> sent = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      sent.add(send(committers.get(i % 2), new PublishConfiguration(TESTNET, TERMS)));
    }
    List<Long> versions =
        sent.stream()
            .map(Await::result)
            .map(outcome -> fact(outcome).configuration().version())
            .toList();
    assertThat(versions)
        .containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(1, 20).boxed().toList());

    sent.clear();
    for (int i = 0; i < 10; i++) {
      sent.add(send(committers.get(i % 2), new PublishConfiguration(TESTNET, FULL, 20L)));
    }
    List<Outcome> outcomes = sent.stream().map(Await::result).toList();
    assertThat(outcomes).filteredOn(Outcome.Done.class::isInstance).hasSize(1);
    assertThat(outcomes)
        .filteredOn(Outcome.Declined.class::isInstance)
        .hasSize(9)
        .allMatch(each -> isMismatchWith("21", ((Outcome.Declined) each)));
    assertThat(Await.result(reader().list(TESTNET, null, 100))).hasSize(21);
  }

  private static boolean isMismatchWith(String version, Outcome.Declined declined) {
    return declined.refusal().code() == RefusalCode.VERSION_MISMATCH
        && declined.refusal().facts().equals(Map.of("version", version));
  }

  /** A job's block notes which registry it was decided on. */
  @Test
  default void noJobIsTakenThatIsDecidedAfterItsModelsDeprecation() {
    Stage stage = Stage.of(backend());
    stage.publishTerms();
    Tenant tenant = stage.tenant();
    stage.done(tenant.grant(1_000_000));
    List<Committer> committers = committers();
    List<Future<Outcome>> sent = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      sent.add(send(committers.get(i % 2), tenant.submit(tenant.newId(), 1)));
    }
    Future<Outcome> deprecated =
        send(committers.getFirst(), new DeprecateModel(tenant.network(), Tenant.MODEL, "1", null));
    for (int i = 0; i < 40; i++) {
      sent.add(send(committers.get(i % 2), tenant.submit(tenant.newId(), 1)));
    }
    Await.result(deprecated);
    Await.result(Future.join(sent));
    long before = stage.blocks().size();
    long end = Await.result(backend().blocks().head(0)).sequence();

    assertThat(Await.result(send(committers.get(1), tenant.submit(tenant.newId(), 1))))
        .isInstanceOfSatisfying(
            Outcome.Declined.class,
            declined ->
                assertThat(declined.refusal().code()).isEqualTo(RefusalCode.MODEL_NOT_AVAILABLE));
    assertThat(stage.blocks()).hasSize((int) before);
    assertThat(stage.blocks())
        .filteredOn(block -> block.lines().stream().anyMatch(ConfigurationsContract::isSubmission))
        .allMatch(block -> block.header().registrySequence() < end);
  }

  private static boolean isSubmission(byte[] line) {
    return RecordLines.decode(line).fact() instanceof JobSubmitted;
  }

  private List<Committer> committers() {
    return List.of(committer(backend().store()), committer(backend().otherStore()));
  }

  private static Committer committer(SlotStore store) {
    return new Committer(
        CommitterSettings.ofSlots(2),
        store,
        Preparation.NONE,
        () -> Tenant.NOON,
        _ -> Future.succeededFuture(),
        CommitListener.NONE);
  }

  private static Future<Outcome> send(Committer committer, Command command) {
    return committer.submit(Stage.caller(null), command);
  }

  private ConfigurationReader reader() {
    return backend().configurations();
  }

  private Configuration find(long version) {
    return Await.result(reader().find(TESTNET, version)).orElseThrow();
  }

  private static Recorded act(
      Stage stage, String principal, @Nullable String reason, Command command) {
    Caller caller = new Caller(new Origin(principal, "", reason), null, null);
    Outcome outcome = stage.run(caller, command);
    return ((Outcome.Done) outcome).records().getFirst();
  }

  private static ConfigurationPublished fact(Outcome outcome) {
    return ((Outcome.Done) outcome).get(ConfigurationPublished.class);
  }
}
