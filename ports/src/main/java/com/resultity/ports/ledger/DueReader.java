package com.resultity.ports.ledger;

import com.resultity.domain.journal.Command;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;

/** Finds what has expired and is not yet written down. */
public interface DueReader {
  /**
   * Commands that write down holds, jobs, attempts and grants of the slot due at the time, soonest
   * first. One may come twice.
   */
  Future<List<Command>> listDue(int slot, Instant at, int limit);
}
