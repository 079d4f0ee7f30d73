package com.resultity.domain.nodes;

import java.util.Locale;

/**
 * Where a node is in its life. {@link NodeMove} says what leads from one to another:
 *
 * <pre>
 *   registered ⇄ validating ─▶ active ⇄ paused
 *                                ▲  ╲   ╱
 *                                └─ excluded          any ─▶ frozen ─▶ registered
 *                                                     any ─▶ retired
 * </pre>
 *
 * <p>Only an active node works.
 */
public enum NodeStatus {
  REGISTERED,
  VALIDATING,
  ACTIVE,
  PAUSED,
  EXCLUDED,
  FROZEN,
  RETIRED;

  private final String code = name().toLowerCase(Locale.ROOT);

  public String code() {
    return code;
  }
}
