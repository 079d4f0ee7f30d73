package com.resultity.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.resultity.domain.network.Network;
import com.resultity.domain.nodes.Hardware;
import com.resultity.domain.nodes.NodeProfile;
import com.resultity.grpc.nodes.v1.AdoptNodeResponse;
import com.resultity.grpc.nodes.v1.AssessNodeRequest;
import com.resultity.grpc.nodes.v1.AssessNodeResponse;
import com.resultity.grpc.nodes.v1.BindNodeResponse;
import com.resultity.grpc.nodes.v1.ExcludeNodeRequest;
import com.resultity.grpc.nodes.v1.ExcludeNodeResponse;
import com.resultity.grpc.nodes.v1.FreezeNodeRequest;
import com.resultity.grpc.nodes.v1.FreezeNodeResponse;
import com.resultity.grpc.nodes.v1.GetMessageTypesRequest;
import com.resultity.grpc.nodes.v1.GetMessageTypesResponse;
import com.resultity.grpc.nodes.v1.GetNodeRequest;
import com.resultity.grpc.nodes.v1.GetNodeResponse;
import com.resultity.grpc.nodes.v1.LiftPenaltyRequest;
import com.resultity.grpc.nodes.v1.LiftPenaltyResponse;
import com.resultity.grpc.nodes.v1.ListAccountNodesRequest;
import com.resultity.grpc.nodes.v1.ListAccountNodesResponse;
import com.resultity.grpc.nodes.v1.Node;
import com.resultity.grpc.nodes.v1.NodeStatus;
import com.resultity.grpc.nodes.v1.OfferNodeRequest;
import com.resultity.grpc.nodes.v1.OfferNodeResponse;
import com.resultity.grpc.nodes.v1.PauseNodeResponse;
import com.resultity.grpc.nodes.v1.PenaliseNodeRequest;
import com.resultity.grpc.nodes.v1.PenaliseNodeResponse;
import com.resultity.grpc.nodes.v1.RegisterNodeRequest;
import com.resultity.grpc.nodes.v1.RegisterNodeResponse;
import com.resultity.grpc.nodes.v1.ReinstateNodeRequest;
import com.resultity.grpc.nodes.v1.ReinstateNodeResponse;
import com.resultity.grpc.nodes.v1.ReleaseNodeRequest;
import com.resultity.grpc.nodes.v1.ReleaseNodeResponse;
import com.resultity.grpc.nodes.v1.ResumeNodeResponse;
import com.resultity.grpc.nodes.v1.ReviewNodeResponse;
import com.resultity.grpc.nodes.v1.ReviewStep;
import com.resultity.grpc.nodes.v1.SetShadowBanRequest;
import com.resultity.grpc.nodes.v1.SetShadowBanResponse;
import com.resultity.grpc.nodes.v1.SyncNodeResponse;
import com.resultity.grpc.nodes.v1.UnbindNodeResponse;
import io.vertx.grpc.common.GrpcStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nodes over gRPC. */
class NodesTest {
  private static final String WALLET = "0x" + "0".repeat(39) + "7";
  private static final String ZEROS = "0".repeat(64);

  private final Served served = new Served();
  private final Story story = new Story(served).model();

  @AfterEach
  void close() {
    served.close();
  }

  private Node node(String role) {
    return served
        .call(
            NodeStory.NODES + "GetNode",
            role,
            GetNodeRequest.newBuilder().setNodeId(NodeStory.NODE).build(),
            GetNodeResponse.getDefaultInstance())
        .getNode();
  }

