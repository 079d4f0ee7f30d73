package com.resultity.ports.journal;

import com.resultity.domain.journal.Digest;
import com.resultity.domain.network.Network;
import com.resultity.domain.nodes.Drift;
import com.resultity.domain.nodes.Envelope;
import com.resultity.domain.nodes.Hardware;
import com.resultity.domain.nodes.NodeId;
import com.resultity.domain.nodes.NodeMove;
import com.resultity.domain.nodes.NodeProfile;
import com.resultity.domain.nodes.NodeRecord;
import com.resultity.domain.nodes.NodeRecord.MessageTaken;
import com.resultity.domain.nodes.NodeRecord.NodeAssessed;
import com.resultity.domain.nodes.NodeRecord.NodeBound;
import com.resultity.domain.nodes.NodeRecord.NodeChanged;
import com.resultity.domain.nodes.NodeRecord.NodeMoved;
import com.resultity.domain.nodes.NodeRecord.NodeOffered;
import com.resultity.domain.nodes.NodeRecord.NodeRegistered;
import com.resultity.domain.nodes.NodeRecord.NodeSynced;
import com.resultity.domain.nodes.NodeRecord.NodeUnbound;
import com.resultity.domain.nodes.NodeRecord.PenaltyGiven;
import com.resultity.domain.nodes.NodeRecord.PenaltyLifted;
import com.resultity.domain.nodes.NodeRecord.ShadowBanSet;
import com.resultity.domain.nodes.NodeStatus;
import com.resultity.domain.nodes.ServedModel;
import com.resultity.domain.nodes.ServedModelStatus;
import com.resultity.domain.nodes.SyncReport;
import java.util.List;
import java.util.Locale;

/** Node records as fields. */
final class NodeLines {
  private NodeLines() {}

  static String write(JsonWriter out, NodeRecord record) {
    String node = record.nodeId().address();
    return switch (record) {
      case MessageTaken r -> {
        out.field("chainId", r.envelope().chainId());
        out.field("nodeId", node);
        out.field("sentAt", r.envelope().sentAt());
        out.field("sequence", r.envelope().sequence());
        out.field("session", r.envelope().session());
        out.field("signature", r.signature());
        yield "node_message_taken";
      }
      case NodeRegistered r -> {
        out.field("nodeId", node);
        write(out, r.profile());
        out.field("publicKey", r.publicKey());
        yield "node_registered";
      }
      case NodeChanged r -> {
        out.field("nodeId", node);
        write(out, r.profile());
        yield "node_changed";
      }
      case NodeMoved r -> {
        out.field("move", r.move().code());
        out.field("nodeId", node);
        out.field("status", r.status().code());
        out.field("until", r.until());
        yield "node_moved";
      }
      case NodeBound r -> {
        out.field("accountId", (Object) r.accountId());
        out.field("nodeId", node);
        yield "node_bound";
      }
      case NodeUnbound r -> {
        out.field("accountId", (Object) r.accountId());
        out.field("nodeId", node);
        yield "node_unbound";
      }
      case NodeOffered r -> {
        out.field("accountId", (Object) r.accountId());
        out.field("nodeId", node);
        out.field("toAccountId", (Object) r.toAccountId());
        yield "node_offered";
      }
      case PenaltyGiven r -> {
        out.field("cause", r.cause());
        out.field("expiresAt", r.expiresAt());
        out.field("nodeId", node);
        out.field("penaltyId", (Object) r.penaltyId());
        out.field("points", r.points());
        yield "node_penalised";
      }
      case PenaltyLifted r -> {
        out.field("nodeId", node);
        out.field("penaltyId", (Object) r.penaltyId());
        yield "node_penalty_lifted";
      }
      case ShadowBanSet r -> {
        out.field("banned", r.banned());
        out.field("nodeId", node);
        yield "node_shadow_ban_set";
      }
      case NodeAssessed r -> {
        out.field("evidence", r.evidence());
        out.field("nodeId", node);
        out.field("trust", r.trust());
        yield "node_assessed";
      }
      case NodeSynced r -> {
        write(out, r);
        yield "node_synced";
      }
    };
  }

