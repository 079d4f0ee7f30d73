package com.resultity.domain.accounts;

import java.util.Locale;

/**
 * Whether a namespace takes new holds. Holds already placed may be settled or voided in any status.
 */
public enum NamespaceStatus {
  OPEN,
  FROZEN,
  CLOSED;

  private final String code = name().toLowerCase(Locale.ROOT);

  public String code() {
    return code;
  }
}