  @Test
  void aNodeIsRegisteredReviewedAndWorksUntilItRests() {
    NodeStory node = new NodeStory(served);
    RegisterNodeRequest request = node.register();
    var registered =
        node.call("RegisterNode", "network", request, RegisterNodeResponse.getDefaultInstance());
    assertThat(registered.getStatus()).isEqualTo(NodeStatus.NODE_STATUS_REGISTERED);
    assertThat(registered.getProfile()).isEqualTo(request.getProfile());

    assertThat(review(node, ReviewStep.REVIEW_STEP_BEGIN))
        .isEqualTo(NodeStatus.NODE_STATUS_VALIDATING);
    assertThat(review(node, ReviewStep.REVIEW_STEP_FAIL))
        .isEqualTo(NodeStatus.NODE_STATUS_REGISTERED);
    review(node, ReviewStep.REVIEW_STEP_BEGIN);
    assertThat(review(node, ReviewStep.REVIEW_STEP_PASS)).isEqualTo(NodeStatus.NODE_STATUS_ACTIVE);

    var paused =
        node.call(
            "PauseNode",
            "network",
            node.pause(node.next()),
            PauseNodeResponse.getDefaultInstance());
    assertThat(paused.getMoved().getStatus()).isEqualTo(NodeStatus.NODE_STATUS_PAUSED);
    node.call("ResumeNode", "network", node.resume(), ResumeNodeResponse.getDefaultInstance());

    Node read = node("network");
    assertThat(read.getStatus()).isEqualTo(NodeStatus.NODE_STATUS_ACTIVE);
    assertThat(read.getProfile()).isEqualTo(request.getProfile());
    assertThat(read.getSequence()).isEqualTo(3);
    assertThat(read.getPublicKey()).hasSize(128);
  }

  private NodeStatus review(NodeStory node, ReviewStep step) {
    return node.call(
            "ReviewNode", "network", node.review(step), ReviewNodeResponse.getDefaultInstance())
        .getMoved()
        .getStatus();
  }

  @Test
  void otherHardwareIsToBeReviewedAnew() {
    NodeStory node = NodeStory.working(served);
    NodeProfile other =
        new NodeProfile(
            List.of(Network.TESTNET), new Hardware("b200", 8, 9, 9), "eu", "vllm", "0.6");

    var changed =
        node.call(
            "RegisterNode",
            "network",
            node.register(other, node.next()),
            RegisterNodeResponse.getDefaultInstance());
    assertThat(changed.getStatus()).isEqualTo(NodeStatus.NODE_STATUS_REGISTERED);
    assertThat(changed.getProfile().getGpu()).isEqualTo("b200");
    var same =
        node.call(
            "RegisterNode",
            "network",
            node.register(other, node.next()),
            RegisterNodeResponse.getDefaultInstance());
    assertThat(same.hasStatus()).isFalse();
  }

  @Test
  void aSyncTellsTheDriftAndBringsTheConfigurationThatTheNodeLacks() {
    NodeStory node = NodeStory.working(served);

    var first =
        node.call(
            "SyncNode",
            "network",
            node.sync(Network.TESTNET, ZEROS),
            SyncNodeResponse.getDefaultInstance());
    assertThat(first.getDriftList()).isEmpty();
    assertThat(first.getModelsList()).hasSize(1);
    assertThat(first.getBundle().getVersion()).isEqualTo(1);
    var second =
        node.call(
            "SyncNode",
            "network",
            node.sync(Network.TESTNET, first.getBundle().getDigest()),
            SyncNodeResponse.getDefaultInstance());
    assertThat(second.hasBundle()).isFalse();

    node.call(
        "PauseNode", "network", node.pause(node.next()), PauseNodeResponse.getDefaultInstance());
    var third =
        node.call(
            "SyncNode",
            "network",
            node.sync(Network.TESTNET, ZEROS),
            SyncNodeResponse.getDefaultInstance());
    assertThat(third.getDriftList())
        .singleElement()
        .matches(drift -> drift.getKind().equals("status") && drift.getDetail().equals("paused"));
    assertThat(node("admin").getNetworks(0).getConfiguration()).isEqualTo(ZEROS);
    assertThat(node("admin").getProfile().getRuntimeVersion()).isEqualTo("0.7");
  }

