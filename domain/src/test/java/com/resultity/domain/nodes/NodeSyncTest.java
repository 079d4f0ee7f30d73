package com.resultity.domain.nodes;

import static com.resultity.domain.nodes.NodeRequests.NODE;
import static com.resultity.domain.nodes.NodeRequests.message;
import static com.resultity.domain.nodes.NodeRequests.register;
import static org.assertj.core.api.Assertions.assertThat;

import com.resultity.domain.journal.Digest;
import com.resultity.domain.journal.RefusalCode;
import com.resultity.domain.journal.Scenario;
import com.resultity.domain.network.Compatibility;
import com.resultity.domain.network.JobLimits;
import com.resultity.domain.network.Model;
import com.resultity.domain.network.ModelStatus;
import com.resultity.domain.network.Multipliers;
import com.resultity.domain.network.Network;
import com.resultity.domain.network.NetworkCommand.PublishConfiguration;
import com.resultity.domain.network.Participation;
import com.resultity.domain.network.RetryPolicy;
import com.resultity.domain.network.Runtimes;
import com.resultity.domain.network.Tariff;
import com.resultity.domain.network.Terms;
import com.resultity.domain.nodes.NodeCommand.AssessNode;
import com.resultity.domain.nodes.NodeCommand.MoveNode;
import com.resultity.domain.nodes.NodeRecord.NodeSynced;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How what a node says of itself is held against what its network asks. */
class NodeSyncTest {
  private static final Digest HASH = new Digest("12".repeat(32));
  private static final Digest OTHER = new Digest("34".repeat(32));

  @Test
  void aNodeThatIsAsItsNetworkAsksHasNoDrift() {
    NodeSynced synced = synced(working(), "0.6.1", active("llama", "1", HASH));

    assertThat(synced.drift()).isEmpty();
    assertThat(synced.report().models()).containsExactly(active("llama", "1", HASH));
  }

  @Test
  void aModelThatIsNotApprovedIsNotServed() {
    NodeSynced synced =
        synced(working(), "0.6.1", active("llama", "3", HASH), active("gpt", "1", HASH));

    assertThat(synced.drift())
        .containsExactly(
            new Drift(Drift.Kind.MODEL_NOT_APPROVED, "llama 3", "proposed"),
            new Drift(Drift.Kind.MODEL_NOT_APPROVED, "gpt 1", "unknown"));
    assertThat(synced.report().models())
        .extracting(ServedModel::status)
        .containsOnly(ServedModelStatus.INACTIVE);
  }

  @Test
  void aDeprecatedModelIsServedToTheEnd() {
    assertThat(synced(working(), "0.6.1", active("llama", "0", HASH)).drift()).isEmpty();
  }

  @Test
  void whatIsNotTheModelOrCannotRunFails() {
    NodeSynced synced =
        synced(working(), "0.6.1", active("llama", "1", OTHER), active("giant", "1", HASH));

    assertThat(synced.drift())
        .containsExactly(
            new Drift(Drift.Kind.HASH_MISMATCH, "llama 1", HASH.hex()),
            new Drift(Drift.Kind.RUNTIME_UNSUITABLE, "giant 1", "sglang, tgi"),
            new Drift(Drift.Kind.VRAM_TOO_SMALL, "giant 1", "200000"));
    assertThat(synced.report().models())
        .extracting(ServedModel::status)
        .containsOnly(ServedModelStatus.FAILED);
  }

  @Test
  void anOldRuntimeALittleTrustAndAStatusAreTold() {
    Scenario scenario = working().and(new MoveNode(NODE, NodeMove.PAUSE, null));

    assertThat(synced(scenario, "0.6", active("llama", "1", HASH)).drift())
        .containsExactly(
            new Drift(Drift.Kind.STATUS, null, "paused"),
            new Drift(Drift.Kind.RUNTIME_OUTDATED, null, "vllm 0.6.1"));
    assertThat(synced(working().and(new AssessNode(NODE, 9, "x")), "0.10").drift())
        .containsExactly(new Drift(Drift.Kind.TRUST_TOO_LOW, null, "10"));
  }

