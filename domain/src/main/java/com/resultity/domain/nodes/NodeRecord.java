package com.resultity.domain.nodes;

import com.resultity.domain.journal.LogRecord;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What happened to nodes. */
public sealed interface NodeRecord extends LogRecord {
  NodeId nodeId();

  /**
   * Core took a message that the node signed; what follows from it stands beside it, so that
   * whoever has the log can check the signature.
   */
  record MessageTaken(Envelope envelope, String signature) implements NodeRecord {
    @Override
    public NodeId nodeId() {
      return envelope.nodeId();
    }
  }

  /** A node is known from now on. */
  record NodeRegistered(NodeId nodeId, String publicKey, NodeProfile profile)
      implements NodeRecord {}

  /** It says something else of itself. */
  record NodeChanged(NodeId nodeId, NodeProfile profile) implements NodeRecord {}

  /**
   * It took a step in its life.
   *
   * @param status where that led
   * @param until when an exclusion is over; null unless it is one
   */
  record NodeMoved(NodeId nodeId, NodeMove move, NodeStatus status, @Nullable Instant until)
      implements NodeRecord {}

  /** It belongs to the account, by its own consent and the account's. */
  record NodeBound(NodeId nodeId, UUID accountId) implements NodeRecord {}

  /** It belongs to the account no more. */
  record NodeUnbound(NodeId nodeId, UUID accountId) implements NodeRecord {}

  /**
   * Its account offers it to another.
   *
   * @param toAccountId null when what was offered is so no more
   */
  record NodeOffered(NodeId nodeId, UUID accountId, @Nullable UUID toAccountId)
      implements NodeRecord {}

  /** It is marked. */
  record PenaltyGiven(NodeId nodeId, UUID penaltyId, int points, String cause, Instant expiresAt)
      implements NodeRecord {}

  /** A mark was taken back. */
  record PenaltyLifted(NodeId nodeId, UUID penaltyId) implements NodeRecord {}

  /** It is given work from now on, or none, without being told. */
  record ShadowBanSet(NodeId nodeId, boolean banned) implements NodeRecord {}

  /** It is trusted this far. */
  record NodeAssessed(NodeId nodeId, int trust, String evidence) implements NodeRecord {}

  /**
   * It told how it stands on a network.
   *
   * @param report as Core takes it: with what became of its models, and those that it had
   * @param drift in what it differs from what the network asks
   */
  record NodeSynced(NodeId nodeId, SyncReport report, List<Drift> drift) implements NodeRecord {
    public NodeSynced {
      drift = List.copyOf(drift);
    }
  }
}
