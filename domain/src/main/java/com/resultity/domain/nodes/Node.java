package com.resultity.domain.nodes;

import com.resultity.domain.journal.Digest;
import com.resultity.domain.network.Network;
import com.resultity.domain.nodes.NodeRecord.MessageTaken;
import com.resultity.domain.nodes.NodeRecord.NodeAssessed;
import com.resultity.domain.nodes.NodeRecord.NodeBound;
import com.resultity.domain.nodes.NodeRecord.NodeChanged;
import com.resultity.domain.nodes.NodeRecord.NodeMoved;
import com.resultity.domain.nodes.NodeRecord.NodeOffered;
import com.resultity.domain.nodes.NodeRecord.NodeRegistered;
import com.resultity.domain.nodes.NodeRecord.NodeSynced;
import com.resultity.domain.nodes.NodeRecord.NodeUnbound;
import com.resultity.domain.nodes.NodeRecord.ShadowBanSet;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A node as the registry knows it.
 *
 * @param publicKey 64 bytes in hex, of which the id is the hash's end
 * @param accountId whose it is; null while it is nobody's
 * @param offeredTo the account that may take it over; null while none may
 * @param excludedUntil when its exclusion is over; null unless it is excluded
 * @param bindings how many times it was bound so far
 * @param shadowBanned whether it is given no work, without being told
 * @param trust 0 to 100
 * @param evidence what the trust rests on; null before it was assessed
 * @param last the session, sequence and time of its last message
 * @param followed per network, the digest of the configuration that it said it follows
 * @param models per network, those that it has or had
 */
public record Node(
    NodeId id,
    String publicKey,
    NodeProfile profile,
    NodeStatus status,
    @Nullable Instant excludedUntil,
    @Nullable UUID accountId,
    @Nullable UUID offeredTo,
    int bindings,
    boolean shadowBanned,
    int trust,
    @Nullable String evidence,
    Envelope last,
    Map<Network, Digest> followed,
    Map<Network, List<ServedModel>> models,
    Instant registeredAt) {
  public Node {
    followed = Map.copyOf(followed);
    models = Map.copyOf(models);
  }

  /** A node as its first record makes it. */
  public static Node registered(NodeRegistered record, Instant at) {
    return new Node(
        record.nodeId(),
        record.publicKey(),
        record.profile(),
        NodeStatus.REGISTERED,
        null,
        null,
        null,
        0,
        false,
        0,
        null,
        new Envelope(record.nodeId(), 0, 0, 0, at),
        Map.of(),
        Map.of(),
        at);
  }

  /** The models that it has or had on a network. */
  public List<ServedModel> models(Network network) {
    return models.getOrDefault(network, List.of());
  }

  /** Whether it serves this version of a model on a network. */
  public boolean serves(Network network, String model, String version) {
    return models(network).stream()
        .anyMatch(served ->
            served.status() == ServedModelStatus.ACTIVE
                && served.name().equals(model)
                && served.version().equals(version));
  }

  /**
   * This node after one of its own records.
   *
   * @throws IllegalArgumentException when the record is not about a node that exists
   */
  public Node after(NodeRecord record) {
    return switch (record) {
      case MessageTaken r -> with(r.envelope());
      case NodeChanged r -> with(r.profile());
      case NodeMoved r -> in(r.status(), r.until());
      case NodeBound r -> of(r.accountId(), null, bindings + 1);
      case NodeUnbound _ -> of(null, null, bindings);
      case NodeOffered r -> of(accountId, r.toAccountId(), bindings);
      case ShadowBanSet r -> rated(r.banned(), trust, evidence);
      case NodeAssessed r -> rated(shadowBanned, r.trust(), r.evidence());
      case NodeSynced r -> synced(r);
      case NodeRegistered _, NodeRecord.PenaltyGiven _, NodeRecord.PenaltyLifted _ ->
          throw new IllegalArgumentException("changes no node: " + record);
    };
  }

  private Node with(Envelope message) {
    return copy(profile, status, excludedUntil, message, followed, models);
  }

  private Node with(NodeProfile other) {
    return copy(other, status, excludedUntil, last, followed, models);
  }

  private Node in(NodeStatus other, @Nullable Instant until) {
    return copy(profile, other, until, last, followed, models);
  }

  private Node synced(NodeSynced record) {
    SyncReport report = record.report();
    Map<Network, Digest> digests = new EnumMap<>(Network.class);
    digests.putAll(followed);
    digests.put(report.network(), report.configuration());
    Map<Network, List<ServedModel>> served = new EnumMap<>(Network.class);
    served.putAll(models);
    served.put(report.network(), report.models());
    NodeProfile running = profile.running(report.runtime(), report.runtimeVersion());
    return copy(running, status, excludedUntil, last, digests, served);
  }

  private Node copy(
      NodeProfile newProfile,
      NodeStatus newStatus,
      @Nullable Instant until,
      Envelope newLast,
      Map<Network, Digest> newFollowed,
      Map<Network, List<ServedModel>> newModels) {
    return new Node(
        id,
        publicKey,
        newProfile,
        newStatus,
        until,
        accountId,
        offeredTo,
        bindings,
        shadowBanned,
        trust,
        evidence,
        newLast,
        newFollowed,
        newModels,
        registeredAt);
  }

  private Node of(@Nullable UUID account, @Nullable UUID offered, int times) {
    return new Node(
        id,
        publicKey,
        profile,
        status,
        excludedUntil,
        account,
        offered,
        times,
        shadowBanned,
        trust,
        evidence,
        last,
        followed,
        models,
        registeredAt);
  }

  private Node rated(boolean banned, int level, @Nullable String why) {
    return new Node(
        id,
        publicKey,
        profile,
        status,
        excludedUntil,
        accountId,
        offeredTo,
        bindings,
        banned,
        level,
        why,
        last,
        followed,
        models,
        registeredAt);
  }
}
