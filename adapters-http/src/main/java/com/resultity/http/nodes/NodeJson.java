package com.resultity.http.nodes;

import com.resultity.domain.journal.Digest;
import com.resultity.domain.network.Network;
import com.resultity.domain.nodes.Binding;
import com.resultity.domain.nodes.Drift;
import com.resultity.domain.nodes.Node;
import com.resultity.domain.nodes.NodeProfile;
import com.resultity.domain.nodes.NodeRecord.NodeMoved;
import com.resultity.domain.nodes.Penalty;
import com.resultity.domain.nodes.ServedModel;
import com.resultity.http.Json;
import com.resultity.http.Reply;
import com.resultity.http.network.ConfigurationJson;
import com.resultity.ports.nodes.NodeView;
import com.resultity.ports.nodes.SyncNodes.Synced;
import java.util.List;

/** Nodes as JSON. */
final class NodeJson {
  private NodeJson() {}

  static Json write(NodeView view, boolean confidential) {
    Json out = new Json().object();
    write(out, view.node(), confidential);
    out.array("penalties");
    for (Penalty each : view.penalties()) {
      out.object()
          .field("penaltyId", each.id())
          .field("points", each.points())
          .field("cause", each.cause())
          .field("at", each.at())
          .field("expiresAt", each.expiresAt())
          .field("liftedAt", each.liftedAt())
          .end();
    }
    out.endArray().array("bindings");
    for (Binding each : view.bindings()) {
      out.object()
          .field("accountId", each.accountId())
          .field("boundAt", each.boundAt())
          .field("unboundAt", each.unboundAt())
          .end();
    }
    return out.endArray().end();
  }

  /**
   * Writes the members of a node.
   *
   * @param confidential whether what the node is not told may be told
   */
  static void write(Json out, Node node, boolean confidential) {
    out.field("nodeId", node.id().address());
    out.field("publicKey", node.publicKey());
    out.field("status", node.status().code());
    out.field("excludedUntil", node.excludedUntil());
    out.field("accountId", node.accountId());
    out.field("offeredTo", node.offeredTo());
    if (confidential) {
      out.field("shadowBanned", node.shadowBanned());
    }
    out.field("trust", node.trust());
    out.field("evidence", node.evidence());
    write(out, node.profile());
    out.field("session", node.last().session());
    out.field("sequence", node.last().sequence());
    out.field("sentAt", node.last().sentAt());
    out.array("networks");
    for (Network network : Network.values()) {
      Digest followed = node.followed().get(network);
      if (followed != null) {
        out.object().field("network", network.code()).field("configuration", followed.hex());
        write(out, node.models(network));
        out.end();
      }
    }
    out.endArray().field("registeredAt", node.registeredAt());
  }

  static void write(Json out, NodeProfile profile) {
    out.object("profile").array("networks");
    profile.networks().forEach(network -> out.element(network.code()));
    out.endArray()
        .field("gpu", profile.hardware().gpu())
        .field("gpuCount", profile.hardware().gpuCount())
        .field("vramMib", profile.hardware().vramMib())
        .field("memoryMib", profile.hardware().memoryMib())
        .field("region", profile.region())
        .field("runtime", profile.runtime())
        .field("runtimeVersion", profile.runtimeVersion())
        .end();
  }

  private static void write(Json out, List<ServedModel> models) {
    out.array("models");
    for (ServedModel each : models) {
      out.object()
          .field("name", each.name())
          .field("version", each.version())
          .field("contentHash", each.contentHash().hex())
          .field("status", each.status().code())
          .end();
    }
    out.endArray();
  }

  static Json moved(NodeMoved record) {
    return new Json()
        .object()
        .field("nodeId", record.nodeId().address())
        .field("status", record.status().code())
        .field("until", record.until())
        .end();
  }

  static Reply synced(Synced synced) {
    Json out = new Json().object();
    out.field("nodeId", synced.record().nodeId().address());
    out.field("network", synced.record().report().network().code());
    out.array("drift");
    for (Drift each : synced.record().drift()) {
      out.object()
          .field("kind", each.kind().code())
          .field("model", each.model())
          .field("detail", each.detail())
          .end();
    }
    out.endArray();
    write(out, synced.record().report().models());
    synced
        .bundle()
        .ifPresent(bundle -> {
          ConfigurationJson.write(out.object("bundle"), bundle);
          out.end();
        });
    return Reply.ok(out.end()).replayed(synced.replayed());
  }
}
