package com.resultity.domain.nodes;

import static com.resultity.domain.journal.Scenario.NOON;
import static com.resultity.domain.nodes.NodeRequests.NODE;
import static com.resultity.domain.nodes.NodeRequests.message;
import static com.resultity.domain.nodes.NodeRequests.move;
import static com.resultity.domain.nodes.NodeRequests.register;
import static org.assertj.core.api.Assertions.assertThat;

import com.resultity.domain.journal.Command;
import com.resultity.domain.journal.Decider;
import com.resultity.domain.journal.Decision;
import com.resultity.domain.journal.Ids;
import com.resultity.domain.journal.LogRecord;
import com.resultity.domain.journal.SlotState;
import com.resultity.domain.nodes.NodeCommand.LiftPenalty;
import com.resultity.domain.nodes.NodeCommand.MoveNode;
import com.resultity.domain.nodes.NodeCommand.PenaliseNode;
import com.resultity.domain.nodes.NodeRecord.MessageTaken;
import com.resultity.domain.nodes.NodeRecord.NodeMoved;
import com.resultity.domain.nodes.NodeRecord.PenaltyGiven;
import com.resultity.domain.nodes.NodeRecord.PenaltyLifted;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A node's life against a drawing of it, whatever is asked in whatever order. */
class NodeLifePropertyTest {
  /** What was asked: a number for each choice, and how long after the last. */
  record Asked(int kind, NodeMove move, int number, Duration pause) {}

  // From where one may get where, in one step, by anyone.
  private static final Map<NodeStatus, Set<NodeStatus>> DRAWN = new EnumMap<>(NodeStatus.class);

  static {
    DRAWN.put(
        NodeStatus.REGISTERED,
        Set.of(NodeStatus.VALIDATING, NodeStatus.FROZEN, NodeStatus.RETIRED));
    DRAWN.put(
        NodeStatus.VALIDATING,
        Set.of(NodeStatus.REGISTERED, NodeStatus.ACTIVE, NodeStatus.FROZEN, NodeStatus.RETIRED));
    DRAWN.put(
        NodeStatus.ACTIVE,
        Set.of(
            NodeStatus.REGISTERED,
            NodeStatus.PAUSED,
            NodeStatus.EXCLUDED,
            NodeStatus.FROZEN,
            NodeStatus.RETIRED));
    DRAWN.put(
        NodeStatus.PAUSED,
        Set.of(
            NodeStatus.REGISTERED,
            NodeStatus.ACTIVE,
            NodeStatus.EXCLUDED,
            NodeStatus.FROZEN,
            NodeStatus.RETIRED));
    DRAWN.put(
        NodeStatus.EXCLUDED,
        Set.of(NodeStatus.ACTIVE, NodeStatus.EXCLUDED, NodeStatus.FROZEN, NodeStatus.RETIRED));
    DRAWN.put(NodeStatus.FROZEN, Set.of(NodeStatus.REGISTERED, NodeStatus.RETIRED));
    DRAWN.put(NodeStatus.RETIRED, Set.of());
  }

  @Property
  void aNodeOnlyGoesWhereTheDrawingLeads(@ForAll("requests") List<Asked> requests) {
    SlotState state = new SlotState();
    Instant at = NOON;
    accept(state, register(message(1, 1)), at);
    long sequence = 1;
    Map<UUID, Penalised> penalties = new HashMap<>();
    for (Asked asked : requests) {
      at = at.plus(asked.pause());
      Node before = Objects.requireNonNull(state.node(NODE));
      Command command = command(asked, ++sequence, at);
      Decision decision = Decider.decide(command, state, at);
      assertThat(Decider.decide(command, state, at)).isEqualTo(decision);
      if (!(decision instanceof Decision.Accepted accepted)) {
        assertThat(decision.records()).isEmpty();
        continue;
      }
      state.accept(command, accepted.records(), at);
      Node after = Objects.requireNonNull(state.node(NODE));
      for (LogRecord record : accepted.records()) {
        switch (record) {
          case NodeMoved moved -> check(before, moved, after, at);
          case PenaltyGiven given ->
              penalties.put(given.penaltyId(), new Penalised(given.points(), given.expiresAt()));
          case PenaltyLifted lifted -> penalties.remove(lifted.penaltyId());
          case MessageTaken taken -> assertThat(after.last()).isEqualTo(taken.envelope());
          default -> throw new AssertionError("not asked for: " + record);
        }
      }
      if (command instanceof PenaliseNode) {
        checkExclusion(penalties, before, after, at);
      }
    }
  }

  /** What the test knows of a penalty. */
  record Penalised(int points, Instant expiresAt) {}

  private static void check(Node before, NodeMoved moved, Node after, Instant at) {
    assertThat(DRAWN.get(before.status())).contains(moved.status());
    assertThat(after.status()).isEqualTo(moved.status());
    assertThat(after.excludedUntil()).isEqualTo(moved.until());
    assertThat(moved.until() != null).isEqualTo(moved.status() == NodeStatus.EXCLUDED);
    if (moved.until() != null) {
      assertThat(moved.until()).isAfter(at);
    }
    Instant until = before.excludedUntil();
    if (moved.move() == NodeMove.RESUME && until != null) {
      assertThat(until).isBeforeOrEqualTo(at);
    }
  }

  private static void checkExclusion(
      Map<UUID, Penalised> penalties, Node before, Node after, Instant at) {
    long points =
        penalties.values().stream()
            .filter(penalty -> penalty.expiresAt().isAfter(at))
            .mapToLong(Penalised::points)
            .sum();
    boolean worked =
        before.status() == NodeStatus.ACTIVE
            || before.status() == NodeStatus.PAUSED
            || before.status() == NodeStatus.EXCLUDED;
    boolean excluded = after.status() == NodeStatus.EXCLUDED;
    assertThat(excluded)
        .isEqualTo((worked && points >= 100) || before.status() == NodeStatus.EXCLUDED);
  }

  private static void accept(SlotState state, Command command, Instant at) {
    Decision decision = Decider.decide(command, state, at);
    state.accept(command, ((Decision.Accepted) decision).records(), at);
  }

  private static Command command(Asked asked, long sequence, Instant at) {
    return switch (asked.kind()) {
      case 0, 1, 2, 3 -> new MoveNode(NODE, asked.move(), null);
      case 4 -> new MoveNode(NODE, asked.move(), at.plusSeconds(asked.number() - 5L));
      case 5, 6 ->
          move(
              message(1, sequence, at),
              List.of(NodeMove.PAUSE, NodeMove.RESUME, NodeMove.RETIRE)
                  .get(asked.number() % 20 == 0 ? 2 : asked.number() % 2));
      case 7, 8 ->
          new PenaliseNode(
              NODE,
              Ids.of(NOON, 0, sequence),
              1 + asked.number() * 3,
              "cause",
              at.plusSeconds(60L * asked.number()));
      default -> new LiftPenalty(NODE, Ids.of(NOON, 0, asked.number() % 10 + 2L));
    };
  }

  @Provide
  Arbitrary<List<Asked>> requests() {
    Arbitrary<NodeMove> moves =
        Arbitraries.of(NodeMove.class).filter(move -> move != NodeMove.RETIRE);
    return Combinators.combine(
            Arbitraries.integers().between(0, 9),
            moves,
            Arbitraries.integers().between(0, 39),
            Arbitraries.of(Duration.ZERO, Duration.ofSeconds(30), Duration.ofHours(30)))
        .as(Asked::new)
        .list()
        .ofMinSize(10)
        .ofMaxSize(60);
  }
}
