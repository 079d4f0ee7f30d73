package com.resultity.http.jobs;

import com.resultity.domain.jobs.JobStatus;
import com.resultity.domain.network.Network;
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
import com.resultity.ports.jobs.JobPage;
import com.resultity.ports.jobs.JobPages;
import com.resultity.ports.jobs.JobQuery;
import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;

/** Lists of jobs. */
public final class JobListRoutes implements Routes {
  private final JobPages pages;

  public JobListRoutes(JobPages pages) {
    this.pages = pages;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        new Route.Query(Operation.LIST_JOBS, "/v1/jobs", JobListRoutes::target, this::list));
  }

  /** A narrowed token must name a namespace that is its own. */
  static Target target(Call call) {
    UUID namespaceId = call.idOrNull("namespaceId");
    return namespaceId == null ? new Target.Everything() : new Target.OfNamespace(namespaceId);
  }

  private Future<Reply> list(Call call) {
    UUID namespaceId = call.idOrNull("namespaceId");
    if (namespaceId != null && call.from(Role.NETWORK)) {
      // It would tell who pays for a job, and that nobody does.
      throw new Fault(ErrorCode.PERMISSION_DENIED);
    }
    JobQuery query =
        new JobQuery(
            namespaceId,
            call.nodeOrNull("nodeId"),
            call.nameOrNull("model"),
            call.codeOrNull("state", JobStatus.class),
            call.codeOrNull("network", Network.class),
            call.time("from"),
            call.time("to"),
            call.cursor(),
            call.limit(100, 1000));
    return pages.list(query).map(page -> render(call, page));
  }

  private static Reply render(Call call, JobPage page) {
    Json out = new Json().object().array("items");
    page.jobs().forEach(job -> JobJson.write(out, JobJson.seenBy(call, job)));
    out.endArray();
    UUID next = page.next();
    return Reply.ok(out.field("nextCursor", next == null ? null : Call.cursorAfter(next)).end());
  }
}
