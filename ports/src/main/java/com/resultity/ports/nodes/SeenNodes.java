package com.resultity.ports.nodes;

import com.resultity.domain.jobs.JobSpec;
import com.resultity.domain.nodes.NodeId;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The nodes that this instance has seen at work lately, where no node is registered: any node may
 * have any job, and those that asked for its kind are candidates, longest silent first.
 */
public final class SeenNodes implements NodeDirectory {
  /** How long a node is remembered. */
  public static final Duration MEMORY = Duration.ofMinutes(10);

  private static final int MOST = 100_000;
  private static final Profile ANY = _ -> List.of();

  private record Sight(Seen seen, Instant at) {}

  private final Map<NodeId, Sight> sights = new ConcurrentHashMap<>();
  private final InstantSource clock;

  public SeenNodes(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Future<Profile> profile(NodeId nodeId) {
    return Future.succeededFuture(ANY);
  }

  @Override
  public Future<List<NodeId>> listCandidates(JobSpec spec, int limit) {
    Instant since = clock.instant().minus(MEMORY);
    return Future.succeededFuture(
        sights.entrySet().stream()
            .filter(each -> each.getValue().at().isAfter(since))
            .filter(each -> each.getValue().seen().covers(spec.network(), spec.model()))
            .sorted(
                Map.Entry.<NodeId, Sight>comparingByValue(Comparator.comparing(Sight::at))
                    .thenComparing(each -> each.getKey().address()))
            .limit(limit)
            .map(Map.Entry::getKey)
            .toList());
  }

  @Override
  public void saw(NodeId nodeId, Seen seen) {
    if (sights.size() >= MOST) {
      Instant since = clock.instant().minus(MEMORY);
      sights.values().removeIf(sight -> !sight.at().isAfter(since));
    }
    if (sights.size() < MOST) {
      sights.put(nodeId, new Sight(seen, clock.instant()));
    }
  }
}
