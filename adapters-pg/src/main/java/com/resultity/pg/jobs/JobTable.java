package com.resultity.pg.jobs;

import com.resultity.domain.jobs.Constraints;
import com.resultity.domain.jobs.Job;
import com.resultity.domain.jobs.JobResult;
import com.resultity.domain.jobs.JobSpec;
import com.resultity.domain.jobs.JobState;
import com.resultity.domain.jobs.JobStatus;
import com.resultity.domain.journal.Digest;
import com.resultity.domain.journal.SlotState;
import com.resultity.domain.journal.Touched;
import com.resultity.domain.network.Mode;
import com.resultity.domain.network.Network;
import com.resultity.domain.network.Priority;
import com.resultity.domain.network.RetryPolicy;
import com.resultity.domain.network.Tariff;
import com.resultity.domain.nodes.NodeId;
import com.resultity.pg.Columns;
import com.resultity.pg.SlotQuery;
import com.resultity.pg.SlotTable;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Jobs. */
public final class JobTable implements SlotTable {
  private static final Duration MICRO = ChronoUnit.MICROS.getDuration();

  /** Stands in for the namespace of a blind job, which has none. */
  static final UUID BLIND = new UUID(0, 0);

  static final String COLUMNS =
      """
      j.id, j.namespace_id, j.key_id, j.network, j.model, j.model_version, j.config_version,
        j.request_price, j.input_price, j.output_price, j.mode, j.priority, j.max_tokens,
        j.max_attempts, j.attempt_timeout_micros, j.back_off_micros, j.region, j.gpu,
        j.min_vram_mib, j.subcloud_id, j.content_reference, j.held, j.submitted_at, j.deadline,
        j.ready_at, j.status, j.node_id, j.dispatched_at, j.claim_id,
        j.finished_at, j.ended, j.tokens_in,
        j.tokens_out, j.duration_ms, j.result_digest, j.charged, j.error_code\
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
      slot, id, namespace_id, key_id, network, model, model_version, config_version, request_price,
      input_price, output_price, mode, priority, max_tokens, max_attempts, attempt_timeout_micros,
      back_off_micros, region, gpu, min_vram_mib, subcloud_id, content_reference, held,
      submitted_at, deadline, due_at\
      """;

  private static final String SPEC_ARRAYS =
      """
      $2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::text[], $7::text[], $8::bigint[],
      $9::bigint[], $10::bigint[], $11::bigint[], $12::text[], $13::text[], $14::bigint[],
      $15::int[], $16::bigint[], $17::bigint[], $18::text[], $19::text[], $20::int[], $21::uuid[],
      $22::text[], $23::bigint[], $24::timestamptz[], $25::timestamptz[], $26::timestamptz[]\
      """;

  // A new job is ready when it is submitted.
  private static final String INSERT_QUEUED =
      """
      INSERT INTO jobs.job (%s, ready_at, status, attempt)
      SELECT $1::int, *, 'queued', 0 FROM unnest(%s, $24::timestamptz[])
      """
          .formatted(SPEC, SPEC_ARRAYS);

