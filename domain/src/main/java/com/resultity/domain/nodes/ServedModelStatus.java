package com.resultity.domain.nodes;

import java.util.Locale;

/** How a model on a node stands. */
public enum ServedModelStatus {
  /** The node is fetching it. */
  PENDING,
  /** The node serves it. */
  ACTIVE,
  /** The node has it and does not serve it, or may not: the network has not approved it. */
  INACTIVE,
  /** The node cannot serve it, or what it has is not the model. */
  FAILED,
  /** The node had it. */
  ARCHIVED;

  private final String code = name().toLowerCase(Locale.ROOT);

  public String code() {
    return code;
  }
}
