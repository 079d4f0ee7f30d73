package com.resultity.domain.ledger;

import java.util.Locale;

/** Where granted credit comes from. All but a top-up and an adjustment are promotion. */
public enum GrantSource {
  TOP_UP,
  BONUS,
  REFERRAL,
  REWARD,
  ADJUSTMENT;

  private final String code = name().toLowerCase(Locale.ROOT);

  public String code() {
    return code;
  }
}
