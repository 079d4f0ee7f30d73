package com.resultity.domain.network;

import java.util.Locale;

/** How soon a job is to be served. */
public enum Priority {
  URGENT,
  NORMAL,
  BULK,
  TEST;

  private final String code = name().toLowerCase(Locale.ROOT);

  public String code() {
    return code;
  }
}
