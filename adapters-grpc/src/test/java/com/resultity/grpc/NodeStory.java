package com.resultity.grpc;

import com.google.protobuf.Message;
import com.resultity.domain.journal.Digest;
import com.resultity.domain.network.Network;
import com.resultity.domain.nodes.Envelope;
import com.resultity.domain.nodes.Hardware;
import com.resultity.domain.nodes.NodeCommand.BindNode;
import com.resultity.domain.nodes.NodeCommand.Consent;
import com.resultity.domain.nodes.NodeCommand.MoveSigned;
import com.resultity.domain.nodes.NodeCommand.RegisterNode;
import com.resultity.domain.nodes.NodeCommand.Signed;
import com.resultity.domain.nodes.NodeCommand.SyncNode;
import com.resultity.domain.nodes.NodeCommand.UnbindNode;
import com.resultity.domain.nodes.NodeId;
import com.resultity.domain.nodes.NodeMessages;
import com.resultity.domain.nodes.NodeMove;
import com.resultity.domain.nodes.NodeProfile;
import com.resultity.domain.nodes.NodeSignature;
import com.resultity.domain.nodes.ServedModel;
import com.resultity.domain.nodes.ServedModelStatus;
import com.resultity.domain.nodes.SyncReport;
import com.resultity.grpc.calls.Render;
import com.resultity.grpc.network.v1.NetworkName;
import com.resultity.grpc.nodes.v1.AdoptNodeRequest;
import com.resultity.grpc.nodes.v1.BindNodeRequest;
import com.resultity.grpc.nodes.v1.PauseNodeRequest;
import com.resultity.grpc.nodes.v1.RegisterNodeRequest;
import com.resultity.grpc.nodes.v1.RegisterNodeResponse;
import com.resultity.grpc.nodes.v1.ResumeNodeRequest;
import com.resultity.grpc.nodes.v1.ReviewNodeRequest;
import com.resultity.grpc.nodes.v1.ReviewNodeResponse;
import com.resultity.grpc.nodes.v1.ReviewStep;
import com.resultity.grpc.nodes.v1.SignedMessage;
import com.resultity.grpc.nodes.v1.SyncNodeRequest;
import com.resultity.grpc.nodes.v1.UnbindNodeRequest;
import com.resultity.grpc.nodes.v1.WalletConsent;
import com.resultity.ports.nodes.TypedDigests;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/** A node and what it sends: each message is signed, and later than the one before. */
final class NodeStory {
  static final String NODES = "resultity.nodes.v1.Nodes/";
  static final String NODE = "0x" + "a1".repeat(20);
  static final NodeProfile PROFILE =
      new NodeProfile(
          List.of(Network.TESTNET), new Hardware("h100", 2, 163_840, 524_288), "eu", "vllm", "0.6");

  private static final NodeSignature UNSIGNED = new NodeSignature("");

  private final Served served;
  final NodeId node;
  private long sequence;

  NodeStory(Served served, String node) {
    this.served = served;
    this.node = new NodeId(node);
  }

  NodeStory(Served served) {
    this(served, NODE);
  }

  <A extends Message> A call(String method, String role, Message request, A kind) {
    return served.call(NODES + method, role, request, kind);
  }

  Envelope next() {
    return at(Instant.now());
  }

  Envelope at(Instant sentAt) {
    return new Envelope(node, 1, 1, ++sequence, sentAt.truncatedTo(ChronoUnit.MILLIS));
  }

  /** Has the next message be of the number that comes after this one. */
  void rewind(long to) {
    sequence = to;
  }

  private static String sign(Signed command, String by) {
    byte[] digest =
        new TypedDigests(new PaperEthereum())
            .digest(NodeMessages.of(command), command.envelope().chainId());
    return PaperEthereum.sign(by, digest);
  }

  private SignedMessage message(Signed command) {
    Envelope envelope = command.envelope();
    return SignedMessage.newBuilder()
        .setChainId(envelope.chainId())
        .setSession(envelope.session())
        .setSequence(envelope.sequence())
        .setSentAt(Render.time(envelope.sentAt()))
        .setSignature(sign(command, node.address()))
        .build();
  }

  RegisterNodeRequest register() {
    return register(PROFILE, next());
  }

