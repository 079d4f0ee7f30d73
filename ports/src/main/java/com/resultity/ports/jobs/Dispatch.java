package com.resultity.ports.jobs;

import com.resultity.domain.jobs.Job;
import com.resultity.domain.jobs.JobCommand.DispatchJob;
import com.resultity.domain.jobs.NodeCheck;
import com.resultity.domain.journal.Command;
import com.resultity.domain.nodes.NodeId;
import com.resultity.ports.errors.ErrorCode;
import com.resultity.ports.errors.Fault;
import com.resultity.ports.journal.Preparation;
import com.resultity.ports.nodes.NodeDirectory;
import com.resultity.ports.nodes.Seen;
import io.vertx.core.Future;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Checks nodes for jobs: what the registry says goes into the command that is then decided. */
public final class Dispatch implements Preparation {
  private final JobReader jobs;
  private final NodeDirectory nodes;

  public Dispatch(JobReader jobs, NodeDirectory nodes) {
    this.jobs = jobs;
    this.nodes = nodes;
  }

  /** Asks the registry about the node of a dispatch; other commands are complete. */
  @Override
  public Future<Command> prepare(Command command) {
    return command instanceof DispatchJob dispatch && dispatch.check() == null
        ? check(dispatch.jobId(), dispatch.nodeId())
        : Future.succeededFuture(command);
  }

  private Future<Command> check(UUID jobId, NodeId nodeId) {
    return jobs.find(jobId)
        .compose(found ->
            found
                .map(job ->
                    nodes
                        .profile(nodeId)
                        .compose(profile -> prepare(job, nodeId, profile, null))
                        .onSuccess(_ -> saw(job, nodeId)))
                .orElseGet(() -> Future.succeededFuture(new DispatchJob(jobId, nodeId))))
        .map(Command.class::cast);
  }

  /** The command that gives a waiting job to a node that claims. */
  Future<DispatchJob> prepare(
      Job job, NodeId nodeId, NodeDirectory.Profile profile, @Nullable UUID claimId) {
    List<String> reasons = profile.whyNot(job.spec());
    return others(job, nodeId)
        .map(others -> new DispatchJob(job.id(), nodeId, new NodeCheck(reasons, others), claimId));
  }

  // Whether a node that has not tried the job may have it instead of this one, which has.
  private Future<Boolean> others(Job job, NodeId nodeId) {
    if (!job.triedBy(nodeId)) {
      return Future.succeededFuture(true);
    }
    return nodes
        .listCandidates(job.spec(), job.ended().size() + 1)
        .map(found -> !found.stream().allMatch(job::triedBy));
  }

  private void saw(Job job, NodeId nodeId) {
    nodes.saw(nodeId, new Seen(job.spec().network(), Set.of(job.spec().model())));
  }

  /**
   * Nodes that may have a job, best first; those that have tried it come last.
   *
   * <p>Fails with {@code JOB_NOT_FOUND}.
   */
  public Future<List<NodeId>> listCandidates(UUID jobId, int limit) {
    return jobs.find(jobId)
        .map(found -> found.orElseThrow(() -> new Fault(ErrorCode.JOB_NOT_FOUND)))
        .compose(job ->
            nodes
                .listCandidates(job.spec(), limit + job.ended().size())
                .map(found ->
                    found.stream()
                        .sorted(Comparator.comparing(job::triedBy))
                        .limit(limit)
                        .toList()));
  }
}
