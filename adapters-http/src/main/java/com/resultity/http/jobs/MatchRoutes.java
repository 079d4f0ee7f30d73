package com.resultity.http.jobs;

import com.resultity.domain.network.Network;
import com.resultity.domain.nodes.NodeId;
import com.resultity.http.Body;
import com.resultity.http.Call;
import com.resultity.http.Json;
import com.resultity.http.Reply;
import com.resultity.http.Route;
import com.resultity.http.Routes;
import com.resultity.ports.access.Operation;
import com.resultity.ports.access.Target;
import com.resultity.ports.jobs.Claim;
import com.resultity.ports.jobs.Claim.Claimed;
import com.resultity.ports.jobs.Dispatch;
import com.resultity.ports.journal.Caller;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which node may have which job. */
public final class MatchRoutes implements Routes {
  private final Dispatch dispatch;
  private final Claim claim;

  public MatchRoutes(Dispatch dispatch, Claim claim) {
    this.dispatch = dispatch;
    this.claim = claim;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        new Route.Query(
            Operation.LIST_CANDIDATES,
            "/v1/jobs/{jobId}/candidates",
            call -> new Target.OfJob(call.id("jobId")),
            this::candidates),
        new Route.Action<>(
            Operation.CLAIM_JOB,
            "/v1/nodes/{nodeId}:claim",
            _ -> new Target.Everything(),
            this::claim,
            JobJson::claimed));
  }

  private Future<Reply> candidates(Call call) {
    return dispatch
        .listCandidates(call.id("jobId"), call.limit(100, 1000))
        .map(MatchRoutes::candidates);
  }

  private static Reply candidates(List<NodeId> nodes) {
    Json out = new Json().object().array("items");
    nodes.forEach(node -> out.object().field("nodeId", node.address()).end());
    return Reply.ok(out.endArray().end());
  }

  private Future<Optional<Claimed>> claim(Call call, Body body, Caller caller) {
    return claim.run(
        caller,
        call.node("nodeId"),
        body.code("network", Network.class),
        Set.copyOf(body.texts("models")));
  }
}
