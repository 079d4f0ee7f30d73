package com.resultity.http.nodes;

import com.resultity.domain.nodes.NodeCommand.AssessNode;
import com.resultity.domain.nodes.NodeCommand.LiftPenalty;
import com.resultity.domain.nodes.NodeCommand.MoveNode;
import com.resultity.domain.nodes.NodeCommand.PenaliseNode;
import com.resultity.domain.nodes.NodeCommand.SetShadowBan;
import com.resultity.domain.nodes.NodeMove;
import com.resultity.domain.nodes.NodeRecord.NodeAssessed;
import com.resultity.domain.nodes.NodeRecord.NodeMoved;
import com.resultity.domain.nodes.NodeRecord.PenaltyGiven;
import com.resultity.domain.nodes.NodeRecord.PenaltyLifted;
import com.resultity.domain.nodes.NodeRecord.ShadowBanSet;
import com.resultity.http.Body;
import com.resultity.http.Call;
import com.resultity.http.Json;
import com.resultity.http.Reply;
import com.resultity.http.Route;
import com.resultity.http.Routes;
import com.resultity.ports.access.Operation;
import com.resultity.ports.journal.IdSource;
import com.resultity.ports.journal.Outcome;
import java.util.List;

/** What others decide about nodes. */
public final class JudgementRoutes implements Routes {
  private static final String PENALTIES = NodeRoutes.NODE + "/penalties";

  private final IdSource ids;

  public JudgementRoutes(IdSource ids) {
    this.ids = ids;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        NodeRoutes.change(
            Operation.REVIEW_NODE,
            NodeRoutes.NODE + ":review",
            JudgementRoutes::review,
            NodeRoutes::moved),
        NodeRoutes.change(
            Operation.ASSESS_NODE,
            NodeRoutes.NODE + ":assess",
            (call, body) ->
                new AssessNode(call.node("nodeId"), body.number("trust"), body.text("evidence")),
            JudgementRoutes::assessed),
        NodeRoutes.change(
            Operation.EXCLUDE_NODE,
            NodeRoutes.NODE + ":exclude",
            (call, body) ->
                new MoveNode(
                    call.node("nodeId"), NodeMove.EXCLUDE, body.orNull("until", body::time)),
            NodeRoutes::moved),
        move(Operation.FREEZE_NODE, NodeMove.FREEZE),
        move(Operation.REINSTATE_NODE, NodeMove.REINSTATE),
        NodeRoutes.change(
            Operation.SET_SHADOW_BAN,
            NodeRoutes.NODE + ":shadow-ban",
            (call, body) -> new SetShadowBan(call.node("nodeId"), body.flag("banned")),
            JudgementRoutes::shadowBan),
        NodeRoutes.change(
            Operation.PENALISE_NODE, PENALTIES, this::penalise, JudgementRoutes::penalised),
        NodeRoutes.change(
            Operation.LIFT_PENALTY,
            PENALTIES + "/{penaltyId}:lift",
            (call, _) -> new LiftPenalty(call.node("nodeId"), call.id("penaltyId")),
            JudgementRoutes::lifted));
  }

  private static Route move(Operation operation, NodeMove move) {
    return NodeRoutes.change(
        operation,
        NodeRoutes.NODE + ":" + move.code(),
        (call, _) -> new MoveNode(call.node("nodeId"), move, null),
        NodeRoutes::moved);
  }

  private static MoveNode review(Call call, Body body) {
    NodeMove move =
        switch (body.text("step")) {
          case "begin" -> NodeMove.VALIDATE;
          case "pass" -> NodeMove.ACTIVATE;
          default -> NodeMove.REJECT;
        };
    return new MoveNode(call.node("nodeId"), move, null);
  }

  private PenaliseNode penalise(Call call, Body body) {
    return new PenaliseNode(
        call.node("nodeId"),
        ids.registered(),
        body.number("points"),
        body.text("cause"),
        body.time("expiresAt"));
  }

  private static Reply penalised(Outcome.Done done) {
    PenaltyGiven given = done.get(PenaltyGiven.class);
    String node = given.nodeId().address();
    Json out = new Json().object().field("nodeId", node).field("penaltyId", given.penaltyId());
    for (var recorded : done.records()) {
      if (recorded.fact() instanceof NodeMoved moved) {
        out.field("status", moved.status().code()).field("until", moved.until());
      }
    }
    return Reply.created(NodeRoutes.NODES + "/" + node, out.end());
  }

  private static Reply lifted(Outcome.Done done) {
    PenaltyLifted lifted = done.get(PenaltyLifted.class);
    return Reply.ok(
        new Json()
            .object()
            .field("nodeId", lifted.nodeId().address())
            .field("penaltyId", lifted.penaltyId())
            .field("liftedAt", done.records().getFirst().at())
            .end());
  }

  private static Reply assessed(Outcome.Done done) {
    NodeAssessed assessed = done.get(NodeAssessed.class);
    return Reply.ok(
        new Json()
            .object()
            .field("nodeId", assessed.nodeId().address())
            .field("trust", assessed.trust())
            .field("evidence", assessed.evidence())
            .end());
  }

  private static Reply shadowBan(Outcome.Done done) {
    ShadowBanSet set = done.get(ShadowBanSet.class);
    return Reply.ok(
        new Json()
            .object()
            .field("nodeId", set.nodeId().address())
            .field("banned", set.banned())
            .end());
  }
}
