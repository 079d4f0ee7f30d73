package com.resultity.grpc.nodes;

import com.resultity.domain.accounts.WalletAddress;
import com.resultity.domain.nodes.Envelope;
import com.resultity.domain.nodes.NodeCommand;
import com.resultity.domain.nodes.NodeCommand.Consent;
import com.resultity.domain.nodes.NodeId;
import com.resultity.domain.nodes.NodeRecord.NodeBound;
import com.resultity.domain.nodes.NodeRecord.NodeOffered;
import com.resultity.domain.nodes.NodeRecord.NodeUnbound;
import com.resultity.domain.nodes.NodeSignature;
import com.resultity.grpc.calls.Ask;
import com.resultity.grpc.calls.Input;
import com.resultity.grpc.calls.Render;
import com.resultity.grpc.calls.Unary;
import com.resultity.grpc.nodes.v1.AdoptNodeRequest;
import com.resultity.grpc.nodes.v1.AdoptNodeResponse;
import com.resultity.grpc.nodes.v1.BindNodeRequest;
import com.resultity.grpc.nodes.v1.BindNodeResponse;
import com.resultity.grpc.nodes.v1.OfferNodeRequest;
import com.resultity.grpc.nodes.v1.OfferNodeResponse;
import com.resultity.grpc.nodes.v1.ReleaseNodeRequest;
import com.resultity.grpc.nodes.v1.ReleaseNodeResponse;
import com.resultity.grpc.nodes.v1.UnbindNodeRequest;
import com.resultity.grpc.nodes.v1.UnbindNodeResponse;
import com.resultity.ports.access.Operation;
import com.resultity.ports.access.Target;
import com.resultity.ports.journal.Outcome.Done;
import java.util.List;
import java.util.UUID;

/** The methods of {@code resultity.nodes.v1.Nodes} about whose a node is. */
final class BindingMethods {
  List<Unary<?, ?>> methods() {
    return List.of(
        new Unary<>(Operation.ADOPT_NODE, AdoptNodeRequest.parser(), BindingMethods::adopt),
        new Unary<>(Operation.BIND_NODE, BindNodeRequest.parser(), BindingMethods::bind),
        new Unary<>(Operation.UNBIND_NODE, UnbindNodeRequest.parser(), BindingMethods::unbind),
        new Unary<>(Operation.OFFER_NODE, OfferNodeRequest.parser(), BindingMethods::offer),
        new Unary<>(Operation.RELEASE_NODE, ReleaseNodeRequest.parser(), BindingMethods::release));
  }

  private static Ask<AdoptNodeResponse> adopt(AdoptNodeRequest request) {
    Input in = new Input();
    UUID account = in.id("account_id", request.getAccountId());
    NodeId node = in.node("node_id", request.getNodeId());
    Envelope envelope = NodeInput.envelope(in, node, request.hasMessage(), request.getMessage());
    NodeSignature signature =
        NodeInput.signature(in, "message.signature", request.getMessage().getSignature());
    in.check();
    return new Ask.Change<>(
        new Target.OfAccount(account),
        new NodeCommand.BindNode(envelope, account, new Consent.OfPrincipal(), signature),
        done -> {
          NodeBound bound = done.get(NodeBound.class);
          return AdoptNodeResponse.newBuilder()
              .setNodeId(bound.nodeId().address())
              .setAccountId(bound.accountId().toString())
              .setBoundAt(Render.time(done.records().getFirst().at()))
              .build();
        });
  }

  private static Ask<BindNodeResponse> bind(BindNodeRequest request) {
    Input in = new Input();
    UUID account = in.id("account_id", request.getAccountId());
    NodeId node = in.node("node_id", request.getNodeId());
    Envelope envelope = NodeInput.envelope(in, node, request.hasMessage(), request.getMessage());
    NodeSignature signature =
        NodeInput.signature(in, "message.signature", request.getMessage().getSignature());
    in.require(request.hasConsent(), "consent");
    WalletAddress wallet = in.wallet("consent.address", request.getConsent().getAddress());
    NodeSignature consent =
        NodeInput.signature(in, "consent.signature", request.getConsent().getSignature());
    in.check();
    return new Ask.Change<>(
        new Target.OfAccount(account),
        new NodeCommand.BindNode(
            envelope, account, new Consent.OfWallet(wallet, consent), signature),
        done -> {
          NodeBound bound = done.get(NodeBound.class);
          return BindNodeResponse.newBuilder()
              .setNodeId(bound.nodeId().address())
              .setAccountId(bound.accountId().toString())
              .setBoundAt(Render.time(done.records().getFirst().at()))
              .build();
        });
  }

  private static Ask<UnbindNodeResponse> unbind(UnbindNodeRequest request) {
    Input in = new Input();
    NodeId node = in.node("node_id", request.getNodeId());
    NodeCommand.UnbindNode command =
        new NodeCommand.UnbindNode(
            NodeInput.envelope(in, node, request.hasMessage(), request.getMessage()),
            NodeInput.signature(in, "message.signature", request.getMessage().getSignature()));
    in.check();
    return new Ask.Change<>(
        NodeMethods.EVERYTHING,
        command,
        done -> {
          NodeUnbound unbound = done.get(NodeUnbound.class);
          return UnbindNodeResponse.newBuilder()
              .setNodeId(unbound.nodeId().address())
              .setAccountId(unbound.accountId().toString())
              .setUnboundAt(Render.time(done.records().getFirst().at()))
              .build();
        });
  }

  private static Ask<OfferNodeResponse> offer(OfferNodeRequest request) {
    Input in = new Input();
    UUID account = in.id("account_id", request.getAccountId());
    NodeId node = in.node("node_id", request.getNodeId());
    UUID to = in.idOrNull("to_account_id", request.hasToAccountId(), request.getToAccountId());
    in.check();
    return new Ask.Change<>(
        new Target.OfAccount(account),
        new NodeCommand.OfferNode(node, account, to),
        BindingMethods::offered);
  }

  private static OfferNodeResponse offered(Done done) {
    NodeOffered offered = done.get(NodeOffered.class);
    OfferNodeResponse.Builder out =
        OfferNodeResponse.newBuilder().setNodeId(offered.nodeId().address());
    if (offered.toAccountId() != null) {
      out.setToAccountId(offered.toAccountId().toString());
    }
    return out.build();
  }

  private static Ask<ReleaseNodeResponse> release(ReleaseNodeRequest request) {
    Input in = new Input();
    UUID account = in.id("account_id", request.getAccountId());
    NodeId node = in.node("node_id", request.getNodeId());
    in.check();
    return new Ask.Change<>(
        new Target.OfAccount(account),
        new NodeCommand.ReleaseNode(node, account),
        done ->
            ReleaseNodeResponse.newBuilder()
                .setNodeId(node.address())
                .setAccountId(account.toString())
                .setUnboundAt(Render.time(done.records().getFirst().at()))
                .build());
  }
}
