package com.resultity.domain.nodes;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A mark against a node.
 *
 * @param points how heavy it is, from 1
 * @param cause in a few words
 * @param expiresAt from when it counts no more
 * @param liftedAt when it was taken back; null unless it was
 */
public record Penalty(
    UUID id,
    NodeId nodeId,
    int points,
    String cause,
    Instant at,
    Instant expiresAt,
    @Nullable Instant liftedAt) {
  /** No node has more that count. */
  public static final int MOST = 100;

  /** Whether it weighs on the node. */
  public boolean counts(Instant now) {
    return liftedAt == null && expiresAt.isAfter(now);
  }

  /** The same, taken back. */
  public Penalty lifted(Instant now) {
    return new Penalty(id, nodeId, points, cause, at, expiresAt, now);
  }
}
