package com.resultity.ports.access;

import com.resultity.ports.errors.ErrorCode;
import com.resultity.ports.errors.Fault;
import org.jspecify.annotations.Nullable;

/** Bounds how often a principal may ask. Must be quick, must not block. */
@FunctionalInterface
public interface RateLimits {
  /** Bounds nobody. */
  RateLimits NONE = _ -> null;

  /** Takes one request off what the principal has left; null when no limit applies to it. */
  @Nullable Allowance take(Principal principal);

  /** As {@link #take}, but throws a {@link Fault} of {@code RATE_LIMITED} when nothing was left. */
  default void require(Principal principal) {
    Allowance allowance = take(principal);
    if (allowance != null) {
      allowance.require();
    }
  }

  /**
   * What a principal has left.
   *
   * @param granted whether the request that was asked for was among it
   * @param quota how many requests may come at once
   * @param window in how many seconds as many are given back
   * @param remaining how many may still come at once
   * @param reset in how many seconds all of the quota is there again, rounded up
   */
  record Allowance(boolean granted, long quota, long window, long remaining, long reset) {
    /** The value of {@code RateLimit-Policy} (draft-ietf-httpapi-ratelimit-headers). */
    public String policy() {
      return "\"principal\";q=" + quota + ";w=" + window;
    }

    /** The value of {@code RateLimit}, of the same draft. */
    public String left() {
      return "\"principal\";r=" + remaining + ";t=" + reset;
    }

    /** Throws a {@link Fault} of {@code RATE_LIMITED} unless it was granted. */
    public void require() {
      if (!granted) {
        throw new Fault(ErrorCode.RATE_LIMITED);
      }
    }
  }
}
