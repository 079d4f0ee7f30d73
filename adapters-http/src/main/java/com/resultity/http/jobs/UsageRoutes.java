package com.resultity.http.jobs;

import com.resultity.domain.network.Network;
import com.resultity.http.Call;
import com.resultity.http.Json;
import com.resultity.http.Reply;
import com.resultity.http.Route;
import com.resultity.http.Routes;
import com.resultity.ports.access.Operation;
import com.resultity.ports.jobs.UsageDimension;
import com.resultity.ports.jobs.UsageLine;
import com.resultity.ports.jobs.UsageQuery;
import com.resultity.ports.jobs.UsageReader;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.List;

/** What finished jobs used. */
public final class UsageRoutes implements Routes {
  private final UsageReader usage;

  public UsageRoutes(UsageReader usage) {
    this.usage = usage;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        new Route.Query(
            Operation.GET_USAGE, "/v1/usage", JobListRoutes::target, this::json, this::csv));
  }

  private Future<Reply> json(Call call) {
    UsageQuery query = query(call);
    return usage.list(query).map(lines -> json(query, lines));
  }

  private Future<Reply> csv(Call call) {
    UsageQuery query = query(call);
    return usage
        .list(query)
        .map(lines ->
            Reply.csv(
                UsageCsv.of(query.groupBy(), lines),
                () -> Future.succeededFuture(Buffer.buffer())));
  }

  private static UsageQuery query(Call call) {
    List<UsageDimension> groupBy = call.codes("groupBy", UsageDimension.class);
    Instant from = call.time("from");
    Instant to = call.time("to");
    if (from == null) {
      throw Call.flaw("from", "is required");
    }
    if (to == null || !UsageQuery.inOrder(from, to)) {
      throw Call.flaw(
          "to", "must be after from, by at most " + UsageQuery.LONGEST.toDays() + " days");
    }
    return new UsageQuery(
        groupBy,
        from,
        to,
        call.idOrNull("namespaceId"),
        call.nodeOrNull("nodeId"),
        call.nameOrNull("model"),
        call.codeOrNull("network", Network.class));
  }

  private static Reply json(UsageQuery query, List<UsageLine> lines) {
    Json out = new Json().object().field("from", query.from()).field("to", query.to());
    out.array("items");
    for (UsageLine line : lines) {
      out.object();
      query.groupBy().forEach(d -> out.field(d.field(), line.group().get(d)));
      out.field("completed", line.completed());
      out.field("failed", line.failed());
      out.field("cancelled", line.cancelled());
      out.field("expired", line.expired());
      out.field("tokensIn", line.tokensIn());
      out.field("tokensOut", line.tokensOut());
      out.field("durationMs", line.durationMs());
      out.field("charged", line.charged());
      out.end();
    }
    return Reply.ok(out.endArray().end());
  }
}
