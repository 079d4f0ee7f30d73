package com.resultity.ports.errors;

import org.jspecify.annotations.Nullable;

/**
 * Core could not do what it was asked, for a reason that is not in the rules. Leaks no internals.
 */
public final class Fault extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final ErrorCode code;

  public Fault(ErrorCode code) {
    this(code, null);
  }

  /** A fault with its cause, which is for the log and never for the caller. */
  public Fault(ErrorCode code, @Nullable Throwable cause) {
    super(code.title(), cause, false, false);
    this.code = code;
  }

  public ErrorCode code() {
    return code;
  }
}
