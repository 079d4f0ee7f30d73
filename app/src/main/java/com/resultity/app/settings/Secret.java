package com.resultity.app.settings;

/** A value that is never printed: {@link #toString} hides it. */
public record Secret(String value) {
  static final String HIDDEN = "****";

  @Override
  public String toString() {
    return HIDDEN;
  }
}
