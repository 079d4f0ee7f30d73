package com.resultity.domain.ledger;

import java.util.Locale;

/**
 * Where a hold is in its life. Only {@code HELD} locks credit; {@code EXPIRED} may still be
 * settled, late.
 */
public enum HoldStatus {
  HELD,
  SETTLED,
  VOIDED,
  EXPIRED;

  private final String code = name().toLowerCase(Locale.ROOT);

  public String code() {
    return code;
  }
}
