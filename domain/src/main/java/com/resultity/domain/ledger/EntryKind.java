package com.resultity.domain.ledger;

import java.util.Locale;

/** What changed a namespace's balances. */
public enum EntryKind {
  GRANT,
  HOLD,
  SETTLE,
  VOID,
  HOLD_EXPIRY,
  GRANT_EXPIRY;

  private final String code = name().toLowerCase(Locale.ROOT);

  public String code() {
    return code;
  }
}
