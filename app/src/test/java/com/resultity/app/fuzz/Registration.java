package com.resultity.app.fuzz;

import com.resultity.app.ethereum.TestWallet;
import com.resultity.app.ethereum.Wallets;
import com.resultity.domain.network.Network;
import com.resultity.domain.nodes.Envelope;
import com.resultity.domain.nodes.Hardware;
import com.resultity.domain.nodes.NodeCommand.RegisterNode;
import com.resultity.domain.nodes.NodeId;
import com.resultity.domain.nodes.NodeMessages;
import com.resultity.domain.nodes.NodeProfile;
import com.resultity.domain.nodes.NodeSignature;
import com.resultity.ports.nodes.TypedDigests;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;

/** Nodes that sign, and how each makes itself known. */
final class Registration {
  /** Addresses of nodes whose keys there are. */
  static final List<TestWallet> NODES =
      IntStream.rangeClosed(1001, 1004).mapToObj(TestWallet::new).toList();

  private static final NodeProfile PROFILE =
      new NodeProfile(List.of(Network.TESTNET), new Hardware("h100", 1, 1, 1), "eu", "vllm", "1");

  private Registration() {}

  /** The body of a request to register a node, signed now. */
  static String of(TestWallet node) {
    Envelope message =
        new Envelope(
            new NodeId(node.address()), 1, 1, 1, Instant.now().truncatedTo(ChronoUnit.MILLIS));
    RegisterNode command = new RegisterNode(message, PROFILE, new NodeSignature(""));
    Vertx vertx = Vertx.vertx();
    byte[] digest =
        new TypedDigests(new Wallets(vertx)).digest(NodeMessages.of(command), message.chainId());
    vertx.close();
    return """
    {"nodeId":"%s","profile":{"networks":["testnet"],"gpu":"h100","gpuCount":1,"vramMib":1,\
    "memoryMib":1,"region":"eu","runtime":"vllm","runtimeVersion":"1"},"message":{"chainId":"1",\
    "session":"1","sequence":"1","sentAt":"%s","signature":"%s"}}\
    """
        .formatted(node.address(), message.sentAt(), node.sign(digest));
  }
}
