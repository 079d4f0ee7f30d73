package com.resultity.grpc.jobs;

import com.resultity.domain.network.Network;
import com.resultity.domain.nodes.NodeId;
import com.resultity.grpc.calls.Ask;
import com.resultity.grpc.calls.Input;
import com.resultity.grpc.calls.Render;
import com.resultity.grpc.calls.Unary;
import com.resultity.grpc.jobs.v1.Candidate;
import com.resultity.grpc.jobs.v1.ClaimJobRequest;
import com.resultity.grpc.jobs.v1.ClaimJobResponse;
import com.resultity.grpc.jobs.v1.ListCandidatesRequest;
import com.resultity.grpc.jobs.v1.ListCandidatesResponse;
import com.resultity.ports.access.Operation;
import com.resultity.ports.access.Role;
import com.resultity.ports.access.Target;
import com.resultity.ports.jobs.Claim;
import com.resultity.ports.jobs.Dispatch;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The methods of {@code resultity.jobs.v1.Jobs} that bring jobs and nodes together. */
public final class JobMatches {
  private static final int MAX_NAME = 200;
  private static final int MAX_MODELS = 1000;

  private final Claim claim;
  private final Dispatch dispatch;

  public JobMatches(Claim claim, Dispatch dispatch) {
    this.claim = claim;
    this.dispatch = dispatch;
  }

  List<Unary<?, ?>> methods() {
    return List.of(
        new Unary<>(
            Operation.LIST_CANDIDATES, ListCandidatesRequest.parser(), this::listCandidates),
        new Unary<>(Operation.CLAIM_JOB, ClaimJobRequest.parser(), this::claimJob));
  }

  private Ask<ListCandidatesResponse> listCandidates(ListCandidatesRequest request) {
    Input in = new Input();
    UUID id = in.id("job_id", request.getJobId());
    int limit = in.limit(request.hasLimit(), request.getLimit());
    in.check();
    return new Ask.Look<>(
        new Target.OfJob(id), () -> dispatch.listCandidates(id, limit).map(JobMatches::candidates));
  }

  private static ListCandidatesResponse candidates(List<NodeId> nodes) {
    ListCandidatesResponse.Builder answer = ListCandidatesResponse.newBuilder();
    nodes.forEach(node -> answer.addCandidates(Candidate.newBuilder().setNodeId(node.address())));
    return answer.build();
  }

  private Ask<ClaimJobResponse> claimJob(ClaimJobRequest request) {
    Input in = new Input();
    NodeId node = in.node("node_id", request.getNodeId());
    Network network =
        in.known("network", Render.networkOrNull(request.getNetwork()), Network.TESTNET);
    if (request.getModelsCount() > MAX_MODELS) {
      in.reject("models", "must be at most " + MAX_MODELS);
    }
    Set<String> models = new HashSet<>();
    request.getModelsList().forEach(model -> models.add(in.text("models", model, MAX_NAME)));
    in.check();
    return new Ask.Act<>(
        new Target.Everything(),
        caller -> claim.run(caller, node, network, models).map(JobMatches::claimed));
  }

  private static Ask.Acted<ClaimJobResponse> claimed(Optional<Claim.Claimed> claimed) {
    ClaimJobResponse.Builder answer = ClaimJobResponse.newBuilder();
    claimed.ifPresent(found -> answer.setJob(JobMessages.job(found.job(), Role.NETWORK)));
    return new Ask.Acted<>(answer.build(), claimed.filter(Claim.Claimed::replayed).isPresent());
  }
}
