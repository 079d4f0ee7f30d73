package com.resultity.http.nodes;

import com.resultity.domain.accounts.WalletAddress;
import com.resultity.domain.journal.Command;
import com.resultity.domain.nodes.NodeCommand.BindNode;
import com.resultity.domain.nodes.NodeCommand.Consent;
import com.resultity.domain.nodes.NodeCommand.MoveSigned;
import com.resultity.domain.nodes.NodeCommand.RegisterNode;
import com.resultity.domain.nodes.NodeCommand.SyncNode;
import com.resultity.domain.nodes.NodeCommand.UnbindNode;
import com.resultity.domain.nodes.NodeId;
import com.resultity.domain.nodes.NodeMove;
import com.resultity.domain.nodes.NodeRecord.NodeBound;
import com.resultity.domain.nodes.NodeRecord.NodeChanged;
import com.resultity.domain.nodes.NodeRecord.NodeMoved;
import com.resultity.domain.nodes.NodeRecord.NodeRegistered;
import com.resultity.domain.nodes.NodeRecord.NodeUnbound;
import com.resultity.domain.nodes.NodeSignature;
import com.resultity.domain.nodes.NodeStatus;
import com.resultity.http.Body;
import com.resultity.http.Call;
import com.resultity.http.Json;
import com.resultity.http.Reply;
import com.resultity.http.Route;
import com.resultity.http.Routes;
import com.resultity.ports.access.Operation;
import com.resultity.ports.access.Role;
import com.resultity.ports.access.Target;
import com.resultity.ports.errors.ErrorCode;
import com.resultity.ports.errors.Fault;
import com.resultity.ports.journal.Caller;
import com.resultity.ports.journal.Outcome;
import com.resultity.ports.nodes.MessageTypes;
import com.resultity.ports.nodes.NodeReader;
import com.resultity.ports.nodes.SyncNodes;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Nodes, and what they ask for themselves, each with its signature. */
public final class NodeRoutes implements Routes {
  static final String NODES = "/v1/nodes";
  static final String NODE = NODES + "/{nodeId}";

  private final NodeReader nodes;
  private final SyncNodes sync;

  public NodeRoutes(NodeReader nodes, SyncNodes sync) {
    this.nodes = nodes;
    this.sync = sync;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        new Route.Query(
            Operation.GET_MESSAGE_TYPES,
            NODES + "/message-types",
            _ -> new Target.Shared(),
            _ -> Future.succeededFuture(Reply.ok(Json.of(MessageTypes.json())))),
        change(
            Operation.REGISTER_NODE,
            NODES,
            (_, body) -> {
              NodeId node = new NodeId(body.text("nodeId"));
              return new RegisterNode(
                  NodeBody.envelope(node, body),
                  NodeBody.profile(body.object("profile")),
                  NodeBody.signature(body));
            },
            NodeRoutes::registered),
        new Route.Query(Operation.GET_NODE, NODE, _ -> new Target.Everything(), this::get),
        new Route.Action<>(
            Operation.SYNC_NODE,
            NODE + ":sync",
            _ -> new Target.Everything(),
            this::sync,
            NodeJson::synced),
        move(Operation.PAUSE_NODE, NodeMove.PAUSE),
        move(Operation.RESUME_NODE, NodeMove.RESUME),
        move(Operation.RETIRE_NODE, NodeMove.RETIRE),
        change(Operation.BIND_NODE, NODE + ":bind", NodeRoutes::bind, NodeRoutes::bound),
        change(
            Operation.UNBIND_NODE,
            NODE + ":unbind",
            (call, body) ->
                new UnbindNode(
                    NodeBody.envelope(call.node("nodeId"), body), NodeBody.signature(body)),
            NodeRoutes::unbound));
  }

  static <C extends Command> Route change(
      Operation operation,
      String path,
      BiFunction<Call, Body, C> command,
      Function<Outcome.Done, Reply> answer) {
    return new Route.Change<>(
        HttpMethod.POST,
        operation,
        path,
        _ -> new Target.Everything(),
        command,
        (_, done) -> answer.apply(done));
  }

  private static Route move(Operation operation, NodeMove move) {
    return change(
        operation,
        NODE + ":" + move.code(),
        (call, body) ->
            new MoveSigned(
                NodeBody.envelope(call.node("nodeId"), body), move, NodeBody.signature(body)),
        NodeRoutes::moved);
  }

  static Reply moved(Outcome.Done done) {
    return Reply.ok(NodeJson.moved(done.get(NodeMoved.class)));
  }

  private static BindNode bind(Call call, Body body) {
    Body consent = body.object("consent");
    return new BindNode(
        NodeBody.envelope(call.node("nodeId"), body),
        body.id("accountId"),
        new Consent.OfWallet(
            new WalletAddress(consent.text("address")),
            new NodeSignature(consent.text("signature"))),
        NodeBody.signature(body));
  }

  private static Reply registered(Outcome.Done done) {
    Json out = new Json().object();
    String node = "";
    for (var recorded : done.records()) {
      switch (recorded.fact()) {
        case NodeRegistered r -> {
          node = r.nodeId().address();
          out.field("nodeId", node).field("status", NodeStatus.REGISTERED.code());
          NodeJson.write(out, r.profile());
        }
        case NodeChanged r -> {
          node = r.nodeId().address();
          NodeJson.write(out.field("nodeId", node), r.profile());
        }
        case NodeMoved r -> out.field("status", r.status().code());
        default -> {}
      }
    }
    return Reply.created(NODES + "/" + node, out.end());
  }

  private static Json write(NodeBound bound, Outcome.Done done) {
    return new Json()
        .object()
        .field("nodeId", bound.nodeId().address())
        .field("accountId", bound.accountId())
        .field("boundAt", done.records().getFirst().at())
        .end();
  }

  private static Reply bound(Outcome.Done done) {
    return Reply.ok(write(done.get(NodeBound.class), done));
  }

  static Reply adopted(Outcome.Done done) {
    NodeBound bound = done.get(NodeBound.class);
    return Reply.created(NODES + "/" + bound.nodeId().address(), write(bound, done));
  }

  static Reply unbound(Outcome.Done done) {
    NodeUnbound unbound = done.get(NodeUnbound.class);
    return Reply.ok(
        new Json()
            .object()
            .field("nodeId", unbound.nodeId().address())
            .field("accountId", unbound.accountId())
            .field("unboundAt", done.records().getFirst().at())
            .end());
  }

  private Future<Reply> get(Call call) {
    return nodes
        .view(call.node("nodeId"))
        .map(found -> found.orElseThrow(() -> new Fault(ErrorCode.NODE_NOT_FOUND)))
        .map(view -> Reply.ok(NodeJson.write(view, isConfidant(call))));
  }

  /** Whether who asks may know what nodes may not. */
  static boolean isConfidant(Call call) {
    return call.from(Role.ADMIN) || call.from(Role.AUDITOR);
  }

  private Future<SyncNodes.Synced> sync(Call call, Body body, Caller caller) {
    return sync.run(
        caller,
        new SyncNode(
            NodeBody.envelope(call.node("nodeId"), body),
            NodeBody.report(body),
            NodeBody.signature(body)));
  }
}
