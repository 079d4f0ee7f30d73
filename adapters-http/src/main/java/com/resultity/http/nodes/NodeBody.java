package com.resultity.http.nodes;

import com.resultity.domain.journal.Digest;
import com.resultity.domain.network.Network;
import com.resultity.domain.nodes.Envelope;
import com.resultity.domain.nodes.Hardware;
import com.resultity.domain.nodes.NodeId;
import com.resultity.domain.nodes.NodeProfile;
import com.resultity.domain.nodes.NodeSignature;
import com.resultity.domain.nodes.ServedModel;
import com.resultity.domain.nodes.ServedModelStatus;
import com.resultity.domain.nodes.SyncReport;
import com.resultity.http.Body;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads what nodes say and sign. */
final class NodeBody {
  private NodeBody() {}

  static Envelope envelope(NodeId node, Body body) {
    Body message = body.object("message");
    return new Envelope(
        node,
        message.big("chainId"),
        message.big("session"),
        message.big("sequence"),
        message.time("sentAt").truncatedTo(ChronoUnit.MILLIS));
  }

  static NodeSignature signature(Body body) {
    return new NodeSignature(body.object("message").text("signature"));
  }

  static NodeProfile profile(Body body) {
    return new NodeProfile(
        body.codes("networks", Network.class),
        new Hardware(
            body.text("gpu"),
            body.number("gpuCount"),
            body.number("vramMib"),
            body.number("memoryMib")),
        body.text("region"),
        body.text("runtime"),
        body.text("runtimeVersion"));
  }

  static SyncReport report(Body body) {
    return new SyncReport(
        body.code("network", Network.class),
        new Digest(body.text("configuration")),
        body.text("runtime"),
        body.text("runtimeVersion"),
        models(body));
  }

  private static List<ServedModel> models(Body body) {
    List<ServedModel> models = new ArrayList<>();
    Set<List<String>> seen = new HashSet<>();
    for (Body each : body.objects("models")) {
      if (!seen.add(List.of(each.text("name"), each.text("version")))) {
        throw each.flaw("version", "the name has this version twice");
      }
      models.add(
          new ServedModel(
              each.text("name"),
              each.text("version"),
              new Digest(each.text("contentHash")),
              each.code("status", ServedModelStatus.class)));
    }
    return models;
  }
}
