package com.resultity.domain.accounts;

import java.util.Locale;

/** Whether an account may act. */
public enum AccountStatus {
  ACTIVE,
  SUSPENDED,
  CLOSED;

  private final String code = name().toLowerCase(Locale.ROOT);

  public String code() {
    return code;
  }
}
