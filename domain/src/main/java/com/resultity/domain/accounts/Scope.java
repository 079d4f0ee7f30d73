package com.resultity.domain.accounts;

import java.util.Locale;

/** What the holder of an API key may ask of the services that check it. */
public enum Scope {
  SUBMIT_JOBS,
  READ_JOBS,
  READ_CREDITS,
  READ_USAGE;

  private final String code = name().toLowerCase(Locale.ROOT);

  public String code() {
    return code;
  }
}
