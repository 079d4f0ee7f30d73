package com.resultity.grpc.jobs;

import com.resultity.grpc.calls.Render;
import com.resultity.grpc.jobs.v1.GetQueueResponse;
import com.resultity.grpc.jobs.v1.GetUsageResponse;
import com.resultity.grpc.jobs.v1.ListJobsResponse;
import com.resultity.ports.access.Role;
import com.resultity.ports.jobs.JobPage;
import com.resultity.ports.jobs.QueueLine;
import com.resultity.ports.jobs.UsageDimension;
import com.resultity.ports.jobs.UsageLine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Renders lists and sums of jobs. */
final class JobReadMessages {
  private JobReadMessages() {}

  static ListJobsResponse page(JobPage page, Role role) {
    ListJobsResponse.Builder answer = ListJobsResponse.newBuilder();
    page.jobs().forEach(job -> answer.addJobs(JobMessages.job(job, role)));
    UUID next = page.next();
    return next == null ? answer.build() : answer.setNextCursor(next.toString()).build();
  }

  static GetUsageResponse usage(List<UsageLine> lines) {
    GetUsageResponse.Builder answer = GetUsageResponse.newBuilder();
    lines.forEach(line -> answer.addLines(usage(line)));
    return answer.build();
  }

  private static com.resultity.grpc.jobs.v1.UsageLine usage(UsageLine line) {
    var message =
        com.resultity.grpc.jobs.v1.UsageLine.newBuilder()
            .setCompleted(line.completed())
            .setFailed(line.failed())
            .setCancelled(line.cancelled())
            .setExpired(line.expired())
            .setTokensIn(line.tokensIn())
            .setTokensOut(line.tokensOut())
            .setDurationMs(line.durationMs())
            .setCharged(line.charged());
    line.group()
        .forEach((dimension, value) -> {
          switch (dimension) {
            case DAY -> message.setDay(value);
            case HOUR -> message.setHour(Render.time(Instant.parse(value)));
            case NAMESPACE -> message.setNamespaceId(value);
            case MODEL -> message.setModel(value);
            case NODE -> message.setNodeId(value);
            case KEY -> message.setKeyId(value);
          }
        });
    return message.build();
  }

  static @Nullable UsageDimension dimension(com.resultity.grpc.jobs.v1.UsageDimension dimension) {
    return switch (dimension) {
      case USAGE_DIMENSION_DAY -> UsageDimension.DAY;
      case USAGE_DIMENSION_HOUR -> UsageDimension.HOUR;
      case USAGE_DIMENSION_NAMESPACE -> UsageDimension.NAMESPACE;
      case USAGE_DIMENSION_MODEL -> UsageDimension.MODEL;
      case USAGE_DIMENSION_NODE -> UsageDimension.NODE;
      case USAGE_DIMENSION_KEY -> UsageDimension.KEY;
      case USAGE_DIMENSION_UNSPECIFIED, UNRECOGNIZED -> null;
    };
  }

  static GetQueueResponse queue(List<QueueLine> lines, Instant now) {
    GetQueueResponse.Builder answer = GetQueueResponse.newBuilder().setAsOf(Render.time(now));
    lines.forEach(line -> answer.addLines(queue(line, now)));
    return answer.build();
  }

  private static com.resultity.grpc.jobs.v1.QueueLine queue(QueueLine line, Instant now) {
    var message =
        com.resultity.grpc.jobs.v1.QueueLine.newBuilder()
            .setModel(line.model())
            .setPriority(JobMessages.priority(line.priority()))
            .setWaiting(line.waiting())
            .setDispatched(line.dispatched());
    Instant oldest = line.oldestWaiting();
    if (oldest != null) {
      // Its block may be of a moment after the question.
      Duration age = oldest.isBefore(now) ? Duration.between(oldest, now) : Duration.ZERO;
      message.setOldestWaiting(Render.duration(age));
    }
    return message.build();
  }
}
