package com.resultity.http.accounts;

import com.resultity.domain.accounts.Account;
import com.resultity.domain.accounts.AccountStatus;
import com.resultity.http.Call;
import com.resultity.http.Json;
import com.resultity.http.Reply;
import com.resultity.http.Route;
import com.resultity.http.Routes;
import com.resultity.ports.access.Operation;
import com.resultity.ports.accounts.AccountReader;
import com.resultity.ports.accounts.ReferralReader;
import com.resultity.ports.errors.ErrorCode;
import com.resultity.ports.errors.Fault;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Whom accounts brought. */
public final class ReferralRoutes implements Routes {
  private final ReferralReader referrals;
  private final AccountReader accounts;

  public ReferralRoutes(ReferralReader referrals, AccountReader accounts) {
    this.referrals = referrals;
    this.accounts = accounts;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        new Route.Query(
            Operation.GET_REFERRALS,
            AccountRoutes.ACCOUNT + "/referrals",
            AccountRoutes::account,
            this::list));
  }

  private Future<Reply> list(Call call) {
    UUID accountId = call.id("accountId");
    UUID before = call.cursor();
    int limit = call.limit(100, 1000);
    return accounts
        .find(accountId)
        .map(found -> found.orElseThrow(() -> new Fault(ErrorCode.ACCOUNT_NOT_FOUND)))
        .compose(_ -> referrals.count(accountId))
        .compose(counts ->
            referrals
                .list(accountId, before, limit + 1)
                .map(found -> Reply.ok(write(counts, found, limit))));
  }

  private static Json write(Map<AccountStatus, Long> counts, List<Account> found, int limit) {
    Json out = new Json().object().object("counts");
    for (AccountStatus status : AccountStatus.values()) {
      out.field(status.code(), (long) counts.getOrDefault(status, 0L));
    }
    out.end().array("items");
    List<Account> page = found.subList(0, Math.min(limit, found.size()));
    for (Account account : page) {
      out.object()
          .field("accountId", account.id())
          .field("status", account.status().code())
          .field("openedAt", account.openedAt())
          .end();
    }
    out.endArray();
    if (found.size() > limit) {
      out.field("nextCursor", Call.cursorAfter(page.getLast().id()));
    }
    return out.end();
  }
}
