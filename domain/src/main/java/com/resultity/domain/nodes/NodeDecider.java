package com.resultity.domain.nodes;

import com.resultity.domain.accounts.AccountDecider;
import com.resultity.domain.accounts.WalletLink;
import com.resultity.domain.journal.Decision;
import com.resultity.domain.journal.LogRecord;
import com.resultity.domain.journal.Refusal;
import com.resultity.domain.journal.RefusalCode;
import com.resultity.domain.journal.SlotState;
import com.resultity.domain.network.Network;
import com.resultity.domain.network.Participation;
import com.resultity.domain.nodes.NodeCommand.AssessNode;
import com.resultity.domain.nodes.NodeCommand.BindNode;
import com.resultity.domain.nodes.NodeCommand.Consent;
import com.resultity.domain.nodes.NodeCommand.LiftPenalty;
import com.resultity.domain.nodes.NodeCommand.MoveNode;
import com.resultity.domain.nodes.NodeCommand.MoveSigned;
import com.resultity.domain.nodes.NodeCommand.OfferNode;
import com.resultity.domain.nodes.NodeCommand.PenaliseNode;
import com.resultity.domain.nodes.NodeCommand.RegisterNode;
import com.resultity.domain.nodes.NodeCommand.ReleaseNode;
import com.resultity.domain.nodes.NodeCommand.SetShadowBan;
import com.resultity.domain.nodes.NodeCommand.Signed;
import com.resultity.domain.nodes.NodeCommand.SyncNode;
import com.resultity.domain.nodes.NodeCommand.UnbindNode;
import com.resultity.domain.nodes.NodeRecord.MessageTaken;
import com.resultity.domain.nodes.NodeRecord.NodeAssessed;
import com.resultity.domain.nodes.NodeRecord.NodeBound;
import com.resultity.domain.nodes.NodeRecord.NodeChanged;
import com.resultity.domain.nodes.NodeRecord.NodeMoved;
import com.resultity.domain.nodes.NodeRecord.NodeOffered;
import com.resultity.domain.nodes.NodeRecord.NodeRegistered;
import com.resultity.domain.nodes.NodeRecord.NodeUnbound;
import com.resultity.domain.nodes.NodeRecord.PenaltyGiven;
import com.resultity.domain.nodes.NodeRecord.PenaltyLifted;
import com.resultity.domain.nodes.NodeRecord.ShadowBanSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rules of nodes. A node's own message is looked at first; then what it asks for. */
public final class NodeDecider {
  private NodeDecider() {}

  /** Decides one command at the block's time. */
  public static Decision decide(NodeCommand command, SlotState state, Instant at) {
    Node node = state.node(command.nodeId());
    if (command instanceof Signed signed) {
      return whyNotTaken(signed, node, state, at)
          .<Decision>map(Decision.Refused::new)
          .orElseGet(() -> taken(signed, signed(signed, node, state, at)));
    }
    if (node == null) {
      return Decision.refuse(RefusalCode.NODE_NOT_FOUND);
    }
    return switch (command) {
      case Signed _ -> throw new IllegalStateException("decided above");
      case MoveNode c -> move(node, c.move(), c.until(), state, at);
      case OfferNode c -> offer(c, node, state);
      case ReleaseNode c -> release(node, c.accountId());
      case PenaliseNode c -> penalise(c, node, state, at);
      case LiftPenalty c -> lift(c, state, at);
      case SetShadowBan c -> Decision.accept(new ShadowBanSet(node.id(), c.banned()));
      case AssessNode c -> Decision.accept(new NodeAssessed(node.id(), c.trust(), c.evidence()));
    };
  }

  private static Decision signed(Signed command, @Nullable Node node, SlotState state, Instant at) {
    if (command instanceof RegisterNode register) {
      return node == null ? register(register) : change(register, node);
    }
    if (node == null) {
      return Decision.refuse(RefusalCode.NODE_NOT_FOUND);
    }
    return switch (command) {
      case RegisterNode _ -> throw new IllegalStateException("decided above");
      case BindNode c -> bind(c, node, state);
      case UnbindNode _ -> release(node, node.accountId());
      case MoveSigned c -> move(node, c.move(), null, state, at);
      case SyncNode c -> sync(c, node, state);
    };
  }

  private static Decision taken(Signed command, Decision decision) {
    if (!(decision instanceof Decision.Accepted accepted)) {
      return decision;
    }
    List<LogRecord> records = new ArrayList<>(accepted.records());
    records.add(new MessageTaken(command.envelope(), command.signature().text()));
    return new Decision.Accepted(records);
  }

