package com.resultity.domain.jobs;

import com.resultity.domain.nodes.NodeId;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One line of a job's history: a node that was given it.
 *
 * @param number from 1
 * @param endedAt null while the node works
 * @param errorCode what the node reported; null unless it reported a failure
 * @param late whether the node reported after the attempt had ended, which changed nothing
 */
public record Attempt(
    int number,
    NodeId nodeId,
    Instant startedAt,
    @Nullable Instant endedAt,
    Outcome outcome,
    @Nullable String errorCode,
    boolean late) {

  /** How an attempt stands. */
  public enum Outcome {
    RUNNING,
    COMPLETED,
    FAILED,
    TIMED_OUT,
    CANCELLED,
    EXPIRED;

    private final String code = name().toLowerCase(Locale.ROOT);

    public String code() {
      return code;
    }
  }

  static Attempt running(int number, NodeId nodeId, Instant startedAt) {
    return new Attempt(number, nodeId, startedAt, null, Outcome.RUNNING, null, false);
  }

  Attempt ended(Outcome how, @Nullable String error, Instant at) {
    return new Attempt(number, nodeId, startedAt, at, how, error, late);
  }

  Attempt reportedLate() {
    return new Attempt(number, nodeId, startedAt, endedAt, outcome, errorCode, true);
  }

  /** Whether it ended without a word from its node, and there has been none since. */
  boolean awaitsReport() {
    return !late
        && switch (outcome) {
          case TIMED_OUT, CANCELLED, EXPIRED -> true;
          case RUNNING, COMPLETED, FAILED -> false;
        };
  }
}
