package com.resultity.grpc.nodes;

import com.resultity.domain.nodes.NodeCommand;
import com.resultity.domain.nodes.NodeCommand.MoveNode;
import com.resultity.domain.nodes.NodeId;
import com.resultity.domain.nodes.NodeMove;
import com.resultity.domain.nodes.NodeRecord.NodeMoved;
import com.resultity.domain.nodes.NodeRecord.PenaltyGiven;
import com.resultity.grpc.calls.Ask;
import com.resultity.grpc.calls.Input;
import com.resultity.grpc.calls.Render;
import com.resultity.grpc.calls.Unary;
import com.resultity.grpc.nodes.v1.AssessNodeRequest;
import com.resultity.grpc.nodes.v1.AssessNodeResponse;
import com.resultity.grpc.nodes.v1.ExcludeNodeRequest;
import com.resultity.grpc.nodes.v1.ExcludeNodeResponse;
import com.resultity.grpc.nodes.v1.FreezeNodeRequest;
import com.resultity.grpc.nodes.v1.FreezeNodeResponse;
import com.resultity.grpc.nodes.v1.LiftPenaltyRequest;
import com.resultity.grpc.nodes.v1.LiftPenaltyResponse;
import com.resultity.grpc.nodes.v1.MovedNode;
import com.resultity.grpc.nodes.v1.PenaliseNodeRequest;
import com.resultity.grpc.nodes.v1.PenaliseNodeResponse;
import com.resultity.grpc.nodes.v1.ReinstateNodeRequest;
import com.resultity.grpc.nodes.v1.ReinstateNodeResponse;
import com.resultity.grpc.nodes.v1.ReviewNodeRequest;
import com.resultity.grpc.nodes.v1.ReviewNodeResponse;
import com.resultity.grpc.nodes.v1.ReviewStep;
import com.resultity.grpc.nodes.v1.SetShadowBanRequest;
import com.resultity.grpc.nodes.v1.SetShadowBanResponse;
import com.resultity.ports.access.Operation;
import com.resultity.ports.journal.IdSource;
import com.resultity.ports.journal.Outcome.Done;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The methods of {@code resultity.nodes.v1.Nodes} by which others judge nodes. */
final class JudgementMethods {
  private static final int MAX_CAUSE = 200;
  private static final int MAX_EVIDENCE = 500;
  private static final int MAX_POINTS = 1_000_000;
  private static final int MAX_TRUST = 100;

  private final IdSource ids;

  JudgementMethods(IdSource ids) {
    this.ids = ids;
  }

  List<Unary<?, ?>> methods() {
    return List.of(
        new Unary<>(Operation.REVIEW_NODE, ReviewNodeRequest.parser(), JudgementMethods::review),
        new Unary<>(Operation.ASSESS_NODE, AssessNodeRequest.parser(), JudgementMethods::assess),
        new Unary<>(Operation.EXCLUDE_NODE, ExcludeNodeRequest.parser(), JudgementMethods::exclude),
        new Unary<>(Operation.FREEZE_NODE, FreezeNodeRequest.parser(), JudgementMethods::freeze),
        new Unary<>(
            Operation.REINSTATE_NODE, ReinstateNodeRequest.parser(), JudgementMethods::reinstate),
        new Unary<>(Operation.PENALISE_NODE, PenaliseNodeRequest.parser(), this::penalise),
        new Unary<>(Operation.LIFT_PENALTY, LiftPenaltyRequest.parser(), JudgementMethods::lift),
        new Unary<>(
            Operation.SET_SHADOW_BAN, SetShadowBanRequest.parser(), JudgementMethods::shadowBan));
  }

  private static Ask<ReviewNodeResponse> review(ReviewNodeRequest request) {
    Input in = new Input();
    NodeId node = in.node("node_id", request.getNodeId());
    NodeMove move = in.known("step", move(request.getStep()), NodeMove.VALIDATE);
    in.check();
    return move(node, move, null, moved -> ReviewNodeResponse.newBuilder().setMoved(moved).build());
  }

  private static @Nullable NodeMove move(ReviewStep step) {
    return switch (step) {
      case REVIEW_STEP_BEGIN -> NodeMove.VALIDATE;
      case REVIEW_STEP_PASS -> NodeMove.ACTIVATE;
      case REVIEW_STEP_FAIL -> NodeMove.REJECT;
      case REVIEW_STEP_UNSPECIFIED, UNRECOGNIZED -> null;
    };
  }

