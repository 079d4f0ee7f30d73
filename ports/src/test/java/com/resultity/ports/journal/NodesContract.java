package com.resultity.ports.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.resultity.domain.jobs.Constraints;
import com.resultity.domain.jobs.JobSpec;
import com.resultity.domain.journal.Command;
import com.resultity.domain.journal.Digest;
import com.resultity.domain.journal.Ids;
import com.resultity.domain.journal.LogRecord;
import com.resultity.domain.journal.Recorded;
import com.resultity.domain.journal.RefusalCode;
import com.resultity.domain.journal.SlotState;
import com.resultity.domain.network.Mode;
import com.resultity.domain.network.Network;
import com.resultity.domain.network.NetworkCommand.PublishConfiguration;
import com.resultity.domain.network.Priority;
import com.resultity.domain.network.RetryPolicy;
import com.resultity.domain.network.Tariff;
import com.resultity.domain.nodes.Binding;
import com.resultity.domain.nodes.Envelope;
import com.resultity.domain.nodes.Hardware;
import com.resultity.domain.nodes.Node;
import com.resultity.domain.nodes.NodeCommand.AssessNode;
import com.resultity.domain.nodes.NodeCommand.BindNode;
import com.resultity.domain.nodes.NodeCommand.Consent;
import com.resultity.domain.nodes.NodeCommand.LiftPenalty;
import com.resultity.domain.nodes.NodeCommand.MoveNode;
import com.resultity.domain.nodes.NodeCommand.MoveSigned;
import com.resultity.domain.nodes.NodeCommand.OfferNode;
import com.resultity.domain.nodes.NodeCommand.PenaliseNode;
import com.resultity.domain.nodes.NodeCommand.RegisterNode;
import com.resultity.domain.nodes.NodeCommand.ReleaseNode;
import com.resultity.domain.nodes.NodeCommand.SetShadowBan;
import com.resultity.domain.nodes.NodeCommand.SyncNode;
import com.resultity.domain.nodes.NodeId;
import com.resultity.domain.nodes.NodeMove;
import com.resultity.domain.nodes.NodeProfile;
import com.resultity.domain.nodes.NodeSignature;
import com.resultity.domain.nodes.NodeStatus;
import com.resultity.domain.nodes.Penalty;
import com.resultity.domain.nodes.ServedModel;
import com.resultity.domain.nodes.ServedModelStatus;
import com.resultity.domain.nodes.SyncReport;
import com.resultity.ports.nodes.NodeReader;
import com.resultity.ports.nodes.NodeView;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every keeper of nodes keeps to. Each test has a backend of its own. */
public interface NodesContract {
  NodeId NODE = new NodeId("0x" + "a1".repeat(20));
  NodeId OTHER = new NodeId("0x" + "b2".repeat(20));
  NodeId UNKNOWN = new NodeId("0x" + "d4".repeat(20));
  UUID ACCOUNT = new UUID(7, 7);
  NodeSignature SIGNED =
      new NodeSignature("0x01", new NodeSignature.Finding.Genuine("cd".repeat(64)));
  NodeProfile PROFILE =
      new NodeProfile(
          List.of(Network.MAINNET, Network.TESTNET),
          new Hardware("h100", 2, 163_840, 524_288),
          "eu-west",
          "vllm",
          "0.6.1");

  Backend backend();

  @Test
  default void aNodeIsReadAsItsRecordsLeaveIt() {
    Stage stage = stage();
    stage.done(register(NODE, 1));
    for (Command command : life(stage)) {
      stage.done(command);
      check(stage);
    }

    NodeView view = view(NODE);
    assertThat(view.node().status()).isEqualTo(NodeStatus.EXCLUDED);
    assertThat(view.node().excludedUntil()).isEqualTo(stage.now().plus(Duration.ofHours(2)));
    assertThat(view.node().profile()).isEqualTo(PROFILE);
    assertThat(view.node().trust()).isEqualTo(70);
    assertThat(view.node().last()).isEqualTo(message(NODE, 6));
    assertThat(view.penalties())
        .extracting(Penalty::points, Penalty::liftedAt)
        .containsExactly(tuple(7, null), tuple(5, stage.now()));
    assertThat(view.bindings())
        .extracting(Binding::number, Binding::unboundAt)
        .containsExactly(tuple(2, null), tuple(1, stage.now()));
    assertThat(Await.result(reader().find(OTHER))).isEmpty();
    assertThat(Await.result(reader().view(OTHER))).isEmpty();
  }

  // What is stored, as readers and as decisions see it, is what the state was at the block's end.
  private void check(Stage stage) {
    Node read = Await.result(reader().find(NODE)).orElseThrow();
    SlotState state = stage.view(0, touched -> touched.node(NODE), List.of()).state();
    assertThat(state.node(NODE)).isEqualTo(read);
    NodeView view = view(NODE);
    assertThat(view.node()).isEqualTo(read);
    assertThat(state.penaltiesOf(NODE))
        .containsExactlyInAnyOrderElementsOf(
            view.penalties().stream().filter(p -> p.liftedAt() == null).toList());
  }

