package com.resultity.http.jobs;

import com.resultity.domain.network.Network;
import com.resultity.http.Call;
import com.resultity.http.Json;
import com.resultity.http.Reply;
import com.resultity.http.Route;
import com.resultity.http.Routes;
import com.resultity.ports.access.Operation;
import com.resultity.ports.access.Target;
import com.resultity.ports.jobs.QueueLine;
import com.resultity.ports.jobs.QueueReader;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** How much waits for nodes. */
public final class QueueRoutes implements Routes {
  private final QueueReader queue;
  private final InstantSource clock;

  public QueueRoutes(QueueReader queue, InstantSource clock) {
    this.queue = queue;
    this.clock = clock;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        new Route.Query(
            Operation.GET_QUEUE,
            "/v1/networks/{network}/queue",
            _ -> new Target.Shared(),
            this::get));
  }

  private Future<Reply> get(Call call) {
    Network network = call.network("network");
    Instant now = clock.instant();
    return queue
        .list(network)
        .map(lines -> {
          Json out = new Json().object().field("network", network.code()).field("asOf", now);
          out.array("items");
          lines.forEach(line -> write(out, line, now));
          return Reply.ok(out.endArray().end());
        });
  }

  private static void write(Json out, QueueLine line, Instant now) {
    out.object();
    out.field("model", line.model());
    out.field("priority", line.priority().code());
    out.field("waiting", line.waiting());
    out.field("dispatched", line.dispatched());
    Instant oldest = line.oldestWaiting();
    if (oldest != null) {
      // Its block may be of a moment after the question.
      out.field("oldestWaitingMs", Math.max(0, Duration.between(oldest, now).toMillis()));
    }
    out.end();
  }
}
