package com.resultity.ports.errors;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Core could not do what it was asked, for a reason that is not in the rules. Leaks no internals.
 */
public final class Fault extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final ErrorCode code;
  private final transient Map<String, String> facts;

  public Fault(ErrorCode code) {
    this(code, null);
  }

  /** A fault with its cause, which is for the log and never for the caller. */
  public Fault(ErrorCode code, @Nullable Throwable cause) {
    this(code, cause, Map.of());
  }

  /** A fault with what the caller may want to know, by name. */
  public Fault(ErrorCode code, @Nullable Throwable cause, Map<String, String> facts) {
    super(code.title(), cause, false, false);
    this.code = code;
    this.facts = Map.copyOf(facts);
  }

  public ErrorCode code() {
    return code;
  }

  public Map<String, String> facts() {
    return facts;
  }
}