  private static List<Command> life(Stage stage) {
    UUID account = stage.tenant().accountId();
    UUID first = Ids.of(Tenant.NOON, 0, 1);
    return List.of(
        new AssessNode(NODE, 70, "evidence"),
        new SetShadowBan(NODE, true),
        new MoveNode(NODE, NodeMove.VALIDATE, null),
        new MoveNode(NODE, NodeMove.ACTIVATE, null),
        bind(2, account),
        sync(3, Network.TESTNET, model("llama", ServedModelStatus.ACTIVE)),
        sync(
            4,
            Network.MAINNET,
            model("x", ServedModelStatus.PENDING),
            model("y", ServedModelStatus.FAILED)),
        sync(5, Network.MAINNET, model("y", ServedModelStatus.ACTIVE)),
        new PenaliseNode(NODE, first, 5, "slow", stage.now().plusSeconds(60)),
        new PenaliseNode(NODE, Ids.of(Tenant.NOON, 0, 2), 7, "late", stage.now().plusSeconds(60)),
        new LiftPenalty(NODE, first),
        new ReleaseNode(NODE, account),
        bind(6, account),
        new MoveNode(NODE, NodeMove.EXCLUDE, stage.now().plus(Duration.ofHours(2))));
  }

  @Test
  default void whatABlockMakesItMayAlsoChange() {
    Stage stage = stage();
    UUID account = stage.tenant().accountId();
    UUID penalty = stage.tenant().newId();

    List<Outcome> outcomes =
        stage.block(
            register(NODE, 1),
            bind(2, account),
            new ReleaseNode(NODE, account),
            bind(3, account),
            new PenaliseNode(NODE, penalty, 1, "slow", stage.now().plusSeconds(1)),
            new LiftPenalty(NODE, penalty),
            sync(4, Network.TESTNET, model("a", ServedModelStatus.ACTIVE)),
            sync(5, Network.TESTNET, model("b", ServedModelStatus.ACTIVE)),
            register(OTHER, 1));

    assertThat(outcomes).allMatch(Outcome.Done.class::isInstance);
    check(stage);
    NodeView view = view(NODE);
    assertThat(view.bindings()).hasSize(2);
    assertThat(view.penalties()).singleElement().matches(each -> each.liftedAt() != null);
    assertThat(view.node().models(Network.TESTNET))
        .containsExactly(model("b", ServedModelStatus.ACTIVE));
    assertThat(Await.result(reader().find(OTHER))).isPresent();
  }

  @Test
  default void aMessageIsTakenOnceThoughSentToTwoAtOnce() {
    Stage stage = stage();
    stage.block(
        register(NODE, 1),
        new MoveNode(NODE, NodeMove.VALIDATE, null),
        new MoveNode(NODE, NodeMove.ACTIVATE, null));
    List<Future<Outcome>> sent = new ArrayList<>();
    for (SlotStore store : List.of(backend().store(), backend().otherStore())) {
      sent.addAll(stage.send(store, new MoveSigned(message(NODE, 2), NodeMove.PAUSE, SIGNED)));
    }
    List<Outcome> outcomes = sent.stream().map(Await::result).toList();

    assertThat(outcomes).filteredOn(Outcome.Done.class::isInstance).hasSize(1);
    assertThat(outcomes)
        .filteredOn(Outcome.Declined.class::isInstance)
        .singleElement()
        .extracting(outcome -> ((Outcome.Declined) outcome).refusal().code())
        .isEqualTo(RefusalCode.MESSAGE_REPLAYED);
  }

  @Test
  default void anOfferIsKeptUntilItIsTaken() {
    Stage stage = stage();
    UUID account = stage.tenant().accountId();
    Tenant other = Tenant.in(backend().newSlot());
    stage.done(other.openAccount());
    stage.block(register(NODE, 1), bind(2, account));

    stage.done(new OfferNode(NODE, account, other.accountId()));
    check(stage);
    assertThat(view(NODE).node().offeredTo()).isEqualTo(other.accountId());

    stage.done(bind(3, other.accountId()));
    check(stage);
    assertThat(view(NODE).node().accountId()).isEqualTo(other.accountId());
    assertThat(view(NODE).bindings())
        .extracting(Binding::accountId)
        .containsExactly(other.accountId(), account);
  }

  @Test
  default void theNodesOfAnAccountAreListedPageByPage() {
    Stage stage = stage();
    UUID account = stage.tenant().accountId();
    stage.block(
        register(OTHER, 1),
        bind(OTHER, 2, account),
        register(NODE, 1),
        bind(NODE, 2, account),
        sync(3, Network.TESTNET, model("llama", ServedModelStatus.ACTIVE)));

    List<Node> all = Await.result(reader().list(account, null, 10));
    assertThat(all).extracting(Node::id).containsExactly(NODE, OTHER);
    assertThat(all.getFirst()).isEqualTo(view(NODE).node());
    assertThat(Await.result(reader().list(account, null, 1))).isEqualTo(all.subList(0, 1));
    assertThat(Await.result(reader().list(account, NODE, 10))).isEqualTo(all.subList(1, 2));
    assertThat(Await.result(reader().list(stage.tenant().newId(), null, 10))).isEmpty();
  }

