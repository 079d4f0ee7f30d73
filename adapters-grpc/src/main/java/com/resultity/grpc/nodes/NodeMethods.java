package com.resultity.grpc.nodes;

import com.resultity.domain.network.Network;
import com.resultity.domain.nodes.Node;
import com.resultity.domain.nodes.NodeCommand.MoveSigned;
import com.resultity.domain.nodes.NodeCommand.RegisterNode;
import com.resultity.domain.nodes.NodeCommand.SyncNode;
import com.resultity.domain.nodes.NodeId;
import com.resultity.domain.nodes.NodeMove;
import com.resultity.domain.nodes.NodeProfile;
import com.resultity.domain.nodes.NodeRecord.NodeChanged;
import com.resultity.domain.nodes.NodeRecord.NodeMoved;
import com.resultity.domain.nodes.NodeRecord.NodeRegistered;
import com.resultity.domain.nodes.NodeStatus;
import com.resultity.domain.nodes.SyncReport;
import com.resultity.grpc.calls.Area;
import com.resultity.grpc.calls.Ask;
import com.resultity.grpc.calls.Input;
import com.resultity.grpc.calls.Render;
import com.resultity.grpc.calls.Unary;
import com.resultity.grpc.nodes.v1.GetMessageTypesRequest;
import com.resultity.grpc.nodes.v1.GetMessageTypesResponse;
import com.resultity.grpc.nodes.v1.GetNodeRequest;
import com.resultity.grpc.nodes.v1.GetNodeResponse;
import com.resultity.grpc.nodes.v1.ListAccountNodesRequest;
import com.resultity.grpc.nodes.v1.ListAccountNodesResponse;
import com.resultity.grpc.nodes.v1.MovedNode;
import com.resultity.grpc.nodes.v1.NodesProto;
import com.resultity.grpc.nodes.v1.PauseNodeRequest;
import com.resultity.grpc.nodes.v1.PauseNodeResponse;
import com.resultity.grpc.nodes.v1.RegisterNodeRequest;
import com.resultity.grpc.nodes.v1.RegisterNodeResponse;
import com.resultity.grpc.nodes.v1.ResumeNodeRequest;
import com.resultity.grpc.nodes.v1.ResumeNodeResponse;
import com.resultity.grpc.nodes.v1.RetireNodeRequest;
import com.resultity.grpc.nodes.v1.RetireNodeResponse;
import com.resultity.grpc.nodes.v1.SignedMessage;
import com.resultity.grpc.nodes.v1.SyncNodeRequest;
import com.resultity.grpc.nodes.v1.SyncNodeResponse;
import com.resultity.ports.access.Operation;
import com.resultity.ports.access.Principal;
import com.resultity.ports.access.Target;
import com.resultity.ports.errors.ErrorCode;
import com.resultity.ports.errors.Fault;
import com.resultity.ports.journal.IdSource;
import com.resultity.ports.journal.Outcome.Done;
import com.resultity.ports.nodes.MessageTypes;
import com.resultity.ports.nodes.NodeReader;
import com.resultity.ports.nodes.SyncNodes;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** The methods of {@code resultity.nodes.v1.Nodes}: those that nodes sign, and look-ups. */
public final class NodeMethods {
  static final Target EVERYTHING = new Target.Everything();

  private static final int MAX_NAME = 100;

  private final NodeReader nodes;
  private final SyncNodes sync;
  private final BindingMethods bindings;
  private final JudgementMethods judgements;

  public NodeMethods(NodeReader nodes, SyncNodes sync, IdSource ids) {
    this.nodes = nodes;
    this.sync = sync;
    this.bindings = new BindingMethods();
    this.judgements = new JudgementMethods(ids);
  }

  public Area area() {
    List<Unary<?, ?>> all = new ArrayList<>();
    all.add(
        new Unary<>(
            Operation.GET_MESSAGE_TYPES, GetMessageTypesRequest.parser(), NodeMethods::types));
    all.add(
        new Unary<>(Operation.REGISTER_NODE, RegisterNodeRequest.parser(), NodeMethods::register));
    all.add(new Unary<>(Operation.GET_NODE, GetNodeRequest.parser(), this::get));
    all.add(
        new Unary<>(Operation.LIST_ACCOUNT_NODES, ListAccountNodesRequest.parser(), this::list));
    all.add(new Unary<>(Operation.SYNC_NODE, SyncNodeRequest.parser(), this::sync));
    all.add(new Unary<>(Operation.PAUSE_NODE, PauseNodeRequest.parser(), NodeMethods::pause));
    all.add(new Unary<>(Operation.RESUME_NODE, ResumeNodeRequest.parser(), NodeMethods::resume));
    all.add(new Unary<>(Operation.RETIRE_NODE, RetireNodeRequest.parser(), NodeMethods::retire));
    all.addAll(bindings.methods());
    all.addAll(judgements.methods());
    return new Area(NodesProto.getDescriptor().findServiceByName("Nodes"), all, List.of());
  }

  private static Ask<GetMessageTypesResponse> types(GetMessageTypesRequest request) {
    return new Ask.Look<>(
        new Target.Shared(),
        () ->
            Future.succeededFuture(
                GetMessageTypesResponse.newBuilder().setJson(MessageTypes.json()).build()));
  }