  @Test
  void whatANodeHasNoMoreIsKeptAsArchivedWhileTheNetworkKnowsIt() {
    Scenario scenario = working();
    synced(scenario, "0.6.1", active("llama", "1", HASH), active("gpt", "1", HASH));
    NodeSynced second =
        sync(scenario, 3, "0.6.1", new ServedModel("llama", "0", HASH, ServedModelStatus.PENDING));

    assertThat(second.report().models())
        .containsExactly(
            new ServedModel("llama", "0", HASH, ServedModelStatus.PENDING),
            new ServedModel("llama", "1", HASH, ServedModelStatus.ARCHIVED));
    Node node = Objects.requireNonNull(scenario.state().node(NODE));
    assertThat(node.models(Network.TESTNET)).isEqualTo(second.report().models());
    assertThat(node.serves(Network.TESTNET, "llama", "1")).isFalse();
    assertThat(node.followed()).containsOnly(Map.entry(Network.TESTNET, OTHER));
  }

  @Test
  void aNodeTellsOnlyOfNetworksItTakesPartInAndNothingOnceRetired() {
    SyncReport mainnet = new SyncReport(Network.MAINNET, OTHER, "vllm", "1", List.of());
    SyncReport testnet = new SyncReport(Network.TESTNET, OTHER, "vllm", "1", List.of());
    working()
        .when(NodeRequests.sync(message(1, 2), mainnet))
        .thenRefused(RefusalCode.NODE_NOT_PARTICIPATING)
        .and(new MoveNode(NODE, NodeMove.RETIRE, null))
        .when(NodeRequests.sync(message(1, 2), testnet))
        .thenRefused(RefusalCode.NODE_STATUS_INVALID, Map.of("status", "retired"));
  }

  @Test
  void aNetworkWithoutConfigurationAsksForNothing() {
    Scenario scenario = Scenario.empty().and(register(message(1, 1)));

    NodeSynced synced = synced(scenario, "any", active("x", "1", HASH));

    assertThat(synced.drift()).containsExactly(new Drift(Drift.Kind.STATUS, null, "registered"));
    assertThat(synced.report().models()).containsExactly(active("x", "1", HASH));
  }

  @Test
  void versionsAreComparedNumberByNumber() {
    Runtimes runtimes = new Runtimes(new TreeMap<>(Map.of("vllm", "0.9.1")));

    assertThat(List.of("0.9.1", "0.10", "1", "0.9.1.0", "0.9.1.1"))
        .allMatch(version -> runtimes.allows("vllm", version));
    assertThat(List.of("0.9", "0.9.0.9", "0", "new", "", "0.9.1-rc1"))
        .noneMatch(version -> runtimes.allows("vllm", version));
    assertThat(runtimes.allows("tgi", "whatever")).isTrue();
  }

  private static NodeSynced synced(Scenario scenario, String runtime, ServedModel... models) {
    return sync(scenario, 2, runtime, models);
  }

  private static NodeSynced sync(
      Scenario scenario, long sequence, String runtime, ServedModel... models) {
    return scenario
        .and(
            NodeRequests.sync(
                message(1, sequence),
                new SyncReport(Network.TESTNET, OTHER, "vllm", runtime, List.of(models))))
        .made(NodeSynced.class);
  }

  private static ServedModel active(String name, String version, Digest hash) {
    return new ServedModel(name, version, hash, ServedModelStatus.ACTIVE);
  }

  private static Scenario working() {
    return Scenario.empty()
        .and(
            new PublishConfiguration(Network.TESTNET, terms()),
            register(message(1, 1)),
            new AssessNode(NODE, 10, "x"),
            new MoveNode(NODE, NodeMove.VALIDATE, null),
            new MoveNode(NODE, NodeMove.ACTIVATE, null));
  }

  private static Terms terms() {
    return new Terms(
        List.of(
            model("llama", "0", ModelStatus.DEPRECATED, HASH, Compatibility.ANY),
            model("llama", "1", ModelStatus.APPROVED, HASH, Compatibility.ANY),
            model("llama", "3", ModelStatus.PROPOSED, null, Compatibility.ANY),
            model(
                "giant",
                "1",
                ModelStatus.APPROVED,
                null,
                new Compatibility(List.of("sglang", "tgi"), 200_000))),
        new JobLimits(Duration.ofHours(1), RetryPolicy.of(3)),
        Multipliers.NONE,
        new Runtimes(new TreeMap<>(Map.of("vllm", "0.6.1"))),
        new Participation(
            false, 10, 100, Duration.ofDays(1), Duration.ofSeconds(30), Duration.ofMinutes(5)));
  }

  private static Model model(
      String name, String version, ModelStatus status, @Nullable Digest hash, Compatibility asks) {
    return new Model(name, version, new Tariff(1, 1, 1), 10, status, hash, asks, null);
  }
}
