package com.resultity.grpc;

import static com.resultity.grpc.NodeStory.NODES;

import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import com.resultity.domain.journal.RefusalCode;
import com.resultity.domain.network.Network;
import com.resultity.domain.nodes.Envelope;
import com.resultity.domain.nodes.Penalty;
import com.resultity.grpc.RefusalTableTest.Call;
import com.resultity.grpc.nodes.v1.AdoptNodeRequest;
import com.resultity.grpc.nodes.v1.AdoptNodeResponse;
import com.resultity.grpc.nodes.v1.ExcludeNodeRequest;
import com.resultity.grpc.nodes.v1.ExcludeNodeResponse;
import com.resultity.grpc.nodes.v1.LiftPenaltyRequest;
import com.resultity.grpc.nodes.v1.LiftPenaltyResponse;
import com.resultity.grpc.nodes.v1.PauseNodeRequest;
import com.resultity.grpc.nodes.v1.PauseNodeResponse;
import com.resultity.grpc.nodes.v1.PenaliseNodeRequest;
import com.resultity.grpc.nodes.v1.PenaliseNodeResponse;
import com.resultity.grpc.nodes.v1.ReleaseNodeRequest;
import com.resultity.grpc.nodes.v1.ReleaseNodeResponse;
import com.resultity.grpc.nodes.v1.ResumeNodeResponse;
import com.resultity.grpc.nodes.v1.ReviewNodeResponse;
import com.resultity.grpc.nodes.v1.ReviewStep;
import com.resultity.grpc.nodes.v1.SyncNodeResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/** How each refusal about nodes is met. */
final class NodeRefusals {
  private static final String ID = "01981c7e-4c00-7000-8004-00000000002a";

  private NodeRefusals() {}

  private static void put(
      Map<RefusalCode, Function<RefusalTableTest, Call>> table,
      RefusalCode code,
      BiFunction<NodeStory, Story, Call> row) {
    table.put(code, t -> row.apply(NodeStory.working(t.served), t.story));
  }

  static void rows(Map<RefusalCode, Function<RefusalTableTest, Call>> table) {
    messageRows(table);
    bindingRows(table);
    put(
        table,
        RefusalCode.NODE_NOT_FOUND,
        (node, _) ->
            network(
                "ReviewNode",
                node.review(ReviewStep.REVIEW_STEP_BEGIN).toBuilder().setNodeId(Story.NODE).build(),
                ReviewNodeResponse.getDefaultInstance()));
    put(
        table,
        RefusalCode.NODE_STATUS_INVALID,
        (node, _) ->
            network(
                "ReviewNode",
                node.review(ReviewStep.REVIEW_STEP_PASS),
                ReviewNodeResponse.getDefaultInstance()));
    put(
        table,
        RefusalCode.NODE_EXCLUDED,
        (node, _) -> {
          node.call(
              "ExcludeNode",
              "admin",
              ExcludeNodeRequest.newBuilder().setNodeId(NodeStory.NODE).build(),
              ExcludeNodeResponse.getDefaultInstance());
          return network("ResumeNode", node.resume(), ResumeNodeResponse.getDefaultInstance());
        });
    put(
        table,
        RefusalCode.PENALTY_NOT_FOUND,
        (_, _) ->
            new Call(
                NODES + "LiftPenalty",
                "admin",
                LiftPenaltyRequest.newBuilder().setNodeId(NodeStory.NODE).setPenaltyId(ID).build(),
                LiftPenaltyResponse.getDefaultInstance()));
    put(
        table,
        RefusalCode.TOO_MANY_PENALTIES,
        (node, _) -> {
          for (int i = 0; i < Penalty.MOST; i++) {
            node.call(
                "PenaliseNode", "admin", penalise(), PenaliseNodeResponse.getDefaultInstance());
          }
          return new Call(
              NODES + "PenaliseNode",
              "admin",
              penalise(),
              PenaliseNodeResponse.getDefaultInstance());
        });
  }

  private static PenaliseNodeRequest penalise() {
    return PenaliseNodeRequest.newBuilder()
        .setNodeId(NodeStory.NODE)
        .setPoints(1)
        .setCause("slow")
        .setExpiresAt(Timestamp.newBuilder().setSeconds(Instant.now().getEpochSecond() + 3600))
        .build();
  }

  private static void messageRows(Map<RefusalCode, Function<RefusalTableTest, Call>> table) {
    put(
        table,
        RefusalCode.MESSAGE_REPLAYED,
        (node, _) -> {
          Envelope envelope = node.next();
          node.call(
              "PauseNode", "network", node.pause(envelope), PauseNodeResponse.getDefaultInstance());
          return pause(node.pause(envelope));
        });
    put(
        table,
        RefusalCode.MESSAGE_OUT_OF_ORDER,
        (node, _) -> {
          node.rewind(-1);
          return pause(node.pause(node.next()));
        });
    put(
        table,
        RefusalCode.MESSAGE_STALE,
        (node, _) -> pause(node.pause(node.at(Instant.now().minus(Duration.ofHours(1))))));
    put(
        table,
        RefusalCode.MESSAGE_FROM_FUTURE,
        (node, _) -> pause(node.pause(node.at(Instant.now().plus(Duration.ofHours(1))))));
    put(
        table,
        RefusalCode.NODE_NOT_PARTICIPATING,
        (node, _) ->
            new Call(
                NODES + "SyncNode",
                "network",
                node.sync(Network.MAINNET, "0".repeat(64)),
                SyncNodeResponse.getDefaultInstance()));
  }

  private static Call pause(PauseNodeRequest request) {
    return network("PauseNode", request, PauseNodeResponse.getDefaultInstance());
  }

  private static Call network(String method, Message request, Message kind) {
    return new Call(NODES + method, "network", request, kind);
  }

  private static void bindingRows(Map<RefusalCode, Function<RefusalTableTest, Call>> table) {
    put(
        table,
        RefusalCode.NODE_ALREADY_BOUND,
        (node, story) -> {
          node.call(
              "AdoptNode",
              "account",
              node.adopt(story.account),
              AdoptNodeResponse.getDefaultInstance());
          return adopt(node.adopt(story.account));
        });
    table.put(
        RefusalCode.NODE_BOUND_ELSEWHERE,
        t -> {
          NodeStory node = NodeStory.working(t.served);
          node.call(
              "AdoptNode",
              "account",
              node.adopt(t.story.account),
              AdoptNodeResponse.getDefaultInstance());
          return adopt(node.adopt(new Story(t.served).account));
        });
    put(
        table,
        RefusalCode.NODE_NOT_BOUND,
        (_, story) ->
            new Call(
                NODES + "ReleaseNode",
                "account",
                ReleaseNodeRequest.newBuilder()
                    .setAccountId(story.account)
                    .setNodeId(NodeStory.NODE)
                    .build(),
                ReleaseNodeResponse.getDefaultInstance()));
  }

  private static Call adopt(AdoptNodeRequest request) {
    return new Call(
        NODES + "AdoptNode", "account", request, AdoptNodeResponse.getDefaultInstance());
  }
}
