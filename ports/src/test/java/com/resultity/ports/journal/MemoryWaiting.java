package com.resultity.ports.journal;

import com.resultity.domain.jobs.Job;
import com.resultity.domain.jobs.JobState;
import com.resultity.domain.nodes.NodeId;
import com.resultity.ports.jobs.Lane;
import com.resultity.ports.jobs.WaitingReader;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Waiting jobs in memory. */
final class MemoryWaiting implements WaitingReader {
  private static final UUID BLIND = new UUID(0, 0);

  private final MemoryTables tables;

  MemoryWaiting(MemoryTables tables) {
    this.tables = tables;
  }

  @Override
  public Future<List<Job>> listWaiting(Lane lane, @Nullable UUID after, Instant at, int limit) {
    List<List<Job>> namespaces =
        queued(lane)
            .filter(job -> after == null || owner(job).compareTo(after) > 0)
            .collect(Collectors.groupingBy(MemoryWaiting::owner, TreeMap::new, Collectors.toList()))
            .values()
            .stream()
            .limit(limit)
            .toList();
    return Future.succeededFuture(
        namespaces.stream()
            .flatMap(own ->
                own.stream()
                    .filter(job -> !readyAt(job).isAfter(at) && !job.due(at))
                    .sorted(Comparator.comparing(MemoryWaiting::readyAt))
                    .limit(Math.max(1, limit / namespaces.size())))
            .toList());
  }

  @Override
  public Future<Optional<Job>> findClaimed(NodeId nodeId, UUID claimId) {
    return Future.succeededFuture(
        all()
            .filter(job ->
                job.state() instanceof JobState.Dispatched s
                    && s.nodeId().equals(nodeId)
                    && claimId.equals(s.claimId()))
            .findFirst());
  }

  private Stream<Job> queued(Lane lane) {
    return all()
        .filter(job -> job.state() instanceof JobState.Queued)
        .filter(job ->
            lane.equals(new Lane(job.spec().network(), job.spec().model(), job.spec().priority())));
  }

  private Stream<Job> all() {
    synchronized (tables) {
      return tables.slots().values().stream()
          .flatMap(rows -> List.copyOf(rows.jobs.values()).stream())
          .toList()
          .stream();
    }
  }

  private static UUID owner(Job job) {
    UUID namespaceId = job.spec().namespaceId();
    return namespaceId == null ? BLIND : namespaceId;
  }

  private static Instant readyAt(Job job) {
    return ((JobState.Queued) job.state()).readyAt();
  }
}
