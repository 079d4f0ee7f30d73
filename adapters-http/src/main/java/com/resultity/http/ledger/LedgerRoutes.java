package com.resultity.http.ledger;

import com.resultity.domain.ledger.Credits;
import com.resultity.domain.ledger.Entry;
import com.resultity.domain.ledger.GrantSource;
import com.resultity.domain.ledger.LedgerCommand.GrantCredit;
import com.resultity.domain.ledger.LedgerCommand.SetDebtLimit;
import com.resultity.domain.ledger.LedgerRecord.CreditGranted;
import com.resultity.domain.ledger.LedgerRecord.DebtLimitSet;
import com.resultity.http.Body;
import com.resultity.http.Call;
import com.resultity.http.Json;
import com.resultity.http.Reply;
import com.resultity.http.Route;
import com.resultity.http.Routes;
import com.resultity.ports.access.Operation;
import com.resultity.ports.access.Target;
import com.resultity.ports.accounts.NamespaceReader;
import com.resultity.ports.errors.ErrorCode;
import com.resultity.ports.errors.Fault;
import com.resultity.ports.journal.IdSource;
import com.resultity.ports.ledger.CreditReader;
import com.resultity.ports.ledger.EntryReader;
import com.resultity.ports.ledger.TrialBalance;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;

/** Balances, grants, debt and statements. */
public final class LedgerRoutes implements Routes {
  private static final String NAMESPACE = "/v1/namespaces/{namespaceId}";

  private final CreditReader credits;
  private final EntryReader entries;
  private final NamespaceReader namespaces;
  private final TrialBalance trialBalance;
  private final IdSource ids;
  private final InstantSource clock;

  public LedgerRoutes(
      CreditReader credits,
      EntryReader entries,
      NamespaceReader namespaces,
      TrialBalance trialBalance,
      IdSource ids,
      InstantSource clock) {
    this.credits = credits;
    this.entries = entries;
    this.namespaces = namespaces;
    this.trialBalance = trialBalance;
    this.ids = ids;
    this.clock = clock;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        new Route.Query(
            Operation.GET_CREDITS, NAMESPACE + "/credits", LedgerRoutes::namespace, this::credits),
        new Route.Query(
            Operation.LIST_ENTRIES, NAMESPACE + "/entries", LedgerRoutes::namespace, this::entries),
        new Route.Change<>(
            HttpMethod.POST,
            Operation.GRANT_CREDIT,
            NAMESPACE + "/grants",
            LedgerRoutes::namespace,
            this::grant,
            (_, done) -> granted(done.get(CreditGranted.class))),
        new Route.Change<>(
            HttpMethod.PUT,
            Operation.SET_DEBT_LIMIT,
            NAMESPACE + "/debt-limit",
            LedgerRoutes::namespace,
            (call, body) -> new SetDebtLimit(call.id("namespaceId"), body.big("limit")),
            (_, done) -> limited(done.get(DebtLimitSet.class))),
        new Route.Query(
            Operation.GET_TRIAL_BALANCE,
            "/v1/trial-balance",
            _ -> new Target.Everything(),
            _ -> trialBalance()));
  }

  private static Target namespace(Call call) {
    return new Target.OfNamespace(call.id("namespaceId"));
  }

  private Future<Reply> credits(Call call) {
    Instant asOf = clock.instant();
    return credits
        .find(call.id("namespaceId"))
        .map(found -> {
          Credits balances = found.orElseThrow(() -> new Fault(ErrorCode.NAMESPACE_NOT_FOUND));
          Json out = new Json().object();
          LedgerJson.balances(out, balances);
          call.count("amount")
              .ifPresent(amount -> out.field("sufficient", suffices(balances, amount)));
          return Reply.ok(out.field("asOf", asOf).end());
        });
  }

  private static boolean suffices(Credits balances, long amount) {
    return balances.debt() == 0 && balances.available() >= amount;
  }

  private Future<Reply> entries(Call call) {
    UUID namespaceId = call.id("namespaceId");
    UUID after = call.cursor();
    int limit = call.limit(100, 1000);
    return entries
        .list(namespaceId, after, limit + 1)
        .compose(found ->
            found.isEmpty()
                ? namespaces
                    .find(namespaceId)
                    .map(n -> n.orElseThrow(() -> new Fault(ErrorCode.NAMESPACE_NOT_FOUND)))
                    .map(_ -> page(found, limit))
                : Future.succeededFuture(page(found, limit)));
  }

  // One more than the limit was asked for, to know whether there is another page.
  private static Reply page(List<Entry> found, int limit) {
    List<Entry> items = found.subList(0, Math.min(limit, found.size()));
    Json out = new Json().object().array("items");
    for (Entry entry : items) {
      out.object();
      out.field("entryId", entry.id());
      out.field("kind", entry.kind().code());
      out.field("subjectId", entry.subject());
      out.field("amount", entry.amount());
      LedgerJson.credits(out, entry.credits());
      out.field("at", entry.at());
      out.end();
    }
    out.endArray();
    if (found.size() > limit) {
      out.field("nextCursor", Call.cursorAfter(items.getLast().id()));
    }
    return Reply.ok(out.end());
  }

  private GrantCredit grant(Call call, Body body) {
    UUID namespaceId = call.id("namespaceId");
    return new GrantCredit(
        ids.beside(namespaceId),
        namespaceId,
        body.big("amount"),
        body.code("source", GrantSource.class),
        body.has("priority") ? body.number("priority") : 0,
        body.orNull("expiresAt", body::time),
        body.orNull("paymentReference", body::text));
  }

  private static Reply granted(CreditGranted granted) {
    Json out = new Json().object();
    out.field("grantId", granted.grantId());
    out.field("amount", granted.amount());
    out.field("repaid", granted.repaid());
    LedgerJson.credits(out, granted.credits());
    return Reply.created("/v1/namespaces/" + granted.namespaceId() + "/entries", out.end());
  }

  private static Reply limited(DebtLimitSet set) {
    Json out = new Json().object();
    out.field("namespaceId", set.namespaceId());
    out.field("limit", set.limit());
    return Reply.ok(out.end());
  }

  private Future<Reply> trialBalance() {
    return trialBalance
        .list()
        .map(lines -> {
          Json out = new Json().object().array("items");
          lines.forEach(line -> write(out, line));
          return Reply.ok(out.endArray().end());
        });
  }

  private static void write(Json out, TrialBalance.Line line) {
    out.object();
    out.field("slot", line.slot());
    out.field("network", line.network().code());
    out.field("available", line.available());
    out.field("held", line.held());
    out.field("debt", line.debt());
    out.field("spent", line.spent());
    out.field("granted", line.granted());
    out.field("funding", line.funding());
    out.field("promotion", line.promotion());
    out.field("revenue", line.revenue());
    out.field("breakage", line.breakage());
    out.field("total", line.total());
    out.end();
  }
}