  RegisterNodeRequest register(NodeProfile profile, Envelope envelope) {
    return RegisterNodeRequest.newBuilder()
        .setNodeId(node.address())
        .setProfile(
            com.resultity.grpc.nodes.v1.NodeProfile.newBuilder()
                .addNetworks(NetworkName.NETWORK_NAME_TESTNET)
                .setGpu(profile.hardware().gpu())
                .setGpuCount(profile.hardware().gpuCount())
                .setVramMib(profile.hardware().vramMib())
                .setMemoryMib(profile.hardware().memoryMib())
                .setRegion(profile.region())
                .setRuntime(profile.runtime())
                .setRuntimeVersion(profile.runtimeVersion()))
        .setMessage(message(new RegisterNode(envelope, profile, UNSIGNED)))
        .build();
  }

  PauseNodeRequest pause(Envelope envelope) {
    return PauseNodeRequest.newBuilder()
        .setNodeId(node.address())
        .setMessage(message(new MoveSigned(envelope, NodeMove.PAUSE, UNSIGNED)))
        .build();
  }

  ResumeNodeRequest resume() {
    return ResumeNodeRequest.newBuilder()
        .setNodeId(node.address())
        .setMessage(message(new MoveSigned(next(), NodeMove.RESUME, UNSIGNED)))
        .build();
  }

  private BindNode binding(String account) {
    return new BindNode(next(), UUID.fromString(account), new Consent.OfPrincipal(), UNSIGNED);
  }

  AdoptNodeRequest adopt(String account) {
    return AdoptNodeRequest.newBuilder()
        .setAccountId(account)
        .setNodeId(node.address())
        .setMessage(message(binding(account)))
        .build();
  }

  BindNodeRequest bind(String account, String wallet) {
    BindNode command = binding(account);
    return BindNodeRequest.newBuilder()
        .setAccountId(account)
        .setNodeId(node.address())
        .setMessage(message(command))
        .setConsent(
            WalletConsent.newBuilder().setAddress(wallet).setSignature(sign(command, wallet)))
        .build();
  }

  UnbindNodeRequest unbind() {
    return UnbindNodeRequest.newBuilder()
        .setNodeId(node.address())
        .setMessage(message(new UnbindNode(next(), UNSIGNED)))
        .build();
  }

  SyncNodeRequest sync(Network network, String configuration) {
    SyncReport report =
        new SyncReport(
            network,
            new Digest(configuration),
            "vllm",
            "0.7",
            List.of(
                new ServedModel(
                    "llama", "1", new Digest("9f".repeat(32)), ServedModelStatus.ACTIVE)));
    return SyncNodeRequest.newBuilder()
        .setNodeId(node.address())
        .setNetwork(
            network == Network.TESTNET
                ? NetworkName.NETWORK_NAME_TESTNET
                : NetworkName.NETWORK_NAME_MAINNET)
        .setConfiguration(configuration)
        .setRuntime("vllm")
        .setRuntimeVersion("0.7")
        .addModels(
            com.resultity.grpc.nodes.v1.ServedModel.newBuilder()
                .setName("llama")
                .setVersion("1")
                .setContentHash("9f".repeat(32))
                .setStatus(
                    com.resultity.grpc.nodes.v1.ServedModelStatus.SERVED_MODEL_STATUS_ACTIVE))
        .setMessage(message(new SyncNode(next(), report, UNSIGNED)))
        .build();
  }

  ReviewNodeRequest review(ReviewStep step) {
    return ReviewNodeRequest.newBuilder().setNodeId(node.address()).setStep(step).build();
  }

  /** A node that is registered, validated and works. */
  static NodeStory working(Served served) {
    NodeStory story = registered(served, NODE);
    for (ReviewStep step : List.of(ReviewStep.REVIEW_STEP_BEGIN, ReviewStep.REVIEW_STEP_PASS)) {
      story.call(
          "ReviewNode", "network", story.review(step), ReviewNodeResponse.getDefaultInstance());
    }
    return story;
  }

  static NodeStory registered(Served served, String node) {
    NodeStory story = new NodeStory(served, node);
    story.call(
        "RegisterNode", "network", story.register(), RegisterNodeResponse.getDefaultInstance());
    return story;
  }
}
