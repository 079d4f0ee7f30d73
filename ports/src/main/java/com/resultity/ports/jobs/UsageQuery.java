package com.resultity.ports.jobs;

import com.resultity.domain.network.Network;
import com.resultity.domain.nodes.NodeId;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which jobs to add up, and how to group them. What is null excludes nothing.
 *
 * @param groupBy at least one, each once; lines are sorted by their values in this order
 * @param from the first time of submission that counts
 * @param to the first time of submission that counts no more; within {@link #LONGEST} of from
 */
public record UsageQuery(
    List<UsageDimension> groupBy,
    Instant from,
    Instant to,
    @Nullable UUID namespaceId,
    @Nullable NodeId nodeId,
    @Nullable String model,
    @Nullable Network network) {
  /** The longest window that one query may ask for. */
  public static final Duration LONGEST = Duration.ofDays(92);

  public UsageQuery {
    groupBy = List.copyOf(groupBy);
    if (!inOrder(from, to) || groupBy.isEmpty()) {
      throw new IllegalArgumentException("no groups, or a window that is empty or too long");
    }
  }

  /** By the values of the dimensions in their order; lines without one come first. */
  public Comparator<UsageLine> order() {
    return (one, other) -> {
      int order = 0;
      for (int i = 0; order == 0 && i < groupBy.size(); i++) {
        UsageDimension dimension = groupBy.get(i);
        order =
            one.group()
                .getOrDefault(dimension, "")
                .compareTo(other.group().getOrDefault(dimension, ""));
      }
      return order;
    };
  }

  /** Whether the times make a window that may be asked for. */
  public static boolean inOrder(Instant from, Instant to) {
    return from.isBefore(to) && Duration.between(from, to).compareTo(LONGEST) <= 0;
  }
}
