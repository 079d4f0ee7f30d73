package com.resultity.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.resultity.domain.accounts.WalletAddress;
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
import com.resultity.ports.accounts.PretendEthereum;
import com.resultity.ports.nodes.TypedDigests;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A node and what it sends: each message is signed, and later than the one before. */
final class SignedNode {
  static final NodeProfile PROFILE =
      new NodeProfile(
          List.of(Network.TESTNET), new Hardware("h100", 2, 163_840, 524_288), "eu", "vllm", "0.6");

  private static final NodeSignature UNSIGNED = new NodeSignature("");

  private final TestDoor door;
  private final NodeId id;
  private long sequence;

  SignedNode(TestDoor door, String id) {
    this.door = door;
    this.id = new NodeId(id);
  }

  /** A node that is registered, validated and works. */
  static SignedNode working(TestDoor door) {
    SignedNode node = registered(door, TestDoor.NODE);
    for (String step : List.of("begin", "pass")) {
      assertThat(node.review(step).send().status()).isEqualTo(200);
    }
    return node;
  }

  static SignedNode registered(TestDoor door, String id) {
    SignedNode node = new SignedNode(door, id);
    Asked registered = node.register(PROFILE).send();
    assertThat(registered.status()).as(registered.text()).isEqualTo(201);
    return node;
  }

  Envelope next() {
    return at(door.now.get());
  }

  Envelope at(Instant sentAt) {
    return new Envelope(id, 1, 1, ++sequence, sentAt);
  }

  /** Has the next message be of the number that comes after this one. */
  SignedNode rewind(long to) {
    sequence = to;
    return this;
  }

  private static String sign(Signed command, String by) {
    byte[] digest =
        new TypedDigests(TestDoor.ETHEREUM)
            .digest(NodeMessages.of(command), command.envelope().chainId());
    return PretendEthereum.sign(new WalletAddress(by), digest);
  }

  private String message(Signed command) {
    Envelope envelope = command.envelope();
    return """
    {"chainId":"%d","session":"%d","sequence":"%d","sentAt":"%s","signature":"%s"}\
    """
        .formatted(
            envelope.chainId(),
            envelope.session(),
            envelope.sequence(),
            envelope.sentAt(),
            sign(command, id.address()));
  }

  Question asked(String verb) {
    return door.post("/v1/nodes/" + id.address() + verb).as("network").body("{}");
  }

  Question asAdmin(String verb) {
    return asked(verb).as("admin").header("Reason", "a test");
  }

  Question register(NodeProfile profile) {
    RegisterNode command = new RegisterNode(next(), profile, UNSIGNED);
    return door.post("/v1/nodes")
        .as("network")
        .body(
            """
            {"nodeId":"%s","message":%s,"profile":{"networks":["testnet"],"gpu":"%s",
             "gpuCount":%d,"vramMib":%d,"memoryMib":%d,"region":"%s","runtime":"%s",
             "runtimeVersion":"%s"}}\
            """
                .formatted(
                    id.address(),
                    message(command),
                    profile.hardware().gpu(),
                    profile.hardware().gpuCount(),
                    profile.hardware().vramMib(),
                    profile.hardware().memoryMib(),
                    profile.region(),
                    profile.runtime(),
                    profile.runtimeVersion()));
  }

  Question review(String step) {
    return asked(":review").body("{\"step\":\"%s\"}".formatted(step));
  }

  Question wish(NodeMove move) {
    return wish(move, next());
  }

  Question wish(NodeMove move, Envelope envelope) {
    return asked(":" + move.code())
        .body("{\"message\":%s}".formatted(message(new MoveSigned(envelope, move, UNSIGNED))));
  }

  private BindNode binding(String account) {
    return new BindNode(next(), UUID.fromString(account), new Consent.OfPrincipal(), UNSIGNED);
  }

  Question adopt(String account) {
    return door.post("/v1/accounts/" + account + "/nodes")
        .as("account")
        .body(
            "{\"nodeId\":\"%s\",\"message\":%s}"
                .formatted(id.address(), message(binding(account))));
  }

  Question bind(String account, String wallet) {
    BindNode command = binding(account);
    return asked(":bind")
        .body(
            """
            {"accountId":"%s","message":%s,"consent":{"address":"%s","signature":"%s"}}\
            """
                .formatted(account, message(command), wallet, sign(command, wallet)));
  }

  Question unbind() {
    return asked(":unbind")
        .body("{\"message\":%s}".formatted(message(new UnbindNode(next(), UNSIGNED))));
  }

  Question ofAccount(String account, String verb, String body) {
    return door.post("/v1/accounts/" + account + "/nodes/" + id.address() + verb)
        .as("account")
        .body(body);
  }

  Question sync(Network network, String configuration) {
    SyncReport report =
        new SyncReport(
            network,
            new Digest(configuration),
            "vllm",
            "0.7",
            List.of(
                new ServedModel(
                    "llama", "1", new Digest(TestDoor.DIGEST), ServedModelStatus.ACTIVE)));
    return asked(":sync")
        .body(
            """
            {"network":"%s","configuration":"%s","runtime":"vllm","runtimeVersion":"0.7",
             "models":[{"name":"llama","version":"1","contentHash":"%s","status":"active"}],
             "message":%s}\
            """
                .formatted(
                    network.code(),
                    configuration,
                    TestDoor.DIGEST,
                    message(new SyncNode(next(), report, UNSIGNED))));
  }

  Question penalise(int points) {
    return asAdmin("/penalties")
        .body(
            "{\"points\":%d,\"cause\":\"slow\",\"expiresAt\":\"2026-06-02T12:00:00Z\"}"
                .formatted(points));
  }
}
