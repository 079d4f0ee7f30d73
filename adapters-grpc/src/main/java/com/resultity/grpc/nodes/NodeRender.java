package com.resultity.grpc.nodes;

import com.google.protobuf.ByteString;
import com.resultity.domain.journal.Digest;
import com.resultity.domain.network.Network;
import com.resultity.domain.nodes.Node;
import com.resultity.domain.nodes.NodeProfile;
import com.resultity.domain.nodes.NodeRecord.NodeMoved;
import com.resultity.domain.nodes.NodeStatus;
import com.resultity.domain.nodes.ServedModel;
import com.resultity.domain.nodes.SyncReport;
import com.resultity.grpc.calls.Render;
import com.resultity.grpc.network.v1.ConfigurationBundle;
import com.resultity.grpc.nodes.v1.Binding;
import com.resultity.grpc.nodes.v1.Drift;
import com.resultity.grpc.nodes.v1.MovedNode;
import com.resultity.grpc.nodes.v1.NodeOnNetwork;
import com.resultity.grpc.nodes.v1.Penalty;
import com.resultity.grpc.nodes.v1.SyncNodeResponse;
import com.resultity.ports.access.Role;
import com.resultity.ports.nodes.NodeView;
import com.resultity.ports.nodes.SyncNodes.Synced;
import java.util.List;

/** Renders nodes. */
final class NodeRender {
  private NodeRender() {}

  static com.resultity.grpc.nodes.v1.Node node(NodeView view, Role role) {
    var out = node(view.node(), role).toBuilder();
    for (var penalty : view.penalties()) {
      Penalty.Builder each =
          Penalty.newBuilder()
              .setPenaltyId(penalty.id().toString())
              .setPoints(penalty.points())
              .setCause(penalty.cause())
              .setAt(Render.time(penalty.at()))
              .setExpiresAt(Render.time(penalty.expiresAt()));
      if (penalty.liftedAt() != null) {
        each.setLiftedAt(Render.time(penalty.liftedAt()));
      }
      out.addPenalties(each);
    }
    for (var binding : view.bindings()) {
      Binding.Builder each =
          Binding.newBuilder()
              .setAccountId(binding.accountId().toString())
              .setBoundAt(Render.time(binding.boundAt()));
      if (binding.unboundAt() != null) {
        each.setUnboundAt(Render.time(binding.unboundAt()));
      }
      out.addBindings(each);
    }
    return out.build();
  }

  static com.resultity.grpc.nodes.v1.Node node(Node node, Role role) {
    var out =
        com.resultity.grpc.nodes.v1.Node.newBuilder()
            .setNodeId(node.id().address())
            .setPublicKey(node.publicKey())
            .setStatus(status(node.status()))
            .setTrust(node.trust())
            .setProfile(profile(node.profile()))
            .setSession(node.last().session())
            .setSequence(node.last().sequence())
            .setSentAt(Render.time(node.last().sentAt()))
            .setRegisteredAt(Render.time(node.registeredAt()));
    if (node.excludedUntil() != null) {
      out.setExcludedUntil(Render.time(node.excludedUntil()));
    }
    if (node.accountId() != null) {
      out.setAccountId(node.accountId().toString());
    }
    if (node.offeredTo() != null) {
      out.setOfferedTo(node.offeredTo().toString());
    }
    if (node.evidence() != null) {
      out.setEvidence(node.evidence());
    }
    if (role == Role.ADMIN || role == Role.AUDITOR) {
      out.setShadowBanned(node.shadowBanned());
    }
    for (Network network : Network.values()) {
      Digest followed = node.followed().get(network);
      if (followed != null) {
        out.addNetworks(
            NodeOnNetwork.newBuilder()
                .setNetwork(Render.network(network))
                .setConfiguration(followed.hex())
                .addAllModels(models(node.models(network))));
      }
    }
    return out.build();
  }

  static com.resultity.grpc.nodes.v1.NodeProfile profile(NodeProfile profile) {
    return com.resultity.grpc.nodes.v1.NodeProfile.newBuilder()
        .addAllNetworks(profile.networks().stream().map(Render::network).toList())
        .setGpu(profile.hardware().gpu())
        .setGpuCount(profile.hardware().gpuCount())
        .setVramMib(profile.hardware().vramMib())
        .setMemoryMib(profile.hardware().memoryMib())
        .setRegion(profile.region())
        .setRuntime(profile.runtime())
        .setRuntimeVersion(profile.runtimeVersion())
        .build();
  }

  static com.resultity.grpc.nodes.v1.NodeStatus status(NodeStatus status) {
    return com.resultity.grpc.nodes.v1.NodeStatus.valueOf("NODE_STATUS_" + status.name());
  }

  static MovedNode moved(NodeMoved record) {
    MovedNode.Builder out =
        MovedNode.newBuilder()
            .setNodeId(record.nodeId().address())
            .setStatus(status(record.status()));
    if (record.until() != null) {
      out.setUntil(Render.time(record.until()));
    }
    return out.build();
  }

  private static List<com.resultity.grpc.nodes.v1.ServedModel> models(List<ServedModel> models) {
    return models.stream()
        .map(model ->
            com.resultity.grpc.nodes.v1.ServedModel.newBuilder()
                .setName(model.name())
                .setVersion(model.version())
                .setContentHash(model.contentHash().hex())
                .setStatus(
                    com.resultity.grpc.nodes.v1.ServedModelStatus.valueOf(
                        "SERVED_MODEL_STATUS_" + model.status().name()))
                .build())
        .toList();
  }

  static SyncNodeResponse synced(Synced synced) {
    SyncReport report = synced.record().report();
    SyncNodeResponse.Builder out =
        SyncNodeResponse.newBuilder()
            .setNodeId(synced.record().nodeId().address())
            .setNetwork(Render.network(report.network()))
            .addAllModels(models(report.models()));
    for (var drift : synced.record().drift()) {
      Drift.Builder each =
          Drift.newBuilder().setKind(drift.kind().code()).setDetail(drift.detail());
      if (drift.model() != null) {
        each.setModel(drift.model());
      }
      out.addDrift(each);
    }
    synced
        .bundle()
        .ifPresent(bundle ->
            out.setBundle(
                ConfigurationBundle.newBuilder()
                    .setNetwork(Render.network(bundle.configuration().network()))
                    .setVersion(bundle.configuration().version())
                    .setDocument(ByteString.copyFrom(bundle.document()))
                    .setDigest(bundle.digest().hex())
                    .setNote(bundle.note())));
    return out.build();
  }
}
