package com.resultity.grpc.jobs;

import com.resultity.domain.jobs.JobStatus;
import com.resultity.domain.network.Network;
import com.resultity.domain.nodes.NodeId;
import com.resultity.grpc.calls.Ask;
import com.resultity.grpc.calls.Input;
import com.resultity.grpc.calls.Render;
import com.resultity.grpc.calls.Unary;
import com.resultity.grpc.jobs.v1.GetQueueRequest;
import com.resultity.grpc.jobs.v1.GetQueueResponse;
import com.resultity.grpc.jobs.v1.GetUsageRequest;
import com.resultity.grpc.jobs.v1.GetUsageResponse;
import com.resultity.grpc.jobs.v1.ListJobsRequest;
import com.resultity.grpc.jobs.v1.ListJobsResponse;
import com.resultity.grpc.network.v1.NetworkName;
import com.resultity.ports.access.Operation;
import com.resultity.ports.access.Role;
import com.resultity.ports.access.Target;
import com.resultity.ports.errors.ErrorCode;
import com.resultity.ports.errors.Fault;
import com.resultity.ports.jobs.JobPages;
import com.resultity.ports.jobs.JobQuery;
import com.resultity.ports.jobs.QueueReader;
import com.resultity.ports.jobs.UsageDimension;
import com.resultity.ports.jobs.UsageQuery;
import com.resultity.ports.jobs.UsageReader;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The methods of {@code resultity.jobs.v1.Jobs} that list and add up. */
public final class JobReads {
  private static final int MAX_NAME = 200;

  private final JobPages pages;
  private final UsageReader usage;
  private final QueueReader queue;
  private final InstantSource clock;

  public JobReads(JobPages pages, UsageReader usage, QueueReader queue, InstantSource clock) {
    this.pages = pages;
    this.usage = usage;
    this.queue = queue;
    this.clock = clock;
  }

  List<Unary<?, ?>> methods() {
    return List.of(
        new Unary<>(Operation.LIST_JOBS, ListJobsRequest.parser(), this::listJobs),
        new Unary<>(Operation.GET_USAGE, GetUsageRequest.parser(), this::getUsage),
        new Unary<>(Operation.GET_QUEUE, GetQueueRequest.parser(), this::getQueue));
  }

  private Ask<ListJobsResponse> listJobs(ListJobsRequest request) {
    Input in = new Input();
    UUID namespace =
        in.idOrNull("namespace_id", request.hasNamespaceId(), request.getNamespaceId());
    NodeId node = request.hasNodeId() ? in.node("node_id", request.getNodeId()) : null;
    String model = in.textOrNull("model", request.hasModel(), request.getModel(), MAX_NAME);
    JobStatus state =
        request.hasState()
            ? in.known("state", JobMessages.status(request.getState()), JobStatus.QUEUED)
            : null;
    Network network = network(in, request.hasNetwork(), request.getNetwork());
    Instant from = in.timeOrNull("from", request.hasFrom(), request.getFrom());
    Instant to = in.timeOrNull("to", request.hasTo(), request.getTo());
    UUID before = in.idOrNull("cursor", request.hasCursor(), request.getCursor());
    int limit = in.limit(request.hasLimit(), request.getLimit());
    in.check();
    JobQuery query = new JobQuery(namespace, node, model, state, network, from, to, before, limit);
    return new Ask.Look<>(
        target(namespace),
        principal -> {
          // Whose a job is would tell which are billed.
          if (namespace != null && principal.role() == Role.NETWORK) {
            throw new Fault(ErrorCode.PERMISSION_DENIED);
          }
          return pages.list(query).map(page -> JobReadMessages.page(page, principal.role()));
        });
  }

  private Ask<GetUsageResponse> getUsage(GetUsageRequest request) {
    Input in = new Input();
    Set<UsageDimension> groupBy = EnumSet.noneOf(UsageDimension.class);
    List<UsageDimension> ordered =
        request.getGroupByList().stream()
            .map(each -> in.known("group_by", JobReadMessages.dimension(each), UsageDimension.DAY))
            .toList();
    if (ordered.isEmpty() || !ordered.stream().allMatch(groupBy::add)) {
      in.reject("group_by", "must name at least one, each once");
    }
    Instant from = in.time("from", request.hasFrom(), request.getFrom());
    Instant to = in.time("to", request.hasTo(), request.getTo());
    if (!UsageQuery.inOrder(from, to)) {
      in.reject("to", "must be after from, by at most " + UsageQuery.LONGEST.toDays() + " days");
    }
    UUID namespace =
        in.idOrNull("namespace_id", request.hasNamespaceId(), request.getNamespaceId());
    NodeId node = request.hasNodeId() ? in.node("node_id", request.getNodeId()) : null;
    String model = in.textOrNull("model", request.hasModel(), request.getModel(), MAX_NAME);
    Network network = network(in, request.hasNetwork(), request.getNetwork());
    in.check();
    UsageQuery query = new UsageQuery(ordered, from, to, namespace, node, model, network);
    return new Ask.Look<>(target(namespace), () -> usage.list(query).map(JobReadMessages::usage));
  }

  private Ask<GetQueueResponse> getQueue(GetQueueRequest request) {
    Input in = new Input();
    Network network =
        in.known("network", Render.networkOrNull(request.getNetwork()), Network.TESTNET);
    in.check();
    Instant now = clock.instant();
    return new Ask.Look<>(
        new Target.Shared(),
        () -> queue.list(network).map(lines -> JobReadMessages.queue(lines, now)));
  }

  private static @Nullable Network network(Input in, boolean present, NetworkName name) {
    return present ? in.known("network", Render.networkOrNull(name), Network.TESTNET) : null;
  }

  private static Target target(@Nullable UUID namespaceId) {
    return namespaceId == null ? new Target.Everything() : new Target.OfNamespace(namespaceId);
  }
}