  private static Ask<RegisterNodeResponse> register(RegisterNodeRequest request) {
    Input in = new Input();
    NodeId node = in.node("node_id", request.getNodeId());
    NodeProfile profile = NodeInput.profile(in, request.hasProfile(), request.getProfile());
    RegisterNode command =
        new RegisterNode(
            NodeInput.envelope(in, node, request.hasMessage(), request.getMessage()),
            profile,
            NodeInput.signature(in, "message.signature", request.getMessage().getSignature()));
    in.check();
    return new Ask.Change<>(EVERYTHING, command, NodeMethods::registered);
  }

  private static RegisterNodeResponse registered(Done done) {
    RegisterNodeResponse.Builder out = RegisterNodeResponse.newBuilder();
    for (var recorded : done.records()) {
      switch (recorded.fact()) {
        case NodeRegistered r ->
            out.setNodeId(r.nodeId().address())
                .setProfile(NodeRender.profile(r.profile()))
                .setStatus(NodeRender.status(NodeStatus.REGISTERED));
        case NodeChanged r ->
            out.setNodeId(r.nodeId().address()).setProfile(NodeRender.profile(r.profile()));
        case NodeMoved r -> out.setStatus(NodeRender.status(r.status()));
        default -> {}
      }
    }
    return out.build();
  }

  private Ask<GetNodeResponse> get(GetNodeRequest request) {
    Input in = new Input();
    NodeId node = in.node("node_id", request.getNodeId());
    in.check();
    return new Ask.Look<>(
        EVERYTHING,
        principal ->
            nodes
                .view(node)
                .map(found -> found.orElseThrow(() -> new Fault(ErrorCode.NODE_NOT_FOUND)))
                .map(view ->
                    GetNodeResponse.newBuilder()
                        .setNode(NodeRender.node(view, principal.role()))
                        .build()));
  }

  private Ask<ListAccountNodesResponse> list(ListAccountNodesRequest request) {
    Input in = new Input();
    UUID account = in.id("account_id", request.getAccountId());
    int limit = in.limit(request.hasLimit(), request.getLimit());
    NodeId after = request.hasCursor() ? in.node("cursor", request.getCursor()) : null;
    in.check();
    // One more than the limit tells whether there is another page.
    return new Ask.Look<>(
        new Target.OfAccount(account),
        principal ->
            nodes.list(account, after, limit + 1).map(found -> page(found, limit, principal)));
  }

  private static ListAccountNodesResponse page(List<Node> found, int limit, Principal principal) {
    ListAccountNodesResponse.Builder out = ListAccountNodesResponse.newBuilder();
    found.stream()
        .limit(limit)
        .forEach(node -> out.addNodes(NodeRender.node(node, principal.role())));
    if (found.size() > limit) {
      out.setNextCursor(found.get(limit - 1).id().address());
    }
    return out.build();
  }

  private Ask<SyncNodeResponse> sync(SyncNodeRequest request) {
    Input in = new Input();
    NodeId node = in.node("node_id", request.getNodeId());
    Network network =
        in.known("network", Render.networkOrNull(request.getNetwork()), Network.TESTNET);
    SyncReport report =
        new SyncReport(
            network,
            in.digest("configuration", request.getConfiguration()),
            in.text("runtime", request.getRuntime(), MAX_NAME),
            in.text("runtime_version", request.getRuntimeVersion(), MAX_NAME),
            NodeInput.models(in, request.getModelsList()));
    SyncNode command =
        new SyncNode(
            NodeInput.envelope(in, node, request.hasMessage(), request.getMessage()),
            report,
            NodeInput.signature(in, "message.signature", request.getMessage().getSignature()));
    in.check();
    return new Ask.Act<>(
        EVERYTHING,
        caller ->
            sync.run(caller, command)
                .map(synced -> new Ask.Acted<>(NodeRender.synced(synced), synced.replayed())));
  }

  private static Ask<PauseNodeResponse> pause(PauseNodeRequest request) {
    return move(
        NodeMove.PAUSE,
        request.getNodeId(),
        request.hasMessage(),
        request.getMessage(),
        moved -> PauseNodeResponse.newBuilder().setMoved(moved).build());
  }

  private static Ask<ResumeNodeResponse> resume(ResumeNodeRequest request) {
    return move(
        NodeMove.RESUME,
        request.getNodeId(),
        request.hasMessage(),
        request.getMessage(),
        moved -> ResumeNodeResponse.newBuilder().setMoved(moved).build());
  }

  private static Ask<RetireNodeResponse> retire(RetireNodeRequest request) {
    return move(
        NodeMove.RETIRE,
        request.getNodeId(),
        request.hasMessage(),
        request.getMessage(),
        moved -> RetireNodeResponse.newBuilder().setMoved(moved).build());
  }

  private static <A> Ask<A> move(
      NodeMove move,
      String nodeId,
      boolean present,
      SignedMessage message,
      Function<MovedNode, A> answer) {
    Input in = new Input();
    NodeId node = in.node("node_id", nodeId);
    MoveSigned command =
        new MoveSigned(
            NodeInput.envelope(in, node, present, message),
            move,
            NodeInput.signature(in, "message.signature", message.getSignature()));
    in.check();
    return new Ask.Change<>(
        EVERYTHING, command, done -> answer.apply(NodeRender.moved(done.get(NodeMoved.class))));
  }
}
