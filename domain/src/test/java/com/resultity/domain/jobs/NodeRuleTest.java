package com.resultity.domain.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.resultity.domain.journal.Digest;
import com.resultity.domain.network.Mode;
import com.resultity.domain.network.Network;
import com.resultity.domain.network.Participation;
import com.resultity.domain.network.Priority;
import com.resultity.domain.network.RetryPolicy;
import com.resultity.domain.network.Tariff;
import com.resultity.domain.nodes.Envelope;
import com.resultity.domain.nodes.Hardware;
import com.resultity.domain.nodes.Node;
import com.resultity.domain.nodes.NodeId;
import com.resultity.domain.nodes.NodeProfile;
import com.resultity.domain.nodes.NodeStatus;
import com.resultity.domain.nodes.ServedModel;
import com.resultity.domain.nodes.ServedModelStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which node may have which job. */
class NodeRuleTest {
  private static final NodeId ID = new NodeId("0x" + "a1".repeat(20));
  private static final Digest HASH = new Digest("12".repeat(32));

  @Test
  void aNodeThatIsNotRegisteredWorksWhereTheNetworkIsOpen() {
    JobSpec job = job(Network.TESTNET, Constraints.NONE);

    assertThat(NodeRule.whyNot(null, job, terms(true, 90))).isEmpty();
    assertThat(NodeRule.whyNot(null, job, terms(false, 0))).containsExactly("not_registered");
  }

  /** Each reason is given when what it says is the case, whatever else is, and never otherwise. */
  @Property
  void everyReasonIsGivenAndNoOther(
      @ForAll NodeStatus status,
      @ForAll boolean banned,
      @ForAll Network network,
      @ForAll @IntRange(max = 100) int trust,
      @ForAll @IntRange(max = 100) int least,
      @ForAll ServedModelStatus served,
      @ForAll @IntRange(max = 2) int version,
      @ForAll @IntRange(max = 2) int region,
      @ForAll @IntRange(max = 2) int gpu,
      @ForAll @IntRange(max = 2) int vram,
      @ForAll boolean subcloud,
      @ForAll boolean open) {
    Node node = node(status, banned, trust, served, version == 0 ? "1" : "2");
    Constraints asked =
        new Constraints(
            choice(region, "eu", "us"),
            choice(gpu, "h100", "b200"),
            vram == 0 ? null : vram == 1 ? 100 : 101,
            subcloud ? new UUID(1, 1) : null);
    List<String> expected = new ArrayList<>();
    add(expected, "not_active", status != NodeStatus.ACTIVE);
    add(expected, "not_available", banned);
    add(expected, "other_network", network != Network.TESTNET);
    add(expected, "trust_too_low", trust < least);
    add(
        expected,
        "model_not_served",
        network != Network.TESTNET || served != ServedModelStatus.ACTIVE || version != 0);
    add(expected, "other_region", region == 2);
    add(expected, "other_gpu", gpu == 2);
    add(expected, "vram_too_small", vram == 2);
    add(expected, "not_a_member", subcloud);

    JobSpec job = job(network, asked);
    List<String> reasons = NodeRule.whyNot(node, job, terms(open, least));
    assertThat(reasons).isEqualTo(expected);
    assertThat(NodeRule.whyNot(node, job, terms(open, least))).isEqualTo(reasons);
  }

  private static void add(List<String> reasons, String reason, boolean holds) {
    if (holds) {
      reasons.add(reason);
    }
  }

  private static @Nullable String choice(int which, String fits, String fitsNot) {
    return which == 0 ? null : which == 1 ? fits : fitsNot;
  }

  private static Participation terms(boolean open, int minimumTrust) {
    return new Participation(
        open, minimumTrust, 1, Duration.ofDays(1), Duration.ofDays(1), Duration.ofDays(1));
  }

  private static Node node(
      NodeStatus status, boolean banned, int trust, ServedModelStatus served, String version) {
    return new Node(
        ID,
        "ab".repeat(64),
        new NodeProfile(
            List.of(Network.TESTNET), new Hardware("h100", 1, 100, 1), "eu", "vllm", "1"),
        status,
        null,
        null,
        null,
        0,
        banned,
        trust,
        null,
        new Envelope(ID, 1, 1, 1, Instant.EPOCH),
        Map.of(),
        Map.of(Network.TESTNET, List.of(new ServedModel("llama", version, HASH, served))),
        Instant.EPOCH);
  }

  private static JobSpec job(Network network, Constraints asked) {
    return new JobSpec(
        null,
        null,
        network,
        "llama",
        "1",
        1,
        Tariff.FREE,
        Mode.SYNC,
        Priority.NORMAL,
        1,
        RetryPolicy.of(1),
        asked,
        null,
        0,
        Instant.EPOCH);
  }
}