  @Test
  void aNodePassesFromAccountToAccountByOfferAndConsent() {
    NodeStory node = NodeStory.working(served);
    Story other = new Story(served);
    new AccountStory(served, other).link(WALLET);

    var adopted =
        node.call(
            "AdoptNode",
            "account",
            node.adopt(story.account),
            AdoptNodeResponse.getDefaultInstance());
    assertThat(adopted.getAccountId()).isEqualTo(story.account);
    var offered =
        node.call(
            "OfferNode",
            "account",
            OfferNodeRequest.newBuilder()
                .setAccountId(story.account)
                .setNodeId(NodeStory.NODE)
                .setToAccountId(other.account)
                .build(),
            OfferNodeResponse.getDefaultInstance());
    assertThat(offered.getToAccountId()).isEqualTo(other.account);
    var bound =
        node.call(
            "BindNode",
            "network",
            node.bind(other.account, WALLET),
            BindNodeResponse.getDefaultInstance());
    assertThat(bound.getAccountId()).isEqualTo(other.account);
    assertThat(list(story.account, null)).isEmpty();
    assertThat(list(other.account, null)).containsExactly(NodeStory.NODE);

    var unbound =
        node.call("UnbindNode", "network", node.unbind(), UnbindNodeResponse.getDefaultInstance());
    assertThat(unbound.getAccountId()).isEqualTo(other.account);
    node.call(
        "AdoptNode", "account", node.adopt(story.account), AdoptNodeResponse.getDefaultInstance());
    node.call(
        "ReleaseNode",
        "account",
        ReleaseNodeRequest.newBuilder()
            .setAccountId(story.account)
            .setNodeId(NodeStory.NODE)
            .build(),
        ReleaseNodeResponse.getDefaultInstance());
    assertThat(node("network").getBindingsList())
        .extracting(binding -> binding.getAccountId())
        .containsExactly(story.account, other.account, story.account);
    assertThat(node("network").getBindingsList()).allMatch(binding -> binding.hasUnboundAt());
  }

  private List<String> list(String account, @Nullable String cursor) {
    ListAccountNodesRequest.Builder request =
        ListAccountNodesRequest.newBuilder().setAccountId(account).setLimit(1);
    if (cursor != null) {
      request.setCursor(cursor);
    }
    return served
        .call(
            NodeStory.NODES + "ListAccountNodes",
            "account",
            request.build(),
            ListAccountNodesResponse.getDefaultInstance())
        .getNodesList()
        .stream()
        .map(Node::getNodeId)
        .toList();
  }

  @Test
  void anAccountsNodesAreListedPageByPage() {
    String second = "0x" + "b2".repeat(20);
    for (NodeStory node :
        List.of(
            NodeStory.registered(served, second), NodeStory.registered(served, NodeStory.NODE))) {
      node.call(
          "AdoptNode",
          "account",
          node.adopt(story.account),
          AdoptNodeResponse.getDefaultInstance());
    }

    assertThat(list(story.account, null)).containsExactly(NodeStory.NODE);
    assertThat(list(story.account, NodeStory.NODE)).containsExactly(second);
    assertThat(list(story.account, second)).isEmpty();
  }

  @Test
  void aShadowBanIsToldToWhoMayKnow() {
    NodeStory node = NodeStory.working(served);
    node.call(
        "SetShadowBan",
        "admin",
        SetShadowBanRequest.newBuilder().setNodeId(NodeStory.NODE).setBanned(true).build(),
        SetShadowBanResponse.getDefaultInstance());

    assertThat(node("admin").getShadowBanned()).isTrue();
    assertThat(node("auditor").getShadowBanned()).isTrue();
    assertThat(node("network").hasShadowBanned()).isFalse();
  }

  @Test
  void penaltiesExcludeAndAdministratorsTakeThemBack() {
    NodeStory node = NodeStory.working(served);
    PenaliseNodeResponse first = penalise(node, 60);
    assertThat(first.hasMoved()).isFalse();
    PenaliseNodeResponse second = penalise(node, 60);
    assertThat(second.getMoved().getStatus()).isEqualTo(NodeStatus.NODE_STATUS_EXCLUDED);
    assertThat(second.getMoved().hasUntil()).isTrue();
    node.call(
        "LiftPenalty",
        "admin",
        LiftPenaltyRequest.newBuilder()
            .setNodeId(NodeStory.NODE)
            .setPenaltyId(second.getPenaltyId())
            .build(),
        LiftPenaltyResponse.getDefaultInstance());
    var reinstated =
        node.call(
            "ReinstateNode",
            "admin",
            ReinstateNodeRequest.newBuilder().setNodeId(NodeStory.NODE).build(),
            ReinstateNodeResponse.getDefaultInstance());
    assertThat(reinstated.getMoved().getStatus()).isEqualTo(NodeStatus.NODE_STATUS_ACTIVE);
    assertThat(node("network").getPenaltiesList())
        .extracting(penalty -> penalty.hasLiftedAt())
        .containsExactly(true, false);
  }

