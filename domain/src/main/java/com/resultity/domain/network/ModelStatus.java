package com.resultity.domain.network;

import java.util.Locale;

/**
 * Where a model is in its life. It only moves forward, one step or more:
 *
 * <pre>
 *   proposed ─▶ approved ─▶ deprecated ─▶ retired
 * </pre>
 *
 * <p>An approved model takes jobs; the others take no new ones.
 */
public enum ModelStatus {
  PROPOSED,
  APPROVED,
  DEPRECATED,
  RETIRED;

  private final String code = name().toLowerCase(Locale.ROOT);

  public String code() {
    return code;
  }

  boolean precedes(ModelStatus other) {
    return compareTo(other) < 0;
  }
}
