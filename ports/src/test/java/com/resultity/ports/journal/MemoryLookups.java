package com.resultity.ports.journal;

import com.resultity.domain.jobs.Job;
import com.resultity.domain.jobs.JobState;
import com.resultity.domain.jobs.JobStatus;
import com.resultity.domain.network.Network;
import com.resultity.domain.network.Priority;
import com.resultity.domain.nodes.NodeId;
import com.resultity.ports.errors.ErrorCode;
import com.resultity.ports.errors.Fault;
import com.resultity.ports.jobs.JobPage;
import com.resultity.ports.jobs.JobQuery;
import com.resultity.ports.jobs.QueueLine;
import com.resultity.ports.jobs.UsageDimension;
import com.resultity.ports.jobs.UsageLine;
import com.resultity.ports.jobs.UsageQuery;
import com.resultity.ports.jobs.UsageReader;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Lists and sums of jobs, by looking at all of them. */
record MemoryLookups(List<Job> jobs) {

  JobPage page(JobQuery query) {
    List<Job> found =
        jobs.stream()
            .filter(job -> query.before() == null || job.id().compareTo(query.before()) < 0)
            .filter(asks(query.namespaceId(), job -> job.spec().namespaceId()))
            .filter(asks(query.nodeId(), Job::node))
            .filter(asks(query.model(), job -> job.spec().model()))
            .filter(asks(query.state(), job -> JobStatus.of(job.state())))
            .filter(asks(query.network(), job -> job.spec().network()))
            .filter(job -> query.from() == null || !job.submittedAt().isBefore(query.from()))
            .filter(job -> query.to() == null || job.submittedAt().isBefore(query.to()))
            .sorted(Comparator.comparing(Job::id).reversed())
            .limit(query.limit() + 1L)
            .toList();
    return found.size() > query.limit()
        ? new JobPage(found.subList(0, query.limit()), found.get(query.limit() - 1).id())
        : new JobPage(found, null);
  }

  private static <V> Predicate<Job> asks(@Nullable V wanted, Function<Job, @Nullable V> part) {
    return job -> wanted == null || Objects.equals(wanted, part.apply(job));
  }

  List<UsageLine> usage(UsageQuery query) {
    JobQuery counted =
        new JobQuery(
            query.namespaceId(),
            query.nodeId(),
            query.model(),
            null,
            query.network(),
            query.from(),
            query.to(),
            null,
            Integer.MAX_VALUE);
    Map<Map<UsageDimension, String>, List<Job>> groups =
        page(counted).jobs().stream()
            .filter(job -> job.state() instanceof JobState.Finished)
            .collect(Collectors.groupingBy(job -> group(job, query.groupBy())));
    if (groups.size() > UsageReader.MOST_GROUPS) {
      throw new Fault(ErrorCode.TOO_MANY_GROUPS);
    }
    return groups.entrySet().stream()
        .map(group -> line(group.getKey(), group.getValue()))
        .sorted(query.order())
        .toList();
  }

  private static Map<UsageDimension, String> group(Job job, List<UsageDimension> groupBy) {
    Map<UsageDimension, String> group = new EnumMap<>(UsageDimension.class);
    for (UsageDimension dimension : groupBy) {
      String value = value(job, dimension);
      if (value != null) {
        group.put(dimension, value);
      }
    }
    return group;
  }

  private static @Nullable String value(Job job, UsageDimension dimension) {
    Instant at = job.submittedAt();
    NodeId node = job.node();
    return switch (dimension) {
      case DAY -> at.atOffset(ZoneOffset.UTC).toLocalDate().toString();
      case HOUR -> at.truncatedTo(ChronoUnit.HOURS).toString();
      case NAMESPACE -> text(job.spec().namespaceId());
      case KEY -> text(job.spec().keyId());
      case MODEL -> job.spec().model();
      case NODE -> node == null ? null : node.address();
    };
  }

  private static @Nullable String text(@Nullable UUID id) {
    return id == null ? null : id.toString();
  }

  private static UsageLine line(Map<UsageDimension, String> group, Collection<Job> jobs) {
    return new UsageLine(
        group,
        count(jobs, JobStatus.COMPLETED),
        count(jobs, JobStatus.FAILED),
        count(jobs, JobStatus.CANCELLED),
        count(jobs, JobStatus.EXPIRED),
        sum(jobs, done -> done.result().tokensIn()),
        sum(jobs, done -> done.result().tokensOut()),
        sum(jobs, done -> done.result().durationMs()),
        sum(jobs, JobState.Completed::charged));
  }

  private static long count(Collection<Job> jobs, JobStatus status) {
    return jobs.stream().filter(job -> JobStatus.of(job.state()) == status).count();
  }

  private static long sum(Collection<Job> jobs, ToLongFunction<JobState.Completed> part) {
    return jobs.stream()
        .map(Job::state)
        .filter(JobState.Completed.class::isInstance)
        .map(JobState.Completed.class::cast)
        .mapToLong(part)
        .sum();
  }

  private record Lane(String model, Priority priority) {}

  List<QueueLine> queue(Network network) {
    return jobs.stream()
        .filter(job -> job.spec().network() == network)
        .filter(job -> !(job.state() instanceof JobState.Finished))
        .collect(Collectors.groupingBy(job -> new Lane(job.spec().model(), job.spec().priority())))
        .entrySet()
        .stream()
        .map(lane -> line(lane.getKey(), lane.getValue()))
        .sorted(QueueLine.ORDER)
        .toList();
  }

  private static QueueLine line(Lane lane, Collection<Job> jobs) {
    return new QueueLine(
        lane.model(),
        lane.priority(),
        count(jobs, JobStatus.QUEUED),
        count(jobs, JobStatus.DISPATCHED),
        jobs.stream()
            .filter(job -> job.state() instanceof JobState.Queued)
            .map(Job::submittedAt)
            .min(Comparator.naturalOrder())
            .orElse(null));
  }
}
