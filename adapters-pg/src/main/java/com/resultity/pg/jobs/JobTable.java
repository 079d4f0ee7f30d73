package com.resultity.pg.jobs;

import com.resultity.domain.jobs.Constraints;
import com.resultity.domain.jobs.Job;
import com.resultity.domain.jobs.JobResult;
import com.resultity.domain.jobs.JobSpec;
import com.resultity.domain.jobs.JobState;
import com.resultity.domain.jobs.JobStatus;
import com.resultity.domain.jobs.Mode;
import com.resultity.domain.jobs.Priority;
import com.resultity.domain.journal.Digest;
import com.resultity.domain.journal.SlotState;
import com.resultity.domain.journal.Touched;
import com.resultity.domain.network.Network;
import com.resultity.domain.network.Tariff;
import com.resultity.domain.nodes.NodeId;
import com.resultity.pg.Columns;
import com.resultity.pg.SlotQuery;
import com.resultity.pg.SlotTable;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Jobs. */
public final class JobTable implements SlotTable {
  static final String COLUMNS =
      """
      j.id, j.namespace_id, j.network, j.model, j.model_version, j.config_version,
        j.request_price, j.input_price, j.output_price, j.mode, j.priority, j.max_tokens,
        j.max_attempts, j.region, j.gpu, j.min_vram_mib, j.subcloud_id, j.content_reference,
        j.held, j.submitted_at, j.deadline, j.status, j.attempt, j.node_id, j.dispatched_at,
        j.finished_at, j.tokens_in, j.tokens_out, j.duration_ms, j.result_digest, j.charged,
        j.error_code\
      """;

  static final String FIND =
      """
      SELECT %s
      FROM unnest($2::uuid[]) AS u(id)
      CROSS JOIN LATERAL (
        SELECT * FROM jobs.job WHERE slot = $1::int AND id = u.id LIMIT 1) AS j
      """
          .formatted(COLUMNS);

  // What it is does not change; where it stands does.
  private static final String SPEC =
      """
      slot, id, namespace_id, network, model, model_version, config_version, request_price,
      input_price, output_price, mode, priority, max_tokens, max_attempts, region, gpu,
      min_vram_mib, subcloud_id, content_reference, held, submitted_at, deadline\
      """;

  private static final String SPEC_ARRAYS =
      """
      $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::bigint[], $8::bigint[],
      $9::bigint[], $10::bigint[], $11::text[], $12::text[], $13::bigint[], $14::int[],
      $15::text[], $16::text[], $17::int[], $18::uuid[], $19::text[], $20::bigint[],
      $21::timestamptz[], $22::timestamptz[]\
      """;

  private static final String INSERT_QUEUED =
      """
      INSERT INTO jobs.job (%s, status, attempt)
      SELECT $1::int, *, 'queued', 0 FROM unnest(%s)
      """
          .formatted(SPEC, SPEC_ARRAYS);

  private static final String SAVE =
      """
      INSERT INTO jobs.job (%s, status, attempt, node_id, dispatched_at, finished_at, tokens_in,
        tokens_out, duration_ms, result_digest, charged, error_code)
      SELECT $1::int, *
      FROM unnest(%s, $23::text[], $24::int[], $25::bytea[], $26::timestamptz[],
        $27::timestamptz[], $28::bigint[], $29::bigint[], $30::bigint[], $31::bytea[],
        $32::bigint[], $33::text[])
      ON CONFLICT (slot, id) DO UPDATE SET
        status = excluded.status, attempt = excluded.attempt, node_id = excluded.node_id,
        dispatched_at = excluded.dispatched_at, finished_at = excluded.finished_at,
        tokens_in = excluded.tokens_in, tokens_out = excluded.tokens_out,
        duration_ms = excluded.duration_ms, result_digest = excluded.result_digest,
        charged = excluded.charged, error_code = excluded.error_code
      """
          .formatted(SPEC, SPEC_ARRAYS);

  @Override
  public Consumer<SlotQuery> read(SlotQuery query, Touched touched, SlotState state) {
    if (!touched.jobs().isEmpty()) {
      query.send(
          FIND,
          query.slotFirst().addArrayOfUUID(touched.jobs().toArray(UUID[]::new)),
          row -> state.loadJob(job(row)));
    }
    return NOTHING_MORE;
  }

  @Override
  public void write(SlotQuery query, SlotState state) {
    List<Job> queued = new ArrayList<>();
    List<Job> changed = new ArrayList<>(state.jobs().changed());
    for (Job job : state.jobs().created()) {
      (isNew(job) ? queued : changed).add(job);
    }
    if (!queued.isEmpty()) {
      query.send(INSERT_QUEUED, specColumns(query, queued).tuple());
    }
    if (!changed.isEmpty()) {
      query.send(SAVE, stateColumns(specColumns(query, changed)).tuple());
    }
  }

