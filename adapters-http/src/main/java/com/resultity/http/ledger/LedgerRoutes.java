package com.resultity.http.ledger;

import com.resultity.domain.accounts.NamespaceStatus;
import com.resultity.domain.ledger.Credits;
import com.resultity.domain.ledger.Entry;
import com.resultity.domain.ledger.GrantSource;
import com.resultity.domain.ledger.LedgerCommand.FreezeNamespace;
import com.resultity.domain.ledger.LedgerCommand.GrantCredit;
import com.resultity.domain.ledger.LedgerCommand.SetDebtLimit;
import com.resultity.domain.ledger.LedgerCommand.SetThresholds;
import com.resultity.domain.ledger.LedgerCommand.UnfreezeNamespace;
import com.resultity.domain.ledger.LedgerRecord.CreditGranted;
import com.resultity.domain.ledger.LedgerRecord.DebtLimitSet;
import com.resultity.domain.ledger.LedgerRecord.ThresholdsSet;
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
import com.resultity.ports.ledger.Standing;
import com.resultity.ports.ledger.TrialBalance;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Balances, grants, debt and statements. */
public final class LedgerRoutes implements Routes {
  private static final int CSV_PAGE = 1000;
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
            Operation.LIST_ENTRIES,
            NAMESPACE + "/entries",
            LedgerRoutes::namespace,
            this::entries,
            this::csv),
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
        new Route.Change<>(
            HttpMethod.PUT,
            Operation.SET_THRESHOLDS,
            NAMESPACE + "/thresholds",
            LedgerRoutes::namespace,
            (call, body) -> new SetThresholds(call.id("namespaceId"), body.bigs("thresholds")),
            (_, done) -> thresholds(done.get(ThresholdsSet.class))),
        new Route.Change<>(
            HttpMethod.POST,
            Operation.FREEZE_NAMESPACE,
            NAMESPACE + ":freeze",
            LedgerRoutes::namespace,
            (call, _) -> new FreezeNamespace(call.id("namespaceId")),
            (command, _) -> status(command.namespaceId(), NamespaceStatus.FROZEN)),
        new Route.Change<>(
            HttpMethod.POST,
            Operation.UNFREEZE_NAMESPACE,
            NAMESPACE + ":unfreeze",
            LedgerRoutes::namespace,
            (call, _) -> new UnfreezeNamespace(call.id("namespaceId")),
            (command, _) -> status(command.namespaceId(), NamespaceStatus.OPEN)),
        new Route.Batch(Operation.BATCH, "/v1/ledger:batch"),
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
    UUID namespaceId = call.id("namespaceId");
    OptionalLong amount = call.positive("amount");
    Instant now = clock.instant();
    Instant at = call.time("at");
    if (at != null && at.isAfter(now)) {
      throw Call.flaw("at", "must not be in the future");
    }
    if (at != null && amount.isPresent()) {
      throw Call.flaw("amount", "is only to be checked against the present balances");
    }
    Future<Standing> present =
        credits
            .find(namespaceId)
            .map(found -> found.orElseThrow(() -> new Fault(ErrorCode.NAMESPACE_NOT_FOUND)));
    if (at == null) {
      return present.map(standing -> balances(standing, amount, now));
    }
    return present
        .compose(_ -> entries.lastUntil(namespaceId, at))
        .map(last -> {
          Json out = new Json().object();
          LedgerJson.balances(out, last.map(Entry::credits).orElse(Credits.NONE));
          return Reply.ok(out.field("asOf", at).end());
        });
  }

  private static Reply balances(Standing standing, OptionalLong amount, Instant asOf) {
    Json out = new Json().object();
    LedgerJson.balances(out, standing.credits());
    amount.ifPresent(wanted -> out.field("sufficient", standing.covers(wanted)));
    return Reply.ok(out.field("asOf", asOf).end());
  }

  private Future<Reply> entries(Call call) {
    UUID namespaceId = call.id("namespaceId");
    UUID after = call.cursor();
    int limit = call.limit(100, 1000);
    return entries(namespaceId, after, limit + 1).map(found -> page(found, limit));
  }

  private Future<List<Entry>> entries(UUID namespaceId, @Nullable UUID after, int limit) {
    return entries
        .list(namespaceId, after, limit)
        .compose(found ->
            found.isEmpty()
                ? namespaces
                    .find(namespaceId)
                    .map(n -> n.orElseThrow(() -> new Fault(ErrorCode.NAMESPACE_NOT_FOUND)))
                    .map(_ -> found)
                : Future.succeededFuture(found));
  }

  // The whole statement, or what follows the cursor, read page by page as the client takes it.
  private Future<Reply> csv(Call call) {
    UUID namespaceId = call.id("namespaceId");
    if (call.count("limit").isPresent()) {
      throw Call.flaw("limit", "does not apply to CSV, which has no pages");
    }
    return entries(namespaceId, call.cursor(), CSV_PAGE)
        .map(first -> {
          AtomicReference<List<Entry>> page = new AtomicReference<>(first);
          Buffer head = Buffer.buffer(EntryCsv.HEADING).appendBuffer(EntryCsv.rows(first));
          return Reply.csv(head, () -> next(namespaceId, page));
        });
  }

  private Future<Buffer> next(UUID namespaceId, AtomicReference<List<Entry>> page) {
    if (page.get().size() < CSV_PAGE) {
      return Future.succeededFuture(Buffer.buffer());
    }
    return entries
        .list(namespaceId, page.get().getLast().id(), CSV_PAGE)
        .onSuccess(page::set)
        .map(EntryCsv::rows);
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

  private static Reply thresholds(ThresholdsSet set) {
    Json out = new Json().object();
    out.field("namespaceId", set.namespaceId());
    out.array("thresholds");
    set.thresholds().forEach(threshold -> out.element(Long.toString(threshold)));
    return Reply.ok(out.endArray().end());
  }

  private static Reply status(UUID namespaceId, NamespaceStatus status) {
    Json out = new Json().object();
    out.field("namespaceId", namespaceId);
    out.field("status", status.code());
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