  @Test
  default void theBestForAJobAreTheMostTrustedThatMayHaveIt() {
    Stage stage = stage();
    NodeId third = new NodeId("0x" + "c3".repeat(20));
    for (NodeId node : List.of(NODE, OTHER, third)) {
      stage.block(
          register(node, 1),
          new MoveNode(node, NodeMove.VALIDATE, null),
          new MoveNode(node, NodeMove.ACTIVATE, null),
          syncOf(node, 2, Network.TESTNET, model("llama", ServedModelStatus.ACTIVE)));
    }
    stage.done(new AssessNode(OTHER, 50, "audit"));
    assertThat(best(Constraints.NONE, 0, 10)).containsExactly(OTHER, NODE, third);
    assertThat(best(Constraints.NONE, 0, 2)).containsExactly(OTHER, NODE);
    assertThat(best(Constraints.NONE, 50, 10)).containsExactly(OTHER);
    assertThat(best(new Constraints("eu-west", "h100", 163_840, null), 0, 10)).hasSize(3);
    assertThat(best(new Constraints("us", null, null, null), 0, 10)).isEmpty();
    assertThat(best(new Constraints(null, "b200", null, null), 0, 10)).isEmpty();
    assertThat(best(new Constraints(null, null, 163_841, null), 0, 10)).isEmpty();
    assertThat(best(new Constraints(null, null, null, ACCOUNT), 0, 10)).isEmpty();

    stage.block(
        new SetShadowBan(OTHER, true),
        new MoveSigned(message(NODE, 3), NodeMove.PAUSE, SIGNED),
        syncOf(third, 3, Network.TESTNET, model("llama", ServedModelStatus.PENDING)));
    assertThat(best(Constraints.NONE, 0, 10)).isEmpty();
    stage.block(
        new SetShadowBan(OTHER, false),
        new AssessNode(OTHER, 1, "audit"),
        new AssessNode(NODE, 2, "audit"),
        new MoveSigned(message(NODE, 4), NodeMove.RESUME, SIGNED));
    assertThat(best(Constraints.NONE, 0, 10)).containsExactly(NODE, OTHER);
    assertThat(Await.result(reader().findRegistered(List.of(NODE, UNKNOWN)))).containsExactly(NODE);
  }

  private List<NodeId> best(Constraints asked, int minimumTrust, int limit) {
    JobSpec job =
        new JobSpec(
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
            asked,
            null,
            0,
            Tenant.NOON);
    return Await.result(reader().listBest(job, minimumTrust, limit));
  }

  /** What was written down is all that is needed to know the node. */
  @Test
  default void aNodeIsMadeAgainFromTheLog() {
    Stage stage = stage();
    stage.done(register(NODE, 1));
    life(stage).forEach(stage::done);
    SlotState again = new SlotState();
    for (Block block : Await.result(backend().blocks().list(0, 0, 1_000))) {
      for (byte[] line : block.lines()) {
        Recorded recorded = RecordLines.decode(line);
        LogRecord fact = recorded.fact();
        again.apply(fact, recorded.at());
      }
    }

    assertThat(Objects.requireNonNull(again.node(NODE))).isEqualTo(view(NODE).node());
  }

  private Stage stage() {
    Stage stage = Stage.empty(backend());
    stage.done(stage.tenant().openAccount());
    stage.done(new PublishConfiguration(Network.MAINNET, Tenant.TERMS));
    return stage;
  }

  private NodeReader reader() {
    return backend().nodes();
  }

  private NodeView view(NodeId node) {
    return Await.result(reader().view(node)).orElseThrow();
  }

  private static Envelope message(NodeId node, long sequence) {
    return new Envelope(node, 1, 9, sequence, Tenant.NOON);
  }

  private static RegisterNode register(NodeId node, long sequence) {
    return new RegisterNode(message(node, sequence), PROFILE, SIGNED);
  }

  private static BindNode bind(long sequence, UUID accountId) {
    return bind(NODE, sequence, accountId);
  }

  private static BindNode bind(NodeId node, long sequence, UUID accountId) {
    return new BindNode(message(node, sequence), accountId, new Consent.OfPrincipal(), SIGNED);
  }

  private static SyncNode sync(long sequence, Network network, ServedModel... models) {
    return syncOf(NODE, sequence, network, models);
  }

  private static SyncNode syncOf(
      NodeId node, long sequence, Network network, ServedModel... models) {
    return new SyncNode(
        message(node, sequence),
        new SyncReport(network, Digest.NONE, "vllm", "0.6.1", List.of(models)),
        SIGNED);
  }

  private static ServedModel model(String name, ServedModelStatus status) {
    return new ServedModel(name, "1", new Digest("ef".repeat(32)), status);
  }
}
