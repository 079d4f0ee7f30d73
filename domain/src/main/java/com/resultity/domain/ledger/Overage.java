package com.resultity.domain.ledger;

import java.util.Locale;

/**
 * What settling above the held amount does: refuse it, take the hold, or charge the rest as well.
 */
public enum Overage {
  REFUSE,
  CAP,
  CHARGE;

  private final String code = name().toLowerCase(Locale.ROOT);

  public String code() {
    return code;
  }
}