  // Of several faults the one that says most: a signature first, for without one nothing else
  // counts.
  private static Optional<Refusal> whyNotTaken(
      Signed command, @Nullable Node node, SlotState state, Instant at) {
    return whyNotSigned(command.signature())
        .or(() -> node == null ? Optional.empty() : whyNotNew(command.envelope(), node.last()))
        .or(() -> whyNotInTime(command.envelope().sentAt(), window(state), at))
        .map(Refusal::of);
  }

  private static Optional<RefusalCode> whyNotSigned(NodeSignature signature) {
    return switch (signature.finding()) {
      case null -> throw new IllegalStateException("the signature was not looked at");
      case NodeSignature.Finding.Worthless(RefusalCode why) -> Optional.of(why);
      case NodeSignature.Finding.Genuine _ -> Optional.empty();
    };
  }

  private static Optional<RefusalCode> whyNotNew(Envelope message, Envelope last) {
    int order =
        Comparator.comparingLong(Envelope::session)
            .thenComparingLong(Envelope::sequence)
            .compare(message, last);
    if (order == 0) {
      return Optional.of(RefusalCode.MESSAGE_REPLAYED);
    }
    return order < 0 ? Optional.of(RefusalCode.MESSAGE_OUT_OF_ORDER) : Optional.empty();
  }

  private static Optional<RefusalCode> whyNotInTime(Instant sentAt, Duration window, Instant at) {
    if (sentAt.isBefore(at.minus(window))) {
      return Optional.of(RefusalCode.MESSAGE_STALE);
    }
    return sentAt.isAfter(at.plus(window))
        ? Optional.of(RefusalCode.MESSAGE_FROM_FUTURE)
        : Optional.empty();
  }

  // A message does not say for which network it is, so the most patient one counts.
  private static Duration window(SlotState state) {
    return terms(Arrays.asList(Network.values()), state)
        .map(Participation::messageWindow)
        .max(Comparator.naturalOrder())
        .orElse(Participation.DEFAULT.messageWindow());
  }

  private static Stream<Participation> terms(List<Network> networks, SlotState state) {
    return networks.stream()
        .map(state::configuration)
        .filter(Objects::nonNull)
        .map(configuration -> configuration.terms().participation());
  }

  private static Decision register(RegisterNode command) {
    return command.signature().finding() instanceof NodeSignature.Finding.Genuine genuine
        ? Decision.accept(
            new NodeRegistered(command.nodeId(), genuine.publicKey(), command.profile()))
        : Decision.refuse(RefusalCode.SIGNATURE_INVALID);
  }

  private static Decision change(RegisterNode command, Node node) {
    if (node.status() == NodeStatus.RETIRED || node.status() == NodeStatus.FROZEN) {
      return invalid(node);
    }
    List<LogRecord> records = new ArrayList<>();
    records.add(new NodeChanged(node.id(), command.profile()));
    if (command.profile().changes(node.profile())) {
      NodeMove.CHANGE
          .from(node.status())
          .ifPresent(to -> records.add(new NodeMoved(node.id(), NodeMove.CHANGE, to, null)));
    }
    return new Decision.Accepted(records);
  }

  private static Decision bind(BindNode command, Node node, SlotState state) {
    UUID accountId = command.accountId();
    var account = state.account(accountId);
    if (account == null) {
      return Decision.refuse(RefusalCode.ACCOUNT_NOT_FOUND);
    }
    Optional<RefusalCode> why =
        AccountDecider.whyNotActive(account).or(() -> whyNoConsent(command, state));
    if (why.isPresent()) {
      return Decision.refuse(why.get());
    }
    if (node.status() == NodeStatus.RETIRED) {
      return invalid(node);
    }
    UUID owner = node.accountId();
    if (accountId.equals(owner)) {
      return Decision.refuse(RefusalCode.NODE_ALREADY_BOUND);
    }
    if (owner == null) {
      return Decision.accept(new NodeBound(node.id(), accountId));
    }
    return accountId.equals(node.offeredTo())
        ? Decision.accept(new NodeUnbound(node.id(), owner), new NodeBound(node.id(), accountId))
        : Decision.refuse(RefusalCode.NODE_BOUND_ELSEWHERE);
  }

  private static Optional<RefusalCode> whyNoConsent(BindNode command, SlotState state) {
    return switch (command.consent()) {
      case Consent.OfPrincipal _ -> Optional.empty();
      case Consent.OfWallet consent -> {
        WalletLink link = state.identities().link(consent.wallet());
        yield link == null || !link.accountId().equals(command.accountId())
            ? Optional.of(RefusalCode.WALLET_NOT_LINKED)
            : whyNotSigned(consent.signature());
      }
    };
  }

