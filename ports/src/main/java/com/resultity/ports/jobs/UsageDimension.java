package com.resultity.ports.jobs;

import java.util.Locale;

/** What usage can be grouped by. */
public enum UsageDimension {
  DAY("day"),
  HOUR("hour"),
  NAMESPACE("namespaceId"),
  MODEL("model"),
  NODE("nodeId"),
  KEY("keyId");

  private final String code = name().toLowerCase(Locale.ROOT);
  private final String field;

  UsageDimension(String field) {
    this.field = field;
  }

  /** As it is asked for. */
  public String code() {
    return code;
  }

  /** As its value is called in an answer. */
  public String field() {
    return field;
  }
}
