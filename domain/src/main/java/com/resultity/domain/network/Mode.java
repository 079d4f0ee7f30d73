package com.resultity.domain.network;

import java.util.Locale;

/** How the caller takes the result. */
public enum Mode {
  SYNC,
  POLLING,
  BATCH,
  STREAM;

  private final String code = name().toLowerCase(Locale.ROOT);

  public String code() {
    return code;
  }
}
