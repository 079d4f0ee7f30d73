package com.resultity.ports.access;

/** A token that is not accepted. Its message is safe to show: it repeats nothing of the token. */
public final class InvalidToken extends Exception {
  private static final long serialVersionUID = 1;

  public InvalidToken(String message) {
    super(message, null, false, false);
  }
}