  private static void write(JsonWriter out, NodeProfile profile) {
    out.object("profile");
    out.field("gpu", profile.hardware().gpu());
    out.field("gpuCount", profile.hardware().gpuCount());
    out.field("memoryMib", profile.hardware().memoryMib());
    out.array("networks");
    profile.networks().forEach(network -> out.element(network.code()));
    out.endArray();
    out.field("region", profile.region());
    out.field("runtime", profile.runtime());
    out.field("runtimeVersion", profile.runtimeVersion());
    out.field("vramMib", profile.hardware().vramMib());
    out.end();
  }

  private static void write(JsonWriter out, NodeSynced record) {
    SyncReport report = record.report();
    out.field("configuration", (Object) report.configuration());
    out.array("drift");
    for (Drift each : record.drift()) {
      out.object();
      out.field("detail", each.detail());
      out.field("kind", each.kind().code());
      out.field("model", each.model());
      out.end();
    }
    out.endArray();
    out.array("models");
    for (ServedModel each : report.models()) {
      out.object();
      out.field("contentHash", (Object) each.contentHash());
      out.field("name", each.name());
      out.field("status", each.status().code());
      out.field("version", each.version());
      out.end();
    }
    out.endArray();
    out.field("network", report.network().code());
    out.field("nodeId", record.nodeId().address());
    out.field("runtime", report.runtime());
    out.field("runtimeVersion", report.runtimeVersion());
  }

  static NodeRecord read(String kind, Fields in) {
    NodeId node = new NodeId(in.text("nodeId"));
    return switch (kind) {
      case "node_message_taken" ->
          new MessageTaken(
              new Envelope(
                  node,
                  in.big("chainId"),
                  in.big("session"),
                  in.big("sequence"),
                  in.time("sentAt")),
              in.text("signature"));
      case "node_registered" ->
          new NodeRegistered(node, in.text("publicKey"), profile(in.object("profile")));
      case "node_changed" -> new NodeChanged(node, profile(in.object("profile")));
      case "node_moved" ->
          new NodeMoved(
              node,
              NodeMove.valueOf(upper(in.text("move"))),
              NodeStatus.valueOf(upper(in.text("status"))),
              in.orNull("until", in::time));
      case "node_bound" -> new NodeBound(node, in.id("accountId"));
      case "node_unbound" -> new NodeUnbound(node, in.id("accountId"));
      case "node_offered" ->
          new NodeOffered(node, in.id("accountId"), in.orNull("toAccountId", in::id));
      case "node_penalised" ->
          new PenaltyGiven(
              node,
              in.id("penaltyId"),
              in.number("points"),
              in.text("cause"),
              in.time("expiresAt"));
      case "node_penalty_lifted" -> new PenaltyLifted(node, in.id("penaltyId"));
      case "node_shadow_ban_set" -> new ShadowBanSet(node, in.flag("banned"));
      case "node_assessed" -> new NodeAssessed(node, in.number("trust"), in.text("evidence"));
      case "node_synced" -> new NodeSynced(node, report(in), drift(in));
      default -> throw new IllegalArgumentException("unknown kind " + kind);
    };
  }

  private static NodeProfile profile(Fields in) {
    return new NodeProfile(
        in.texts("networks").stream().map(NodeLines::network).toList(),
        new Hardware(
            in.text("gpu"), in.number("gpuCount"), in.number("vramMib"), in.number("memoryMib")),
        in.text("region"),
        in.text("runtime"),
        in.text("runtimeVersion"));
  }

  private static SyncReport report(Fields in) {
    List<ServedModel> models =
        in.objects("models").stream()
            .map(model ->
                new ServedModel(
                    model.text("name"),
                    model.text("version"),
                    new Digest(model.text("contentHash")),
                    ServedModelStatus.valueOf(upper(model.text("status")))))
            .toList();
    return new SyncReport(
        network(in.text("network")),
        new Digest(in.text("configuration")),
        in.text("runtime"),
        in.text("runtimeVersion"),
        models);
  }

  private static List<Drift> drift(Fields in) {
    return in.objects("drift").stream()
        .map(each ->
            new Drift(
                Drift.Kind.valueOf(upper(each.text("kind"))),
                each.textOrNull("model"),
                each.text("detail")))
        .toList();
  }

  private static Network network(String code) {
    return Network.valueOf(upper(code));
  }

  private static String upper(String code) {
    return code.toUpperCase(Locale.ROOT);
  }
}