  private static boolean isNew(Job job) {
    return job.state() instanceof JobState.Queued queued && queued.attempt() == 0;
  }

  private static Columns<Job> specColumns(SlotQuery query, List<Job> jobs) {
    return new Columns<>(query.slotFirst(), jobs)
        .id(Job::id)
        .id(job -> job.spec().namespaceId())
        .text(job -> job.spec().network().code())
        .text(job -> job.spec().model())
        .text(job -> job.spec().modelVersion())
        .big(job -> job.spec().configVersion())
        .big(job -> job.spec().tariff().requestPrice())
        .big(job -> job.spec().tariff().inputPrice())
        .big(job -> job.spec().tariff().outputPrice())
        .text(job -> job.spec().mode().code())
        .text(job -> job.spec().priority().code())
        .big(job -> job.spec().maxTokens())
        .number(job -> job.spec().maxAttempts())
        .text(job -> job.spec().constraints().region())
        .text(job -> job.spec().constraints().gpu())
        .numberOrNull(job -> job.spec().constraints().minVramMib())
        .id(job -> job.spec().constraints().subcloudId())
        .text(job -> job.spec().contentReference())
        .big(job -> job.spec().held())
        .time(Job::submittedAt)
        .time(job -> job.spec().deadline());
  }

  private static Columns<Job> stateColumns(Columns<Job> columns) {
    return columns
        .text(job -> JobStatus.of(job.state()).code())
        .number(job -> job.state().attempt())
        .bytes(JobTable::node)
        .time(job -> job.state() instanceof JobState.Dispatched s ? s.at() : null)
        .time(job -> job.state() instanceof JobState.Finished s ? s.at() : null)
        .bigOrNull(job -> ofResult(job, JobResult::tokensIn))
        .bigOrNull(job -> ofResult(job, JobResult::tokensOut))
        .bigOrNull(job -> ofResult(job, JobResult::durationMs))
        .bytes(job -> ofResult(job, result -> result.digest().bytes()))
        .bigOrNull(job -> job.state() instanceof JobState.Completed s ? s.charged() : null)
        .text(job -> job.state() instanceof JobState.Failed s ? s.errorCode() : null);
  }

  private static byte @Nullable [] node(Job job) {
    NodeId node = job.node();
    return node == null ? null : HexFormat.of().parseHex(node.address(), 2, 42);
  }

  private static <T> @Nullable T ofResult(Job job, Function<JobResult, T> part) {
    return job.state() instanceof JobState.Completed completed
        ? part.apply(completed.result())
        : null;
  }

  static Job job(Row row) {
    return new Job(row.getUUID("id"), spec(row), Columns.instant(row, "submitted_at"), state(row));
  }

  private static JobSpec spec(Row row) {
    return new JobSpec(
        row.getUUID("namespace_id"),
        Network.valueOf(upper(row, "network")),
        row.getString("model"),
        row.getString("model_version"),
        row.getLong("config_version"),
        new Tariff(
            row.getLong("request_price"), row.getLong("input_price"), row.getLong("output_price")),
        Mode.valueOf(upper(row, "mode")),
        Priority.valueOf(upper(row, "priority")),
        row.getLong("max_tokens"),
        row.getInteger("max_attempts"),
        new Constraints(
            row.getString("region"),
            row.getString("gpu"),
            row.getInteger("min_vram_mib"),
            row.getUUID("subcloud_id")),
        row.getString("content_reference"),
        row.getLong("held"),
        Columns.instant(row, "deadline"));
  }

  private static JobState state(Row row) {
    int attempt = row.getInteger("attempt");
    Instant finished = Columns.instant(row, "finished_at");
    return switch (JobStatus.valueOf(upper(row, "status"))) {
      case QUEUED -> new JobState.Queued(attempt);
      case DISPATCHED ->
          new JobState.Dispatched(attempt, node(row), Columns.instant(row, "dispatched_at"));
      case COMPLETED ->
          new JobState.Completed(attempt, node(row), result(row), row.getLong("charged"), finished);
      case FAILED -> new JobState.Failed(attempt, node(row), row.getString("error_code"), finished);
      case CANCELLED -> new JobState.Cancelled(attempt, nodeOrNull(row), finished);
      case EXPIRED -> new JobState.Expired(attempt, nodeOrNull(row), finished);
    };
  }

  private static @Nullable NodeId nodeOrNull(Row row) {
    return row.getBuffer("node_id") == null ? null : node(row);
  }

  private static NodeId node(Row row) {
    return new NodeId("0x" + HexFormat.of().formatHex(Columns.bytes(row, "node_id")));
  }

  private static JobResult result(Row row) {
    return new JobResult(
        row.getLong("tokens_in"),
        row.getLong("tokens_out"),
        row.getLong("duration_ms"),
        Digest.of(Columns.bytes(row, "result_digest")));
  }

  private static String upper(Row row, String column) {
    return row.getString(column).toUpperCase(Locale.ROOT);
  }
}
