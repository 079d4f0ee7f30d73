package com.resultity.ports.ledger;

import com.resultity.domain.journal.Command;
import com.resultity.domain.journal.Origin;
import com.resultity.ports.journal.Caller;
import com.resultity.ports.journal.Committer;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.List;

/**
 * Writes down what has expired: holds, jobs past their deadline, attempts that took too long, and
 * grants. Repeating it is harmless, so any number of instances may sweep: an expiry that another
 * wrote first is refused.
 */
public final class Sweep {
  private static final int BATCH = 500;
  private static final Caller CORE = new Caller(new Origin("core", "", null), null, null);

  private final Committer committer;
  private final DueReader due;
  private final InstantSource clock;

  public Sweep(Committer committer, DueReader due, InstantSource clock) {
    this.committer = committer;
    this.due = due;
    this.clock = clock;
  }

  /**
   * Sweeps every slot until nothing is due.
   *
   * @return how many expiries it asked for
   */
  public Future<Integer> run() {
    Future<Integer> swept = Future.succeededFuture(0);
    for (int slot = 1; slot <= committer.slots(); slot++) {
      int next = slot;
      swept = swept.compose(count -> sweep(next, count));
    }
    return swept;
  }

  private Future<Integer> sweep(int slot, int count) {
    return due.listDue(slot, clock.instant(), BATCH)
        .compose(commands -> submit(commands).map(commands.size()))
        .compose(done ->
            done < BATCH ? Future.succeededFuture(count + done) : sweep(slot, count + done));
  }

  private Future<Void> submit(List<Command> commands) {
    return Future.join(commands.stream().map(due -> committer.submit(CORE, due)).toList())
        .mapEmpty();
  }
}