  private static PenaliseNodeResponse penalise(NodeStory node, int points) {
    return node.call(
        "PenaliseNode",
        "admin",
        PenaliseNodeRequest.newBuilder()
            .setNodeId(NodeStory.NODE)
            .setPoints(points)
            .setCause("slow")
            .setExpiresAt(Timestamp.newBuilder().setSeconds(Instant.now().getEpochSecond() + 60))
            .build(),
        PenaliseNodeResponse.getDefaultInstance());
  }

  @Test
  void administratorsExcludeAndFreeze() {
    NodeStory node = NodeStory.working(served);
    Timestamp until = Timestamp.newBuilder().setSeconds(4_000_000_000L).build();
    var excluded =
        node.call(
            "ExcludeNode",
            "admin",
            ExcludeNodeRequest.newBuilder().setNodeId(NodeStory.NODE).setUntil(until).build(),
            ExcludeNodeResponse.getDefaultInstance());
    assertThat(excluded.getMoved().getUntil()).isEqualTo(until);
    assertThat(node("network").getExcludedUntil()).isEqualTo(until);
    var frozen =
        node.call(
            "FreezeNode",
            "admin",
            FreezeNodeRequest.newBuilder().setNodeId(NodeStory.NODE).build(),
            FreezeNodeResponse.getDefaultInstance());
    assertThat(frozen.getMoved().getStatus()).isEqualTo(NodeStatus.NODE_STATUS_FROZEN);
    assertThat(node("network").hasExcludedUntil()).isFalse();
  }

  @Test
  void trustIsGivenWithItsEvidence() {
    NodeStory node = NodeStory.working(served);
    node.call(
        "AssessNode",
        "network",
        AssessNodeRequest.newBuilder()
            .setNodeId(NodeStory.NODE)
            .setTrust(80)
            .setEvidence("audit 7")
            .build(),
        AssessNodeResponse.getDefaultInstance());

    assertThat(node("network").getTrust()).isEqualTo(80);
    assertThat(node("network").getEvidence()).isEqualTo("audit 7");
  }

  @Test
  void whatNodesSignIsToldToAnyone() {
    var types =
        served.reply(
            NodeStory.NODES + "GetMessageTypes",
            Map.of(),
            GetMessageTypesRequest.getDefaultInstance(),
            GetMessageTypesResponse.getDefaultInstance());

    assertThat(types.answer().getJson())
        .startsWith("{\"domain\":{\"name\":\"Resultity\",\"version\":\"1\"},\"types\":{")
        .contains("\"ServedModel\":[{\"name\":\"name\",\"type\":\"string\"}");
  }

  @Test
  void whatIsWrongWithAMessageIsToldAtOnce() {
    RegisterNodeRequest.Builder request = new NodeStory(served).register().toBuilder();
    request.getProfileBuilder().setGpuCount(0).clearNetworks().setRegion("");
    request.getMessageBuilder().setSession(-1).clearSentAt();

    var reply =
        served.reply(
            NodeStory.NODES + "RegisterNode",
            Served.as("network"),
            request.build(),
            RegisterNodeResponse.getDefaultInstance());

    assertThat(reply.status()).isEqualTo(GrpcStatus.INVALID_ARGUMENT);
    assertThat(reply.detail(ErrorInfo.class).orElseThrow().getReason())
        .isEqualTo("INVALID_REQUEST");
    assertThat(reply.detail(BadRequest.class).orElseThrow().getFieldViolationsList())
        .extracting(violation -> violation.getField())
        .containsExactlyInAnyOrder(
            "profile.networks",
            "profile.gpu_count",
            "profile.region",
            "message.session",
            "message.sent_at");
  }
}
