package com.resultity.ports.access;

import java.util.Locale;

/** What a caller is to Core. */
public enum Role {
  CLOUD,
  NETWORK,
  ACCOUNT,
  ADMIN,
  AUDITOR,
  STATUS;

  private final String code = name().toLowerCase(Locale.ROOT);

  public String code() {
    return code;
  }
}
