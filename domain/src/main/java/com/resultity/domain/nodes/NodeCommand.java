package com.resultity.domain.nodes;

import com.resultity.domain.accounts.WalletAddress;
import com.resultity.domain.journal.Command;
import com.resultity.domain.journal.Intent;
import com.resultity.domain.journal.Touched;
import com.resultity.domain.network.Network;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What may be asked of nodes. The registry decides it. */
public sealed interface NodeCommand extends Command {
  NodeId nodeId();

  @Override
  default int slot() {
    return 0;
  }

  @Override
  default void touch(Touched touched) {
    touched.node(nodeId());
  }

  /** What a node asks for itself, with its signature. {@link NodeMessages} says what is signed. */
  sealed interface Signed extends NodeCommand {
    Envelope envelope();

    NodeSignature signature();

    /** The same with its signature looked at. */
    Signed with(NodeSignature seen);

    @Override
    default NodeId nodeId() {
      return envelope().nodeId();
    }

    @Override
    default void touch(Touched touched) {
      touched.node(nodeId());
      for (Network network : Network.values()) {
        touched.configuration(network);
      }
    }
  }

  /** Makes a node known, or what it says of itself another. */
  record RegisterNode(Envelope envelope, NodeProfile profile, NodeSignature signature)
      implements Signed {
    @Override
    public RegisterNode with(NodeSignature seen) {
      return new RegisterNode(envelope, profile, seen);
    }

    @Override
    public String intent() {
      return Intent.of("register_node", envelope, profile, signature.text());
    }
  }

  /**
   * Gives a node to an account.
   *
   * @param consent the account's
   */
  record BindNode(Envelope envelope, UUID accountId, Consent consent, NodeSignature signature)
      implements Signed {
    @Override
    public BindNode with(NodeSignature seen) {
      return new BindNode(envelope, accountId, consent, seen);
    }

    /** The same with its wallet's signature looked at. */
    public BindNode with(Consent seen) {
      return new BindNode(envelope, accountId, seen, signature);
    }

    @Override
    public void touch(Touched touched) {
      Signed.super.touch(touched);
      touched.account(accountId).walletsOf(accountId);
    }

    @Override
    public String intent() {
      return Intent.of(
          "bind_node",
          envelope,
          accountId,
          consent instanceof Consent.OfWallet wallet ? wallet.signature().text() : null,
          signature.text());
    }
  }

  /** An account's consent to have a node. */
  sealed interface Consent {
    /** Who asks acts for the account. */
    record OfPrincipal() implements Consent {}

    /** A wallet of the account signed the same message as the node. */
    record OfWallet(WalletAddress wallet, NodeSignature signature) implements Consent {}
  }

  /** Takes a node from its account, as the node wishes. */
  record UnbindNode(Envelope envelope, NodeSignature signature) implements Signed {
    @Override
    public UnbindNode with(NodeSignature seen) {
      return new UnbindNode(envelope, seen);
    }

    @Override
    public String intent() {
      return Intent.of("unbind_node", envelope, signature.text());
    }
  }

  /**
   * Takes a step in a node's life, as the node wishes.
   *
   * @param move to pause, to resume or to retire
   */
  record MoveSigned(Envelope envelope, NodeMove move, NodeSignature signature) implements Signed {
    @Override
    public MoveSigned with(NodeSignature seen) {
      return new MoveSigned(envelope, move, seen);
    }

    @Override
    public String intent() {
      return Intent.of("move_signed", envelope, move, signature.text());
    }
  }

  /** Takes a node's word on how it stands on a network. */
  record SyncNode(Envelope envelope, SyncReport report, NodeSignature signature) implements Signed {
    @Override
    public SyncNode with(NodeSignature seen) {
      return new SyncNode(envelope, report, seen);
    }

    @Override
    public String intent() {
      return Intent.of(
          "sync_node",
          envelope,
          report.network(),
          report.configuration(),
          report.runtime(),
          report.runtimeVersion(),
          Intent.of("models", report.models().toArray()),
          signature.text());
    }
  }

  /**
   * Takes a step in a node's life.
   *
   * @param until when an exclusion is over; null for as long as the networks say
   */
  record MoveNode(NodeId nodeId, NodeMove move, @Nullable Instant until) implements NodeCommand {
    @Override
    public void touch(Touched touched) {
      touched.node(nodeId);
      for (Network network : Network.values()) {
        touched.configuration(network);
      }
    }

    @Override
    public String intent() {
      return Intent.of("move_node", nodeId, move, until);
    }
  }

  /**
   * Offers a node to another account, which then binds it.
   *
   * @param accountId whose it is
   * @param toAccountId null to take an offer back
   */
  record OfferNode(NodeId nodeId, UUID accountId, @Nullable UUID toAccountId)
      implements NodeCommand {
    @Override
    public void touch(Touched touched) {
      touched.node(nodeId);
      if (toAccountId != null) {
        touched.account(toAccountId);
      }
    }

    @Override
    public String intent() {
      return Intent.of("offer_node", nodeId, accountId, toAccountId);
    }
  }

  /** Takes a node from its account, as the account wishes. */
  record ReleaseNode(NodeId nodeId, UUID accountId) implements NodeCommand {
    @Override
    public String intent() {
      return Intent.of("release_node", nodeId, accountId);
    }
  }

  /** Marks a node; enough marks exclude it. */
  record PenaliseNode(NodeId nodeId, UUID penaltyId, int points, String cause, Instant expiresAt)
      implements NodeCommand {
    @Override
    public void touch(Touched touched) {
      touched.node(nodeId);
      for (Network network : Network.values()) {
        touched.configuration(network);
      }
    }

    @Override
    public String intent() {
      return Intent.of("penalise_node", nodeId, points, cause, expiresAt);
    }
  }

  /** Takes a mark back. */
  record LiftPenalty(NodeId nodeId, UUID penaltyId) implements NodeCommand {
    @Override
    public String intent() {
      return Intent.of("lift_penalty", nodeId, penaltyId);
    }
  }

  /** Gives a node no work, or work again, without telling it. */
  record SetShadowBan(NodeId nodeId, boolean banned) implements NodeCommand {
    @Override
    public String intent() {
      return Intent.of("set_shadow_ban", nodeId, banned);
    }
  }

  /**
   * Says how far a node is trusted.
   *
   * @param trust 0 to 100
   * @param evidence what that rests on, in words or as a reference
   */
  record AssessNode(NodeId nodeId, int trust, String evidence) implements NodeCommand {
    public AssessNode {
      if (trust < 0 || trust > 100) {
        throw new IllegalArgumentException("trust is from 0 to 100");
      }
    }

    @Override
    public String intent() {
      return Intent.of("assess_node", nodeId, trust, evidence);
    }
  }
}
