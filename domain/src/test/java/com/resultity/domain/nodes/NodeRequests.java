package com.resultity.domain.nodes;

import static com.resultity.domain.journal.Scenario.NOON;

import com.resultity.domain.network.Network;
import com.resultity.domain.nodes.NodeCommand.BindNode;
import com.resultity.domain.nodes.NodeCommand.Consent;
import com.resultity.domain.nodes.NodeCommand.MoveSigned;
import com.resultity.domain.nodes.NodeCommand.RegisterNode;
import com.resultity.domain.nodes.NodeCommand.SyncNode;
import com.resultity.domain.nodes.NodeCommand.UnbindNode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What nodes ask for, by one node, {@link #NODE}, whose signatures were found genuine. */
final class NodeRequests {
  static final NodeId NODE = new NodeId("0x" + "a1".repeat(20));
  static final String KEY = "ab".repeat(64);
  static final NodeSignature SIGNED =
      new NodeSignature("0x01", new NodeSignature.Finding.Genuine(KEY));
  static final NodeProfile PROFILE =
      new NodeProfile(
          List.of(Network.TESTNET),
          new Hardware("h100", 2, 163_840, 524_288),
          "eu-west",
          "vllm",
          "0.6.1");

  private NodeRequests() {}

  /** The message of a session, sent at noon. */
  static Envelope message(long session, long sequence) {
    return message(session, sequence, NOON);
  }

  static Envelope message(long session, long sequence, Instant sentAt) {
    return new Envelope(NODE, 1, session, sequence, sentAt);
  }

  static RegisterNode register(Envelope message) {
    return new RegisterNode(message, PROFILE, SIGNED);
  }

  static BindNode bind(Envelope message, UUID accountId, Consent consent) {
    return new BindNode(message, accountId, consent, SIGNED);
  }

  static BindNode bind(Envelope message, UUID accountId) {
    return bind(message, accountId, new Consent.OfPrincipal());
  }

  static UnbindNode unbind(Envelope message) {
    return new UnbindNode(message, SIGNED);
  }

  static MoveSigned move(Envelope message, NodeMove move) {
    return new MoveSigned(message, move, SIGNED);
  }

  static SyncNode sync(Envelope message, SyncReport report) {
    return new SyncNode(message, report, SIGNED);
  }
}
