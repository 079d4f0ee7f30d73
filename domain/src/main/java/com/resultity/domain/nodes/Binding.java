package com.resultity.domain.nodes;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A time for which a node belonged, or belongs, to an account.
 *
 * @param number from 1, in the node's own order
 * @param unboundAt null while it lasts
 */
public record Binding(
    NodeId nodeId, int number, UUID accountId, Instant boundAt, @Nullable Instant unboundAt) {

  /** By what it is known. */
  public record Key(NodeId nodeId, int number) {}

  public Key key() {
    return new Key(nodeId, number);
  }

  /** The same, ended. */
  public Binding until(Instant at) {
    return new Binding(nodeId, number, accountId, boundAt, at);
  }
}
