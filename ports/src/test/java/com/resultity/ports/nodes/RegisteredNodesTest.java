package com.resultity.ports.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import com.resultity.domain.jobs.Constraints;
import com.resultity.domain.jobs.JobSpec;
import com.resultity.domain.journal.Command;
import com.resultity.domain.journal.Digest;
import com.resultity.domain.journal.Origin;
import com.resultity.domain.network.JobLimits;
import com.resultity.domain.network.Mode;
import com.resultity.domain.network.Model;
import com.resultity.domain.network.Multipliers;
import com.resultity.domain.network.Network;
import com.resultity.domain.network.NetworkCommand.PublishConfiguration;
import com.resultity.domain.network.Participation;
import com.resultity.domain.network.Priority;
import com.resultity.domain.network.RetryPolicy;
import com.resultity.domain.network.Runtimes;
import com.resultity.domain.network.Tariff;
import com.resultity.domain.network.Terms;
import com.resultity.domain.nodes.Envelope;
import com.resultity.domain.nodes.Hardware;
import com.resultity.domain.nodes.NodeCommand.AssessNode;
import com.resultity.domain.nodes.NodeCommand.MoveNode;
import com.resultity.domain.nodes.NodeCommand.RegisterNode;
import com.resultity.domain.nodes.NodeCommand.SyncNode;
import com.resultity.domain.nodes.NodeId;
import com.resultity.domain.nodes.NodeMove;
import com.resultity.domain.nodes.NodeProfile;
import com.resultity.domain.nodes.NodeSignature;
import com.resultity.domain.nodes.ServedModel;
import com.resultity.domain.nodes.ServedModelStatus;
import com.resultity.domain.nodes.SyncReport;
import com.resultity.ports.journal.Caller;
import com.resultity.ports.journal.CommitListener;
import com.resultity.ports.journal.Committer;
import com.resultity.ports.journal.CommitterSettings;
import com.resultity.ports.journal.MemoryStore;
import com.resultity.ports.journal.Outcome;
import com.resultity.ports.journal.Preparation;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Which nodes the registry, and besides it an open network, lets have jobs. */
class RegisteredNodesTest {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  private static final NodeId NODE = node(1);
  private static final NodeId OTHER = node(2);
  private static final NodeId STRANGER = node(3);
  private static final NodeSignature SIGNED =
      new NodeSignature("0x01", new NodeSignature.Finding.Genuine("cd".repeat(64)));

  private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
  private final MemoryStore store = new MemoryStore();
  private final SeenNodes seen = new SeenNodes(now::get);
  private final RegisteredNodes nodes =
      new RegisteredNodes(store.nodes(), store.configurations(), seen, now::get);
  private final Committer committer =
      new Committer(
          CommitterSettings.ofSlots(1),
          store,
          Preparation.NONE,
          now::get,
          _ -> Future.succeededFuture(),
          CommitListener.NONE);

  private static NodeId node(int number) {
    return new NodeId("0x%040x".formatted(number));
  }

  private void done(Command... commands) {
    Caller caller = new Caller(new Origin("tester", "", null), null, null);
    for (Command command : commands) {
      assertThat(committer.submit(caller, command).result()).isInstanceOf(Outcome.Done.class);
    }
  }

  private void publish(boolean open, int minimumTrust) {
    Participation asked =
        new Participation(
            open,
            minimumTrust,
            100,
            Duration.ofDays(1),
            Duration.ofSeconds(30),
            Duration.ofMinutes(5));
    done(
        new PublishConfiguration(
            Network.TESTNET,
            new Terms(
                List.of(new Model("llama", "1", new Tariff(1, 1, 1), 10)),
                new JobLimits(Duration.ofHours(1), RetryPolicy.of(1)),
                Multipliers.NONE,
                Runtimes.ANY,
                asked)));
  }

  private void working(NodeId node, int trust) {
    done(
        new RegisterNode(
            message(node, 1),
            new NodeProfile(
                List.of(Network.TESTNET), new Hardware("h100", 1, 1, 1), "eu", "vllm", "1"),
            SIGNED),
        new MoveNode(node, NodeMove.VALIDATE, null),
        new MoveNode(node, NodeMove.ACTIVATE, null),
        new AssessNode(node, trust, "audit"),
        new SyncNode(
            message(node, 2),
            new SyncReport(
                Network.TESTNET,
                Digest.NONE,
                "vllm",
                "1",
                List.of(
                    new ServedModel(
                        "llama", "1", new Digest("12".repeat(32)), ServedModelStatus.ACTIVE))),
            SIGNED));
  }

  private static Envelope message(NodeId node, long sequence) {
    return new Envelope(node, 1, 1, sequence, NOON);
  }

  private static JobSpec job() {
    return new JobSpec(
        null,
        null,
        Network.TESTNET,
        "llama",
        "1",
        1,
        Tariff.FREE,
        Mode.SYNC,
        Priority.NORMAL,
        1,
        RetryPolicy.of(1),
        Constraints.NONE,
        null,
        0,
        NOON);
  }

  private List<String> whyNot(NodeId node) {
    return nodes.profile(node).result().whyNot(job());
  }

  private List<NodeId> candidates(int limit) {
    return nodes.listCandidates(job(), limit).result();
  }

  @Test
  void aRegisteredNodeIsHeldToTheRulesAndAStrangerToTheNetworksOpenness() {
    publish(true, 10);
    working(NODE, 10);
    working(OTHER, 9);

    assertThat(whyNot(NODE)).isEmpty();
    assertThat(whyNot(OTHER)).containsExactly("trust_too_low");
    assertThat(whyNot(STRANGER)).isEmpty();
  }

  @Test
  void whatANetworkAsksIsKnownASecondLater() {
    publish(true, 0);
    assertThat(whyNot(STRANGER)).isEmpty();
    publish(false, 0);
    assertThat(whyNot(STRANGER)).isEmpty();
    now.set(NOON.plusSeconds(1));
    assertThat(whyNot(STRANGER)).containsExactly("not_registered");
  }

  @Test
  void aNetworkWithoutConfigurationIsOpen() {
    assertThat(whyNot(STRANGER)).isEmpty();
  }

  @Test
  void registeredNodesComeFirstAndStrangersWhereTheNetworkIsOpen() {
    publish(true, 0);
    working(NODE, 10);
    working(OTHER, 90);
    for (NodeId each : List.of(NODE, STRANGER)) {
      nodes.saw(each, new Seen(Network.TESTNET, Set.of("llama")));
    }

    assertThat(candidates(10)).containsExactly(OTHER, NODE, STRANGER);
    assertThat(candidates(2)).containsExactly(OTHER, NODE);
    publish(false, 20);
    now.set(NOON.plusSeconds(1));
    assertThat(candidates(10)).containsExactly(OTHER);
  }

  @Test
  void aRegisteredNodeThatMayNotWorkIsNoCandidateThoughItWasSeen() {
    publish(true, 0);
    working(NODE, 0);
    done(new MoveNode(NODE, NodeMove.FREEZE, null));
    nodes.saw(NODE, new Seen(Network.TESTNET, Set.of("llama")));

    assertThat(candidates(10)).isEmpty();
    assertThat(whyNot(NODE)).containsExactly("not_active");
  }
}