  private static <A> Ask<A> move(
      NodeId node, NodeMove move, @Nullable Instant until, Function<MovedNode, A> answer) {
    return new Ask.Change<>(
        NodeMethods.EVERYTHING,
        new MoveNode(node, move, until),
        done -> answer.apply(NodeRender.moved(done.get(NodeMoved.class))));
  }

  private static Ask<AssessNodeResponse> assess(AssessNodeRequest request) {
    Input in = new Input();
    NodeId node = in.node("node_id", request.getNodeId());
    int trust = in.within("trust", request.getTrust(), 0, MAX_TRUST);
    String evidence = in.text("evidence", request.getEvidence(), MAX_EVIDENCE);
    in.check();
    return new Ask.Change<>(
        NodeMethods.EVERYTHING,
        new NodeCommand.AssessNode(node, trust, evidence),
        _ ->
            AssessNodeResponse.newBuilder()
                .setNodeId(node.address())
                .setTrust(trust)
                .setEvidence(evidence)
                .build());
  }

  private static Ask<ExcludeNodeResponse> exclude(ExcludeNodeRequest request) {
    Input in = new Input();
    NodeId node = in.node("node_id", request.getNodeId());
    Instant until = in.timeOrNull("until", request.hasUntil(), request.getUntil());
    in.check();
    return move(
        node,
        NodeMove.EXCLUDE,
        until,
        moved -> ExcludeNodeResponse.newBuilder().setMoved(moved).build());
  }

  private static Ask<FreezeNodeResponse> freeze(FreezeNodeRequest request) {
    Input in = new Input();
    NodeId node = in.node("node_id", request.getNodeId());
    in.check();
    return move(
        node,
        NodeMove.FREEZE,
        null,
        moved -> FreezeNodeResponse.newBuilder().setMoved(moved).build());
  }

  private static Ask<ReinstateNodeResponse> reinstate(ReinstateNodeRequest request) {
    Input in = new Input();
    NodeId node = in.node("node_id", request.getNodeId());
    in.check();
    return move(
        node,
        NodeMove.REINSTATE,
        null,
        moved -> ReinstateNodeResponse.newBuilder().setMoved(moved).build());
  }

  private Ask<PenaliseNodeResponse> penalise(PenaliseNodeRequest request) {
    Input in = new Input();
    NodeId node = in.node("node_id", request.getNodeId());
    int points = in.within("points", request.getPoints(), 1, MAX_POINTS);
    String cause = in.text("cause", request.getCause(), MAX_CAUSE);
    Instant expiresAt = in.time("expires_at", request.hasExpiresAt(), request.getExpiresAt());
    in.check();
    return new Ask.Change<>(
        NodeMethods.EVERYTHING,
        new NodeCommand.PenaliseNode(node, ids.registered(), points, cause, expiresAt),
        JudgementMethods::penalised);
  }

  private static PenaliseNodeResponse penalised(Done done) {
    PenaltyGiven given = done.get(PenaltyGiven.class);
    PenaliseNodeResponse.Builder out =
        PenaliseNodeResponse.newBuilder()
            .setNodeId(given.nodeId().address())
            .setPenaltyId(given.penaltyId().toString());
    for (var recorded : done.records()) {
      if (recorded.fact() instanceof NodeMoved moved) {
        out.setMoved(NodeRender.moved(moved));
      }
    }
    return out.build();
  }

  private static Ask<LiftPenaltyResponse> lift(LiftPenaltyRequest request) {
    Input in = new Input();
    NodeId node = in.node("node_id", request.getNodeId());
    UUID penalty = in.id("penalty_id", request.getPenaltyId());
    in.check();
    return new Ask.Change<>(
        NodeMethods.EVERYTHING,
        new NodeCommand.LiftPenalty(node, penalty),
        done ->
            LiftPenaltyResponse.newBuilder()
                .setNodeId(node.address())
                .setPenaltyId(penalty.toString())
                .setLiftedAt(Render.time(done.records().getFirst().at()))
                .build());
  }

  private static Ask<SetShadowBanResponse> shadowBan(SetShadowBanRequest request) {
    Input in = new Input();
    NodeId node = in.node("node_id", request.getNodeId());
    in.check();
    return new Ask.Change<>(
        NodeMethods.EVERYTHING,
        new NodeCommand.SetShadowBan(node, request.getBanned()),
        _ ->
            SetShadowBanResponse.newBuilder()
                .setNodeId(node.address())
                .setBanned(request.getBanned())
                .build());
  }
}
