package com.resultity.grpc.nodes;

import com.resultity.domain.network.Network;
import com.resultity.domain.nodes.Envelope;
import com.resultity.domain.nodes.Hardware;
import com.resultity.domain.nodes.NodeId;
import com.resultity.domain.nodes.NodeProfile;
import com.resultity.domain.nodes.NodeSignature;
import com.resultity.domain.nodes.ServedModel;
import com.resultity.domain.nodes.ServedModelStatus;
import com.resultity.grpc.calls.Input;
import com.resultity.grpc.calls.Render;
import com.resultity.grpc.network.v1.NetworkName;
import com.resultity.grpc.nodes.v1.SignedMessage;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads what nodes say and sign. */
final class NodeInput {
  private static final int MAX_NAME = 100;
  private static final int MAX_MODELS = 100;
  private static final int MAX_GPUS = 1024;
  private static final int MAX_SIGNATURE = 4096;

  private NodeInput() {}

  static Envelope envelope(Input in, NodeId node, boolean present, SignedMessage message) {
    in.require(present, "message");
    return new Envelope(
        node,
        in.notNegative("message.chain_id", message.getChainId()),
        in.notNegative("message.session", message.getSession()),
        in.notNegative("message.sequence", message.getSequence()),
        in.time("message.sent_at", message.hasSentAt(), message.getSentAt())
            .truncatedTo(ChronoUnit.MILLIS));
  }

  static NodeSignature signature(Input in, String field, String text) {
    return new NodeSignature(in.content(field, text, 2, MAX_SIGNATURE));
  }

  static NodeProfile profile(
      Input in, boolean present, com.resultity.grpc.nodes.v1.NodeProfile profile) {
    in.require(present, "profile");
    return new NodeProfile(
        networks(in, profile.getNetworksList()),
        new Hardware(
            in.text("profile.gpu", profile.getGpu(), MAX_NAME),
            in.within("profile.gpu_count", profile.getGpuCount(), 1, MAX_GPUS),
            in.within("profile.vram_mib", profile.getVramMib(), 1, Integer.MAX_VALUE),
            in.within("profile.memory_mib", profile.getMemoryMib(), 1, Integer.MAX_VALUE)),
        in.text("profile.region", profile.getRegion(), MAX_NAME),
        in.text("profile.runtime", profile.getRuntime(), MAX_NAME),
        in.text("profile.runtime_version", profile.getRuntimeVersion(), MAX_NAME));
  }

  private static List<Network> networks(Input in, List<NetworkName> names) {
    List<Network> networks = new ArrayList<>();
    for (NetworkName name : names) {
      Network network = in.known("profile.networks", Render.networkOrNull(name), Network.TESTNET);
      if (networks.contains(network)) {
        in.reject("profile.networks", "must name each once");
      } else {
        networks.add(network);
      }
    }
    in.require(!networks.isEmpty(), "profile.networks");
    return networks.isEmpty() ? List.of(Network.TESTNET) : networks;
  }

  static List<ServedModel> models(Input in, List<com.resultity.grpc.nodes.v1.ServedModel> models) {
    if (models.size() > MAX_MODELS) {
      in.reject("models", "must be at most " + MAX_MODELS);
      return List.of();
    }
    List<ServedModel> served = new ArrayList<>();
    Set<List<String>> seen = new HashSet<>();
    for (int i = 0; i < models.size(); i++) {
      String path = "models[" + i + "].";
      var model = models.get(i);
      String name = in.text(path + "name", model.getName(), MAX_NAME);
      String version = in.text(path + "version", model.getVersion(), MAX_NAME);
      if (!seen.add(List.of(name, version))) {
        in.reject(path + "version", "the name has this version twice");
      }
      served.add(
          new ServedModel(
              name,
              version,
              in.digest(path + "content_hash", model.getContentHash()),
              status(in, path, model.getStatus())));
    }
    return served;
  }

  private static ServedModelStatus status(
      Input in, String path, com.resultity.grpc.nodes.v1.ServedModelStatus status) {
    ServedModelStatus known =
        switch (status) {
          case SERVED_MODEL_STATUS_PENDING -> ServedModelStatus.PENDING;
          case SERVED_MODEL_STATUS_ACTIVE -> ServedModelStatus.ACTIVE;
          case SERVED_MODEL_STATUS_INACTIVE -> ServedModelStatus.INACTIVE;
          case SERVED_MODEL_STATUS_FAILED -> ServedModelStatus.FAILED;
          case SERVED_MODEL_STATUS_ARCHIVED, SERVED_MODEL_STATUS_UNSPECIFIED, UNRECOGNIZED -> null;
        };
    return in.known(path + "status", known, ServedModelStatus.PENDING);
  }
}
