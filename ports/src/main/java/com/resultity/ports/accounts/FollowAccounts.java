package com.resultity.ports.accounts;

import com.resultity.domain.accounts.NamespaceCommand.FollowAccount;
import com.resultity.domain.journal.Origin;
import com.resultity.ports.journal.Caller;
import com.resultity.ports.journal.Committer;
import com.resultity.ports.journal.Outcome;
import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;

/**
 * Carries a suspension, or its end, from the registry into the account's home slot, where it bars
 * holds. The command looks at the account as it is then, so it may be repeated, late, and in any
 * order; any number of instances may run.
 */
public final class FollowAccounts {
  private static final int BATCH = 100;
  private static final Caller CORE = new Caller(new Origin("core", "", null), null, null);

  private final Committer committer;
  private final Standings standings;

  public FollowAccounts(Committer committer, Standings standings) {
    this.committer = committer;
    this.standings = standings;
  }

  /**
   * Carries what is left to carry.
   *
   * @return how many accounts it followed
   */
  public Future<Integer> run() {
    return standings.list(BATCH).compose(this::follow);
  }

  private Future<Integer> follow(List<Standings.Change> changes) {
    return Future.join(
            changes.stream()
                .map(change -> account(change.accountId()).compose(_ -> standings.forget(change)))
                .toList())
        .map(changes.size());
  }

  private Future<Outcome> account(UUID accountId) {
    return committer.submit(CORE, new FollowAccount(accountId));
  }
}
