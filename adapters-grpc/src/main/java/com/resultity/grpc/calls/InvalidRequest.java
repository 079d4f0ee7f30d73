package com.resultity.grpc.calls;

import java.util.List;

/** A request that cannot be understood, with everything that is wrong with it. */
public final class InvalidRequest extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient List<Violation> violations;

  public InvalidRequest(List<Violation> violations) {
    super("invalid request", null, false, false);
    this.violations = List.copyOf(violations);
  }

  public List<Violation> violations() {
    return violations;
  }
}
