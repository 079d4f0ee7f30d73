package com.resultity.http.ledger;

import com.resultity.domain.ledger.Credits;
import com.resultity.domain.ledger.Hold;
import com.resultity.domain.ledger.HoldStatus;
import com.resultity.domain.ledger.LedgerCommand.ExtendHold;
import com.resultity.domain.ledger.LedgerCommand.PlaceHold;
import com.resultity.domain.ledger.LedgerCommand.SettleHold;
import com.resultity.domain.ledger.LedgerCommand.VoidHold;
import com.resultity.domain.ledger.LedgerRecord.HoldExtended;
import com.resultity.domain.ledger.LedgerRecord.HoldPlaced;
import com.resultity.domain.ledger.LedgerRecord.HoldSettled;
import com.resultity.domain.ledger.LedgerRecord.HoldVoided;
import com.resultity.domain.ledger.Overage;
import com.resultity.domain.ledger.Slice;
import com.resultity.http.Body;
import com.resultity.http.Call;
import com.resultity.http.Json;
import com.resultity.http.Reply;
import com.resultity.http.Route;
import com.resultity.http.Routes;
import com.resultity.ports.access.Operation;
import com.resultity.ports.access.Target;
import com.resultity.ports.errors.ErrorCode;
import com.resultity.ports.errors.Fault;
import com.resultity.ports.journal.IdSource;
import com.resultity.ports.ledger.HoldReader;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.UUID;

/** Holds: credit locked before work, and charged or released after it. */
public final class HoldRoutes implements Routes {
  private static final String HOLD = "/v1/holds/{holdId}";

  private final HoldReader holds;
  private final IdSource ids;

  public HoldRoutes(HoldReader holds, IdSource ids) {
    this.holds = holds;
    this.ids = ids;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        new Route.Change<>(
            HttpMethod.POST,
            Operation.PLACE_HOLD,
            "/v1/namespaces/{namespaceId}/holds",
            call -> new Target.OfNamespace(call.id("namespaceId")),
            this::place,
            (_, done) -> placed(done.get(HoldPlaced.class))),
        new Route.Query(Operation.GET_HOLD, HOLD, HoldRoutes::hold, this::get),
        new Route.Change<>(
            HttpMethod.POST,
            Operation.SETTLE_HOLD,
            HOLD + ":settle",
            HoldRoutes::hold,
            (call, body) -> new SettleHold(call.id("holdId"), body.big("amount")),
            (_, done) -> settled(done.get(HoldSettled.class))),
        new Route.Change<>(
            HttpMethod.POST,
            Operation.VOID_HOLD,
            HOLD + ":void",
            HoldRoutes::hold,
            (call, _) -> new VoidHold(call.id("holdId")),
            (_, done) -> voided(done.get(HoldVoided.class))),
        new Route.Change<>(
            HttpMethod.POST,
            Operation.EXTEND_HOLD,
            HOLD + ":extend",
            HoldRoutes::hold,
            (call, body) -> new ExtendHold(call.id("holdId"), body.time("expiresAt")),
            (_, done) -> extended(done.get(HoldExtended.class))));
  }

  private static Target hold(Call call) {
    return new Target.OfHold(call.id("holdId"));
  }

  private PlaceHold place(Call call, Body body) {
    UUID namespaceId = call.id("namespaceId");
    return new PlaceHold(
        ids.beside(namespaceId),
        namespaceId,
        body.big("amount"),
        body.time("expiresAt"),
        body.code("overage", Overage.REFUSE));
  }

  private static Reply placed(HoldPlaced placed) {
    Json out = new Json().object();
    out.field("holdId", placed.holdId());
    out.field("state", HoldStatus.HELD.code());
    out.field("amount", placed.amount());
    out.field("expiresAt", placed.expiresAt());
    out.field("overage", placed.overage().code());
    LedgerJson.slices(out, placed.slices());
    LedgerJson.credits(out, placed.credits());
    return Reply.created("/v1/holds/" + placed.holdId(), out.end());
  }

  private static Reply settled(HoldSettled settled) {
    Json out = ended(settled.holdId(), HoldStatus.SETTLED);
    amounts(out, settled.charged(), settled.returned(), settled.debt(), settled.credits());
    return Reply.ok(out.field("late", settled.late()).end());
  }

  private static Reply voided(HoldVoided voided) {
    Json out = ended(voided.holdId(), HoldStatus.VOIDED);
    amounts(out, 0, voided.returned(), 0, voided.credits());
    return Reply.ok(out.end());
  }

  private static Json ended(UUID holdId, HoldStatus status) {
    return new Json().object().field("holdId", holdId).field("state", status.code());
  }

  private static void amounts(
      Json out, long charged, List<Slice> returned, long debt, Credits credits) {
    out.field("charged", charged);
    out.field("released", Slice.total(returned));
    out.field("debt", debt);
    LedgerJson.credits(out, credits);
  }

  private static Reply extended(HoldExtended extended) {
    Json out = ended(extended.holdId(), HoldStatus.HELD);
    return Reply.ok(out.field("expiresAt", extended.expiresAt()).end());
  }

  private Future<Reply> get(Call call) {
    return holds
        .find(call.id("holdId"))
        .map(
            found -> Reply.ok(write(found.orElseThrow(() -> new Fault(ErrorCode.HOLD_NOT_FOUND)))));
  }

  private static Json write(Hold hold) {
    Json out = new Json().object();
    out.field("holdId", hold.id());
    out.field("namespaceId", hold.namespaceId());
    out.field("state", hold.status().code());
    out.field("amount", hold.amount());
    out.field("charged", hold.charged());
    out.field("placedAt", hold.placedAt());
    out.field("expiresAt", hold.expiresAt());
    out.field("overage", hold.overage().code());
    out.field("forJob", hold.forJob());
    LedgerJson.slices(out, hold.slices());
    return out.end();
  }
}