  private static final String SAVE =
      """
      INSERT INTO jobs.job (%s, ready_at, status, attempt, node_id, dispatched_at, claim_id,
        finished_at, ended, tokens_in, tokens_out, duration_ms, result_digest, charged, error_code)
      SELECT $1::int, *
      FROM unnest(%s, $27::timestamptz[], $28::text[], $29::int[], $30::bytea[],
        $31::timestamptz[], $32::uuid[], $33::timestamptz[], $34::text[]::jsonb[], $35::bigint[],
        $36::bigint[], $37::bigint[], $38::bytea[], $39::bigint[], $40::text[])
      ON CONFLICT (slot, id) DO UPDATE SET
        due_at = excluded.due_at, ready_at = excluded.ready_at, status = excluded.status,
        attempt = excluded.attempt, node_id = excluded.node_id,
        dispatched_at = excluded.dispatched_at, claim_id = excluded.claim_id,
        finished_at = excluded.finished_at, ended = excluded.ended, tokens_in = excluded.tokens_in,
        tokens_out = excluded.tokens_out, duration_ms = excluded.duration_ms,
        result_digest = excluded.result_digest, charged = excluded.charged,
        error_code = excluded.error_code
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
    return job.state() instanceof JobState.Queued && job.attempt() == 0;
  }

  private static Columns<Job> specColumns(SlotQuery query, List<Job> jobs) {
    return new Columns<>(query.slotFirst(), jobs)
        .id(Job::id)
        .id(job -> job.spec().blind() ? BLIND : job.spec().namespaceId())
        .id(job -> job.spec().keyId())
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
        .number(job -> job.spec().retry().maxAttempts())
        .bigOrNull(job -> micros(job.spec().retry().attemptTimeout()))
        .bigOrNull(job -> micros(job.spec().retry().backOff()))
        .text(job -> job.spec().constraints().region())
        .text(job -> job.spec().constraints().gpu())
        .numberOrNull(job -> job.spec().constraints().minVramMib())
        .id(job -> job.spec().constraints().subcloudId())
        .text(job -> job.spec().contentReference())
        .big(job -> job.spec().held())
        .time(Job::submittedAt)
        .time(job -> job.spec().deadline())
        .time(JobTable::dueAt);
  }

  private static @Nullable Long micros(@Nullable Duration duration) {
    return duration == null || duration.isZero() ? null : duration.dividedBy(MICRO);
  }

  // The hold of a job that is not blind says when its deadline has come.
  private static @Nullable Instant dueAt(Job job) {
    return job.state() instanceof JobState.Finished
            || (!job.spec().blind() && job.dueAt().equals(job.spec().deadline()))
        ? null
        : job.dueAt();
  }

  private static Columns<Job> stateColumns(Columns<Job> columns) {
    return columns
        .time(job -> job.state() instanceof JobState.Queued q ? q.readyAt() : null)
        .text(job -> JobStatus.of(job.state()).code())
        .number(Job::attempt)
        .bytes(JobTable::node)
        .time(JobTable::startedAt)
        .id(job -> job.state() instanceof JobState.Dispatched s ? s.claimId() : null)
        .time(job -> job.state() instanceof JobState.Finished s ? s.at() : null)
        .text(AttemptJson::write)
        .bigOrNull(job -> ofResult(job, JobResult::tokensIn))
        .bigOrNull(job -> ofResult(job, JobResult::tokensOut))
        .bigOrNull(job -> ofResult(job, JobResult::durationMs))
        .bytes(job -> ofResult(job, result -> result.digest().bytes()))
        .bigOrNull(job -> job.state() instanceof JobState.Completed s ? s.charged() : null)
        .text(job -> job.state() instanceof JobState.Failed s ? s.errorCode() : null);
  }

  private static @Nullable Instant startedAt(Job job) {
    return switch (job.state()) {
      case JobState.Dispatched s -> s.at();
      case JobState.Completed s -> s.startedAt();
      case JobState.Queued _, JobState.Failed _, JobState.Cancelled _, JobState.Expired _ -> null;
    };
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
    return new Job(
        row.getUUID("id"),
        spec(row),
        Columns.instant(row, "submitted_at"),
        AttemptJson.read(row.getJsonArray("ended")),
        state(row));
  }

  private static JobSpec spec(Row row) {
    UUID namespaceId = row.getUUID("namespace_id");
    return new JobSpec(
        namespaceId.equals(BLIND) ? null : namespaceId,
        row.getUUID("key_id"),
        Network.valueOf(upper(row, "network")),
        row.getString("model"),
        row.getString("model_version"),
        row.getLong("config_version"),
        new Tariff(
            row.getLong("request_price"), row.getLong("input_price"), row.getLong("output_price")),
        Mode.valueOf(upper(row, "mode")),
        Priority.valueOf(upper(row, "priority")),
        row.getLong("max_tokens"),
        new RetryPolicy(
            row.getInteger("max_attempts"),
            duration(row, "attempt_timeout_micros"),
            Objects.requireNonNullElse(duration(row, "back_off_micros"), Duration.ZERO)),
        new Constraints(
            row.getString("region"),
            row.getString("gpu"),
            row.getInteger("min_vram_mib"),
            row.getUUID("subcloud_id")),
        row.getString("content_reference"),
        row.getLong("held"),
        Columns.instant(row, "deadline"));
  }

  private static @Nullable Duration duration(Row row, String column) {
    Long micros = row.getLong(column);
    return micros == null ? null : MICRO.multipliedBy(micros);
  }

  private static JobState state(Row row) {
    Instant started = Columns.instant(row, "dispatched_at");
    Instant finished = Columns.instant(row, "finished_at");
    return switch (JobStatus.valueOf(upper(row, "status"))) {
      case QUEUED -> new JobState.Queued(Columns.instant(row, "ready_at"));
      case DISPATCHED -> new JobState.Dispatched(node(row), started, row.getUUID("claim_id"));
      case COMPLETED ->
          new JobState.Completed(node(row), started, result(row), row.getLong("charged"), finished);
      case FAILED -> new JobState.Failed(row.getString("error_code"), finished);
      case CANCELLED -> new JobState.Cancelled(finished);
      case EXPIRED -> new JobState.Expired(finished);
    };
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
