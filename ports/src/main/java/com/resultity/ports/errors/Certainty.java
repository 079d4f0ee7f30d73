package com.resultity.ports.errors;

import java.util.Locale;

/** What an error says about whether the command happened. */
public enum Certainty {
  /** It did not happen; asking again as it is gives the same answer. */
  FINAL,
  /** It did not happen; asking again later may work. */
  RETRY,
  /** It may have happened; asking again with the same idempotency key tells. */
  UNKNOWN;

  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
