package com.resultity.domain.network;

import static com.resultity.domain.journal.Scenario.NOON;
import static com.resultity.domain.journal.Scenario.empty;
import static com.resultity.domain.network.ModelStatus.APPROVED;
import static com.resultity.domain.network.ModelStatus.DEPRECATED;
import static com.resultity.domain.network.ModelStatus.PROPOSED;
import static com.resultity.domain.network.ModelStatus.RETIRED;
import static org.assertj.core.api.Assertions.assertThat;

import com.resultity.domain.journal.RefusalCode;
import com.resultity.domain.journal.Scenario;
import com.resultity.domain.network.NetworkCommand.ApproveModel;
import com.resultity.domain.network.NetworkCommand.DeprecateModel;
import com.resultity.domain.network.NetworkCommand.ProposeModel;
import com.resultity.domain.network.NetworkCommand.PublishConfiguration;
import com.resultity.domain.network.NetworkCommand.RetireModel;
import com.resultity.domain.network.NetworkCommand.RollBackConfiguration;
import com.resultity.domain.network.NetworkRecord.ConfigurationPublished;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The life of models, and what a network's versions may say of them one after another. */
class ModelLifeTest {
  private static final Network TESTNET = Network.TESTNET;
  private static final Model ONE = model("1");
  private static final Model TWO = model("2");

  @Test
  void aModelIsProposedApprovedDeprecatedAndRetired() {
    Instant later = NOON.plusSeconds(1);

    published(TWO)
        .when(new ProposeModel(TESTNET, ONE))
        .then(version(2, null, TWO, ONE.with(PROPOSED, null)))
        .and(new RetireModel(TESTNET, "llama", "2"))
        .when(new ApproveModel(TESTNET, "llama", "1"))
        .then(version(4, null, TWO.with(RETIRED, null), ONE))
        .when(new DeprecateModel(TESTNET, "llama", "1", later))
        .then(version(5, null, TWO.with(RETIRED, null), ONE.with(DEPRECATED, later)))
        .when(new RetireModel(TESTNET, "llama", "1"))
        .then(version(6, null, TWO.with(RETIRED, null), ONE.with(RETIRED, null)));
  }

  @Test
  void approvingAVersionDeprecatesTheOneBeforeAtOnce() {
    Model other = new Model("qwen", "1", ONE.tariff(), 1);

    published(ONE, other)
        .and(new ProposeModel(TESTNET, TWO))
        .when(new ApproveModel(TESTNET, "llama", "2"))
        .then(version(3, null, ONE.with(DEPRECATED, null), other, TWO));
  }

  @ParameterizedTest
  @EnumSource(ModelStatus.class)
  void onlyAnApprovedModelTakesJobs(ModelStatus status) {
    Terms terms = terms(ONE.with(status, null));

    assertThat(terms.model("llama").isPresent()).isEqualTo(status == APPROVED);
    assertThat(terms.model("llama", "1")).isPresent();
    assertThat(terms.model("llama", "2")).isEmpty();
  }

  @Test
  void aStatusNeverMovesBackOrStays() {
    published(ONE.with(DEPRECATED, null))
        .when(new ApproveModel(TESTNET, "llama", "1"))
        .thenRefused(RefusalCode.MODEL_STATUS_INVALID, Map.of("status", "deprecated"))
        .when(new DeprecateModel(TESTNET, "llama", "1", null))
        .thenRefused(RefusalCode.MODEL_STATUS_INVALID, Map.of("status", "deprecated"))
        .when(new ProposeModel(TESTNET, ONE))
        .thenRefused(RefusalCode.MODEL_EXISTS, Map.of("status", "deprecated"))
        .and(new RetireModel(TESTNET, "llama", "1"))
        .when(new RetireModel(TESTNET, "llama", "1"))
        .thenRefused(RefusalCode.MODEL_STATUS_INVALID, Map.of("status", "retired"));
  }

  @Test
  void aModelThatIsNotThereHasNoLife() {
    empty()
        .when(new ProposeModel(TESTNET, ONE))
        .thenRefused(RefusalCode.NETWORK_NOT_CONFIGURED)
        .when(new RetireModel(TESTNET, "llama", "1"))
        .thenRefused(RefusalCode.NETWORK_NOT_CONFIGURED)
        .and(new PublishConfiguration(TESTNET, terms(ONE)))
        .when(new RetireModel(TESTNET, "llama", "2"))
        .thenRefused(RefusalCode.MODEL_NOT_FOUND);
  }

  @Test
  void aModelIsDeprecatedUntilATimeToCome() {
    published(ONE)
        .when(new DeprecateModel(TESTNET, "llama", "1", NOON))
        .thenRefused(RefusalCode.EXPIRY_NOT_IN_FUTURE);
  }

  @Test
  void aProposalMustBePublishable() {
    published(ONE)
        .when(new ProposeModel(TESTNET, new Model("free", "1", Tariff.FREE, 1)))
        .thenRefused(RefusalCode.CONFIG_INVALID, Map.of("/models/1", "must cost something"));
  }

