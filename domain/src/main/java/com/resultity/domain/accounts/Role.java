package com.resultity.domain.accounts;

import java.util.Locale;

/** What an account may be; it may be several at once. */
public enum Role {
  CONSUMER,
  OPERATOR,
  REFERRER;

  private final String code = name().toLowerCase(Locale.ROOT);

  public String code() {
    return code;
  }
}
