package com.resultity.http.nodes;

import com.resultity.domain.journal.Command;
import com.resultity.domain.nodes.Node;
import com.resultity.domain.nodes.NodeCommand.BindNode;
import com.resultity.domain.nodes.NodeCommand.Consent;
import com.resultity.domain.nodes.NodeCommand.OfferNode;
import com.resultity.domain.nodes.NodeCommand.ReleaseNode;
import com.resultity.domain.nodes.NodeId;
import com.resultity.domain.nodes.NodeRecord.NodeOffered;
import com.resultity.http.Body;
import com.resultity.http.Call;
import com.resultity.http.Json;
import com.resultity.http.Reply;
import com.resultity.http.Route;
import com.resultity.http.Routes;
import com.resultity.http.accounts.AccountRoutes;
import com.resultity.ports.access.Operation;
import com.resultity.ports.access.Target;
import com.resultity.ports.journal.Outcome;
import com.resultity.ports.nodes.NodeReader;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The nodes of an account. */
public final class AccountNodeRoutes implements Routes {
  private static final String NODES = AccountRoutes.ACCOUNT + "/nodes";

  private final NodeReader nodes;

  public AccountNodeRoutes(NodeReader nodes) {
    this.nodes = nodes;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        new Route.Query(
            Operation.LIST_ACCOUNT_NODES, NODES, AccountNodeRoutes::account, this::list),
        change(Operation.ADOPT_NODE, NODES, AccountNodeRoutes::adopt, NodeRoutes::adopted),
        change(
            Operation.OFFER_NODE,
            NODES + "/{nodeId}:offer",
            (call, body) ->
                new OfferNode(
                    call.node("nodeId"),
                    call.id("accountId"),
                    body.orNull("toAccountId", body::id)),
            AccountNodeRoutes::offered),
        change(
            Operation.RELEASE_NODE,
            NODES + "/{nodeId}:release",
            (call, _) -> new ReleaseNode(call.node("nodeId"), call.id("accountId")),
            NodeRoutes::unbound));
  }

  private static <C extends Command> Route change(
      Operation operation,
      String path,
      BiFunction<Call, Body, C> command,
      Function<Outcome.Done, Reply> answer) {
    return new Route.Change<>(
        HttpMethod.POST,
        operation,
        path,
        AccountNodeRoutes::account,
        command,
        (_, done) -> answer.apply(done));
  }

  private static Target account(Call call) {
    return new Target.OfAccount(call.id("accountId"));
  }

  private static BindNode adopt(Call call, Body body) {
    NodeId node = new NodeId(body.text("nodeId"));
    return new BindNode(
        NodeBody.envelope(node, body),
        call.id("accountId"),
        new Consent.OfPrincipal(),
        NodeBody.signature(body));
  }

  private static Reply offered(Outcome.Done done) {
    NodeOffered offered = done.get(NodeOffered.class);
    return Reply.ok(
        new Json()
            .object()
            .field("nodeId", offered.nodeId().address())
            .field("toAccountId", offered.toAccountId())
            .end());
  }

  private Future<Reply> list(Call call) {
    int limit = call.limit(100, 1000);
    // One more than the limit tells whether there is another page.
    return nodes
        .list(call.id("accountId"), call.nodeOrNull("cursor"), limit + 1)
        .map(found -> page(found, limit, NodeRoutes.isConfidant(call)));
  }

  private static Reply page(List<Node> found, int limit, boolean confidential) {
    List<Node> page = found.subList(0, Math.min(limit, found.size()));
    Json out = new Json().object().array("items");
    for (Node node : page) {
      NodeJson.write(out.object(), node, confidential);
      out.end();
    }
    out.endArray();
    if (found.size() > limit) {
      out.field("nextCursor", page.getLast().id().address());
    }
    return Reply.ok(out.end());
  }
}