  @Test
  void aDocumentMayAdvanceAStatusButNotMoveItBack() {
    published(ONE, TWO.with(PROPOSED, null))
        .and(new PublishConfiguration(TESTNET, terms(ONE.with(DEPRECATED, null), TWO)))
        .when(new PublishConfiguration(TESTNET, terms(ONE, TWO.with(PROPOSED, null))))
        .thenRefused(
            RefusalCode.CONFIG_INVALID,
            Map.of(
                "/models/0/status", "is deprecated already",
                "/models/1/status", "is approved already"));
  }

  @Test
  void whatIsRetiredStaysInTheCatalogueAndOthersNeedNot() {
    published(ONE.with(RETIRED, null), TWO)
        .when(new PublishConfiguration(TESTNET, terms(model("3"))))
        .thenRefused(
            RefusalCode.CONFIG_INVALID, Map.of("/models", "must keep llama 1, which is retired"))
        .and(new PublishConfiguration(TESTNET, terms(model("3"), ONE.with(RETIRED, null))));
  }

  @Test
  void aRollbackRestoresAnyStatusOfWhatIsNotRetired() {
    published(ONE)
        .and(new DeprecateModel(TESTNET, "llama", "1", null))
        .when(new RollBackConfiguration(TESTNET, 1, null))
        .then(version(3, 1L, ONE))
        .and(new RetireModel(TESTNET, "llama", "1"))
        .when(new RollBackConfiguration(TESTNET, 3, null))
        .thenRefused(RefusalCode.CONFIG_INVALID, Map.of("/models/0/status", "is retired already"));
  }

  @Test
  void aRollbackNeedsAVersionThatThereWas() {
    published(ONE)
        .when(new RollBackConfiguration(TESTNET, 2, null))
        .thenRefused(RefusalCode.CONFIGURATION_NOT_FOUND)
        .when(new RollBackConfiguration(TESTNET, 0, null))
        .thenRefused(RefusalCode.CONFIGURATION_NOT_FOUND)
        .when(new RollBackConfiguration(Network.MAINNET, 1, null))
        .thenRefused(RefusalCode.CONFIGURATION_NOT_FOUND);
  }

  @Test
  void whoExpectsAnotherVersionIsToldTheOneInForce() {
    empty()
        .when(new PublishConfiguration(TESTNET, terms(ONE), 1L))
        .thenRefused(RefusalCode.VERSION_MISMATCH, Map.of("version", "0"))
        .and(new PublishConfiguration(TESTNET, terms(ONE), 0L))
        .when(new PublishConfiguration(TESTNET, terms(ONE), 0L))
        .thenRefused(RefusalCode.VERSION_MISMATCH, Map.of("version", "1"))
        .and(new PublishConfiguration(TESTNET, terms(TWO), 1L))
        .when(new RollBackConfiguration(TESTNET, 1, 1L))
        .thenRefused(RefusalCode.VERSION_MISMATCH, Map.of("version", "2"))
        .and(new RollBackConfiguration(TESTNET, 1, 2L));
  }

  @Test
  void requestsThatDifferInAnythingAreTold() {
    List<NetworkCommand> commands =
        List.of(
            new PublishConfiguration(TESTNET, terms(ONE)),
            new PublishConfiguration(TESTNET, terms(ONE), 1L),
            new PublishConfiguration(TESTNET, terms(ONE.with(PROPOSED, null))),
            new PublishConfiguration(TESTNET, terms(ONE.with(DEPRECATED, NOON))),
            new RollBackConfiguration(TESTNET, 1, null),
            new RollBackConfiguration(TESTNET, 1, 1L),
            new ProposeModel(TESTNET, ONE),
            new ApproveModel(TESTNET, "llama", "1"),
            new DeprecateModel(TESTNET, "llama", "1", null),
            new DeprecateModel(TESTNET, "llama", "1", NOON),
            new RetireModel(TESTNET, "llama", "1"));

    assertThat(commands).extracting(NetworkCommand::intent).doesNotHaveDuplicates();
    assertThat(new ProposeModel(TESTNET, ONE.with(RETIRED, NOON)).intent())
        .isEqualTo(new ProposeModel(TESTNET, ONE).intent());
  }

  private static Scenario published(Model... models) {
    return empty().and(new PublishConfiguration(TESTNET, terms(models)));
  }

  private static ConfigurationPublished version(
      long number, @Nullable Long restores, Model... models) {
    return new ConfigurationPublished(new Configuration(TESTNET, number, terms(models)), restores);
  }

  private static Terms terms(Model... models) {
    return new Terms(Arrays.asList(models), new JobLimits(Duration.ofHours(1), RetryPolicy.of(3)));
  }

  private static Model model(String version) {
    return new Model("llama", version, new Tariff(1, 1, 1), 1);
  }
}
