package com.resultity.domain.nodes;

import com.resultity.domain.network.Network;
import com.resultity.domain.nodes.NodeCommand.BindNode;
import com.resultity.domain.nodes.NodeCommand.MoveSigned;
import com.resultity.domain.nodes.NodeCommand.RegisterNode;
import com.resultity.domain.nodes.NodeCommand.Signed;
import com.resultity.domain.nodes.NodeCommand.SyncNode;
import com.resultity.domain.nodes.NodeCommand.UnbindNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The types of what nodes sign, by EIP-712 under the domain {@code Resultity}, version 1. They
 * never change; another content is another type. Times are Unix milliseconds.
 */
public final class NodeMessages {
  private static final String[] ENVELOPE = {"uint64 session", "uint64 sequence", "uint64 sentAt"};

  public static final TypedMessage.Type REGISTER =
      enveloped(
          "RegisterNode",
          "address node",
          "string[] networks",
          "string gpu",
          "uint32 gpuCount",
          "uint32 vramMib",
          "uint32 memoryMib",
          "string region",
          "string runtime",
          "string runtimeVersion");
  public static final TypedMessage.Type BIND =
      enveloped("BindNode", "address node", "string accountId");
  public static final TypedMessage.Type UNBIND = enveloped("UnbindNode", "address node");
  public static final TypedMessage.Type PAUSE = enveloped("PauseNode", "address node");
  public static final TypedMessage.Type RESUME = enveloped("ResumeNode", "address node");
  public static final TypedMessage.Type RETIRE = enveloped("RetireNode", "address node");
  public static final TypedMessage.Type SERVED_MODEL =
      TypedMessage.Type.of(
          "ServedModel",
          List.of(),
          "string name",
          "string version",
          "bytes32 contentHash",
          "string status");
  public static final TypedMessage.Type SYNC =
      enveloped(
          "SyncNode",
          List.of(SERVED_MODEL),
          "address node",
          "string network",
          "bytes32 configurationDigest",
          "string runtime",
          "string runtimeVersion",
          "ServedModel[] models");

  private NodeMessages() {}

  /** Every type that is signed. */
  public static List<TypedMessage.Type> types() {
    return List.of(REGISTER, BIND, UNBIND, PAUSE, RESUME, RETIRE, SYNC);
  }

  private static TypedMessage.Type enveloped(String name, String... members) {
    return enveloped(name, List.of(), members);
  }

  private static TypedMessage.Type enveloped(
      String name, List<TypedMessage.Type> uses, String... members) {
    List<String> all = new ArrayList<>(Arrays.asList(members));
    all.addAll(Arrays.asList(ENVELOPE));
    return TypedMessage.Type.of(name, uses, all.toArray(String[]::new));
  }

  /** What a node signs to have this happen. */
  public static TypedMessage of(Signed command) {
    return switch (command) {
      case RegisterNode c -> register(c);
      case BindNode c -> enveloped(BIND, c, c.accountId().toString());
      case UnbindNode c -> enveloped(UNBIND, c);
      case MoveSigned c -> enveloped(type(c.move()), c);
      case SyncNode c ->
          enveloped(
              SYNC,
              c,
              c.report().network().code(),
              c.report().configuration(),
              c.report().runtime(),
              c.report().runtimeVersion(),
              c.report().models().stream().map(NodeMessages::served).toList());
    };
  }

  private static TypedMessage.Type type(NodeMove move) {
    return switch (move) {
      case PAUSE -> PAUSE;
      case RESUME -> RESUME;
      case RETIRE -> RETIRE;
      default -> throw new IllegalArgumentException("no node signs that it is to " + move.code());
    };
  }

  private static TypedMessage register(RegisterNode command) {
    NodeProfile profile = command.profile();
    return enveloped(
        REGISTER,
        command,
        profile.networks().stream().map(Network::code).toList(),
        profile.hardware().gpu(),
        (long) profile.hardware().gpuCount(),
        (long) profile.hardware().vramMib(),
        (long) profile.hardware().memoryMib(),
        profile.region(),
        profile.runtime(),
        profile.runtimeVersion());
  }

  private static TypedMessage served(ServedModel model) {
    return new TypedMessage(
        SERVED_MODEL,
        List.of(model.name(), model.version(), model.contentHash(), model.status().code()));
  }

  private static TypedMessage enveloped(TypedMessage.Type type, Signed command, Object... content) {
    Envelope envelope = command.envelope();
    List<Object> values = new ArrayList<>();
    values.add(envelope.nodeId());
    values.addAll(Arrays.asList(content));
    values.add(envelope.session());
    values.add(envelope.sequence());
    values.add(envelope.sentAt().toEpochMilli());
    return new TypedMessage(type, values);
  }
}
