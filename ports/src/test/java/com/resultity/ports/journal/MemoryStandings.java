package com.resultity.ports.journal;

import com.resultity.ports.accounts.Standings;
import io.vertx.core.Future;
import java.util.Comparator;
import java.util.List;

/** Accounts to follow, in memory. */
record MemoryStandings(MemoryTables tables) implements Standings {

  @Override
  public Future<List<Change>> list(int limit) {
    synchronized (tables) {
      return Future.succeededFuture(
          tables.standings.values().stream()
              .sorted(Comparator.comparing(Change::at))
              .limit(limit)
              .toList());
    }
  }

  @Override
  public Future<Void> forget(Change change) {
    synchronized (tables) {
      tables.standings.remove(change.accountId(), change);
      return Future.succeededFuture();
    }
  }
}
