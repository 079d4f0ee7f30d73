package com.resultity.domain.journal;

import org.jspecify.annotations.Nullable;

/** Writes down what a caller asked for, so that two requests can be told apart. */
public final class Intent {
  private Intent() {}

  /** The operation and its parts, each with its length, so that no two lists give the same text. */
  public static String of(String operation, @Nullable Object... parts) {
    StringBuilder text = new StringBuilder(160).append(operation);
    for (Object part : parts) {
      String value = String.valueOf(part);
      text.append('|').append(part == null ? -1 : value.length()).append(':').append(value);
    }
    return text.toString();
  }
}
