package com.resultity.domain.nodes;

import static com.resultity.domain.nodes.NodeStatus.ACTIVE;
import static com.resultity.domain.nodes.NodeStatus.EXCLUDED;
import static com.resultity.domain.nodes.NodeStatus.FROZEN;
import static com.resultity.domain.nodes.NodeStatus.PAUSED;
import static com.resultity.domain.nodes.NodeStatus.REGISTERED;
import static com.resultity.domain.nodes.NodeStatus.RETIRED;
import static com.resultity.domain.nodes.NodeStatus.VALIDATING;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A step in a node's life: from which statuses it may be taken, and where it leads. */
public enum NodeMove {
  /** Somebody begins to look whether the node is what it says. */
  VALIDATE(Map.of(REGISTERED, VALIDATING)),
  /** It is not; it may be looked at again. */
  REJECT(Map.of(VALIDATING, REGISTERED)),
  /** It is, and works from now on. */
  ACTIVATE(Map.of(VALIDATING, ACTIVE)),
  /** It says that it is another than it said. */
  CHANGE(Map.of(VALIDATING, REGISTERED, ACTIVE, REGISTERED, PAUSED, REGISTERED)),
  /** It wants no work for now. */
  PAUSE(Map.of(ACTIVE, PAUSED)),
  /** It wants work again; from an exclusion, once that is over. */
  RESUME(Map.of(PAUSED, ACTIVE, EXCLUDED, ACTIVE)),
  /** It may not work for a time; one that is excluded already is excluded anew. */
  EXCLUDE(Map.of(ACTIVE, EXCLUDED, PAUSED, EXCLUDED, EXCLUDED, EXCLUDED)),
  /** It may do nothing until an administrator says otherwise. */
  FREEZE(
      Map.of(
          REGISTERED, FROZEN,
          VALIDATING, FROZEN,
          ACTIVE, FROZEN,
          PAUSED, FROZEN,
          EXCLUDED, FROZEN)),
  /** What kept it from working is taken back; one that was frozen must be validated anew. */
  REINSTATE(Map.of(EXCLUDED, ACTIVE, FROZEN, REGISTERED)),
  /** It will never work again. */
  RETIRE(
      Map.of(
          REGISTERED, RETIRED,
          VALIDATING, RETIRED,
          ACTIVE, RETIRED,
          PAUSED, RETIRED,
          EXCLUDED, RETIRED,
          FROZEN, RETIRED));

  private final String code = name().toLowerCase(Locale.ROOT);
  private final Map<NodeStatus, NodeStatus> steps;

  NodeMove(Map<NodeStatus, NodeStatus> steps) {
    this.steps = new EnumMap<>(steps);
  }

  public String code() {
    return code;
  }

  /** Where the step leads from a status; empty when it cannot be taken there. */
  public Optional<NodeStatus> from(NodeStatus status) {
    return Optional.ofNullable(steps.get(status));
  }
}
