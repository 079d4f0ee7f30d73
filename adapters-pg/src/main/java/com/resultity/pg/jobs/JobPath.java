package com.resultity.pg.jobs;

import com.resultity.domain.jobs.JobStatus;
import com.resultity.domain.journal.Ids;
import com.resultity.domain.network.Network;
import com.resultity.domain.nodes.NodeId;
import com.resultity.pg.Columns;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The one index by which jobs are found, chosen by what is asked so that there is one plan; what
 * else is asked is checked row by row. Without any of it every slot's jobs are read in order.
 */
enum JobPath {
  NAMESPACE("namespace_id = $5::uuid"),
  NODE("node_id = $6::bytea"),
  STATUS("status = $8::text AND status <> 'completed'"),
  MODEL("model = $7::text"),
  SLOT("slot = h.slot");

  /** Takes the parameters 1 to 9; the first two bound the ids. */
  static final String MATCHES =
      """
      submitted_at >= $3::timestamptz AND submitted_at < $4::timestamptz
        AND ($5::uuid IS NULL OR namespace_id = $5::uuid)
        AND ($6::bytea IS NULL OR node_id = $6::bytea)
        AND ($7::text IS NULL OR model = $7::text)
        AND ($8::text IS NULL OR status = $8::text)
        AND ($9::text IS NULL OR network = $9::text)\
      """;

  // A job's id is made when its command arrives, so before it is submitted by as long as a command
  // waits, and after it only when a clock was set back meanwhile.
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);
  private static final Duration SET_BACK = Duration.ofMinutes(1);
  private static final Instant LAST = Instant.parse("6000-01-01T00:00:00Z");

  private final String condition;

  JobPath(String condition) {
    this.condition = condition;
  }

  /** What the index is asked. */
  String condition() {
    return condition;
  }

  /** What is asked of jobs; null asks nothing. */
  record Asked(
      @Nullable UUID namespaceId,
      @Nullable NodeId nodeId,
      @Nullable String model,
      @Nullable JobStatus status,
      @Nullable Network network,
      @Nullable Instant from,
      @Nullable Instant to) {

    JobPath path() {
      if (namespaceId != null) {
        return NAMESPACE;
      }
      if (nodeId != null) {
        return NODE;
      }
      if (status != null && status != JobStatus.COMPLETED) {
        return STATUS;
      }
      return model == null ? SLOT : MODEL;
    }

    /** Whether the path alone finds what is asked. */
    boolean foundByPath() {
      Asked rest =
          switch (path()) {
            case NAMESPACE -> new Asked(null, nodeId, model, status, network, from, to);
            case NODE -> new Asked(namespaceId, null, model, status, network, from, to);
            case STATUS -> new Asked(namespaceId, nodeId, model, null, network, from, to);
            case MODEL -> new Asked(namespaceId, nodeId, null, status, network, from, to);
            case SLOT -> this;
          };
      return rest.equals(new Asked(null, null, null, null, null, null, null));
    }

    /** The parameters 1 to 9 of jobs with ids before another. */
    Tuple parameters(@Nullable UUID before) {
      Instant since = from == null || from.isBefore(Instant.EPOCH) ? Instant.EPOCH : from;
      Instant until = to == null || to.isAfter(LAST) ? LAST : to;
      UUID first = Ids.of(since.equals(Instant.EPOCH) ? since : since.minus(LONGEST_WAIT), 0, 0);
      UUID end = Ids.of(until.plus(SET_BACK), 0, 0);
      return Tuple.of(
          first,
          before == null || before.compareTo(end) > 0 ? end : before,
          Columns.utc(since),
          Columns.utc(until),
          namespaceId,
          nodeId == null ? null : Buffer.buffer(HexFormat.of().parseHex(nodeId.address(), 2, 42)),
          model,
          status == null ? null : status.code(),
          network == null ? null : network.code());
    }
  }
}
