package com.resultity.grpc.accounts;

import com.resultity.domain.accounts.Account;
import com.resultity.domain.accounts.AccountStatus;
import com.resultity.grpc.accounts.v1.GetReferralsRequest;
import com.resultity.grpc.accounts.v1.GetReferralsResponse;
import com.resultity.grpc.accounts.v1.Referral;
import com.resultity.grpc.accounts.v1.ReferralCounts;
import com.resultity.grpc.calls.Ask;
import com.resultity.grpc.calls.Input;
import com.resultity.grpc.calls.Render;
import com.resultity.grpc.calls.Unary;
import com.resultity.ports.access.Operation;
import com.resultity.ports.access.Target;
import com.resultity.ports.accounts.AccountReader;
import com.resultity.ports.accounts.ReferralReader;
import com.resultity.ports.errors.ErrorCode;
import com.resultity.ports.errors.Fault;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The methods of {@code resultity.accounts.v1.Accounts} about whom accounts brought. */
public final class ReferralMethods {
  private final AccountReader accounts;
  private final ReferralReader referrals;

  public ReferralMethods(AccountReader accounts, ReferralReader referrals) {
    this.accounts = accounts;
    this.referrals = referrals;
  }

  List<Unary<?, ?>> methods() {
    return List.of(
        new Unary<>(Operation.GET_REFERRALS, GetReferralsRequest.parser(), this::getReferrals));
  }

  private Ask<GetReferralsResponse> getReferrals(GetReferralsRequest request) {
    Input in = new Input();
    UUID id = in.id("account_id", request.getAccountId());
    int limit = in.limit(request.hasLimit(), request.getLimit());
    UUID before = in.idOrNull("cursor", request.hasCursor(), request.getCursor());
    in.check();
    return new Ask.Look<>(new Target.OfAccount(id), () -> list(id, before, limit));
  }

  private Future<GetReferralsResponse> list(UUID id, @Nullable UUID before, int limit) {
    return referrals
        .list(id, before, limit + 1)
        .compose(page ->
            (page.isEmpty() ? existing(id) : Future.<Void>succeededFuture())
                .compose(_ -> referrals.count(id))
                .map(counts -> page(page, counts, limit)));
  }

  private Future<Void> existing(UUID id) {
    return accounts
        .find(id)
        .compose(found ->
            found.isPresent()
                ? Future.succeededFuture()
                : Future.failedFuture(new Fault(ErrorCode.ACCOUNT_NOT_FOUND)));
  }

  private static GetReferralsResponse page(
      List<Account> found, Map<AccountStatus, Long> counts, int limit) {
    List<Account> page = found.subList(0, Math.min(found.size(), limit));
    GetReferralsResponse.Builder answer =
        GetReferralsResponse.newBuilder()
            .setCounts(
                ReferralCounts.newBuilder()
                    .setActive(counts.getOrDefault(AccountStatus.ACTIVE, 0L))
                    .setSuspended(counts.getOrDefault(AccountStatus.SUSPENDED, 0L))
                    .setClosed(counts.getOrDefault(AccountStatus.CLOSED, 0L)));
    page.forEach(account -> answer.addReferrals(referral(account)));
    if (found.size() > limit) {
      answer.setNextCursor(page.getLast().id().toString());
    }
    return answer.build();
  }

  private static Referral referral(Account account) {
    return Referral.newBuilder()
        .setAccountId(account.id().toString())
        .setStatus(AccountMessages.status(account.status()))
        .setOpenedAt(Render.time(account.openedAt()))
        .build();
  }
}
