package com.resultity.pg.journal;

import com.resultity.ports.journal.StoreFailure;
import com.resultity.ports.journal.StoreFailure.Kind;
import io.vertx.pgclient.PgException;
import java.util.Set;

/** What a failure says about the transaction in which it came. */
final class PgFailures {
  // Classes of SQLSTATE that say "not now" and not "never": connection, lack of resources, operator
  // intervention, system error, rollback for concurrency, and a lock not had in time.
  private static final Set<String> NOT_NOW = Set.of("08", "53", "57", "58", "40", "55", "25");

  // "cached plan must not change result type": the statement is prepared again on the next
  // connection.
  private static final String CACHED_PLAN_CHANGED = "0A000";

  private PgFailures() {}

  /** A failure before anything was sent that writes. */
  static StoreFailure beforeCommit(Throwable failure) {
    return failure instanceof PgException error && !passes(error)
        ? new StoreFailure(Kind.REJECTED, failure)
        : new StoreFailure(Kind.UNAVAILABLE, failure);
  }

  /**
   * A failure after COMMIT was sent. A statement's error aborts the transaction, whatever follows
   * it; anything else, such as a lost connection, leaves open whether COMMIT was done.
   */
  static StoreFailure whileCommitting(Throwable failure) {
    if (failure instanceof PgException error && error.getSeverity().equals("ERROR")) {
      return beforeCommit(error);
    }
    return new StoreFailure(Kind.UNKNOWN, failure);
  }

  private static boolean passes(PgException error) {
    String state = error.getSqlState();
    return state == null
        || NOT_NOW.contains(state.substring(0, 2))
        || state.equals(CACHED_PLAN_CHANGED);
  }
}