  private static Decision release(Node node, @Nullable UUID accountId) {
    return accountId != null && accountId.equals(node.accountId())
        ? Decision.accept(new NodeUnbound(node.id(), accountId))
        : Decision.refuse(RefusalCode.NODE_NOT_BOUND);
  }

  private static Decision offer(OfferNode command, Node node, SlotState state) {
    if (!command.accountId().equals(node.accountId())) {
      return Decision.refuse(RefusalCode.NODE_NOT_BOUND);
    }
    UUID to = command.toAccountId();
    if (to != null && state.account(to) == null) {
      return Decision.refuse(RefusalCode.ACCOUNT_NOT_FOUND);
    }
    return command.accountId().equals(to)
        ? Decision.refuse(RefusalCode.NODE_ALREADY_BOUND)
        : Decision.accept(new NodeOffered(node.id(), command.accountId(), to));
  }

  private static Decision move(
      Node node, NodeMove move, @Nullable Instant until, SlotState state, Instant at) {
    Optional<NodeStatus> to = move.from(node.status());
    if (to.isEmpty()) {
      return invalid(node);
    }
    Instant over = node.excludedUntil();
    if (move == NodeMove.RESUME && over != null && over.isAfter(at)) {
      return new Decision.Refused(
          Refusal.of(RefusalCode.NODE_EXCLUDED).with("until", over.toString()));
    }
    if (move != NodeMove.EXCLUDE) {
      return Decision.accept(new NodeMoved(node.id(), move, to.get(), null));
    }
    if (until != null && !until.isAfter(at)) {
      return Decision.refuse(RefusalCode.EXPIRY_NOT_IN_FUTURE);
    }
    return Decision.accept(
        new NodeMoved(
            node.id(), move, to.get(), until == null ? at.plus(exclusion(node, state)) : until));
  }

  private static Duration exclusion(Node node, SlotState state) {
    return terms(node.profile().networks(), state)
        .map(Participation::exclusion)
        .max(Comparator.naturalOrder())
        .orElse(Participation.DEFAULT.exclusion());
  }

  private static Decision penalise(PenaliseNode command, Node node, SlotState state, Instant at) {
    if (node.status() == NodeStatus.RETIRED) {
      return invalid(node);
    }
    if (!command.expiresAt().isAfter(at)) {
      return Decision.refuse(RefusalCode.EXPIRY_NOT_IN_FUTURE);
    }
    List<Penalty> counting =
        state.penaltiesOf(node.id()).stream().filter(penalty -> penalty.counts(at)).toList();
    if (counting.size() >= Penalty.MOST) {
      return Decision.refuse(RefusalCode.TOO_MANY_PENALTIES);
    }
    List<LogRecord> records = new ArrayList<>();
    records.add(
        new PenaltyGiven(
            node.id(),
            command.penaltyId(),
            command.points(),
            command.cause(),
            command.expiresAt()));
    long points = command.points() + counting.stream().mapToLong(Penalty::points).sum();
    if (points >= limit(node, state)) {
      Instant until = at.plus(exclusion(node, state));
      Instant before = node.excludedUntil();
      NodeMove.EXCLUDE
          .from(node.status())
          .ifPresent(to ->
              records.add(
                  new NodeMoved(
                      node.id(),
                      NodeMove.EXCLUDE,
                      to,
                      before != null && before.isAfter(until) ? before : until)));
    }
    return new Decision.Accepted(records);
  }

  private static int limit(Node node, SlotState state) {
    return terms(node.profile().networks(), state)
        .mapToInt(Participation::penaltyLimit)
        .min()
        .orElse(Participation.DEFAULT.penaltyLimit());
  }

  private static Decision lift(LiftPenalty command, SlotState state, Instant at) {
    return state.penaltiesOf(command.nodeId()).stream()
        .filter(penalty -> penalty.id().equals(command.penaltyId()) && penalty.counts(at))
        .findFirst()
        .<Decision>map(
            penalty -> Decision.accept(new PenaltyLifted(penalty.nodeId(), penalty.id())))
        .orElse(Decision.refuse(RefusalCode.PENALTY_NOT_FOUND));
  }

  private static Decision sync(SyncNode command, Node node, SlotState state) {
    if (node.status() == NodeStatus.RETIRED) {
      return invalid(node);
    }
    if (!node.profile().networks().contains(command.report().network())) {
      return Decision.refuse(RefusalCode.NODE_NOT_PARTICIPATING);
    }
    return Decision.accept(
        Reconciliation.of(node, command.report(), state.configuration(command.report().network())));
  }

  private static Decision invalid(Node node) {
    return new Decision.Refused(
        Refusal.of(RefusalCode.NODE_STATUS_INVALID).with("status", node.status().code()));
  }
}
