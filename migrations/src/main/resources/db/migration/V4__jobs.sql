-- Jobs: metadata and accounting, never content. A job's hold has the job's slot and id.

CREATE SCHEMA jobs;

CREATE TABLE jobs.job (
  slot integer NOT NULL,
  id uuid NOT NULL,
  namespace_id uuid NOT NULL,
  network text NOT NULL,
  model text NOT NULL,
  model_version text NOT NULL,
  config_version bigint NOT NULL,
  request_price bigint NOT NULL,
  input_price bigint NOT NULL,
  output_price bigint NOT NULL,
  mode text NOT NULL,
  priority text NOT NULL,
  max_tokens bigint NOT NULL,
  max_attempts integer NOT NULL,
  region text,
  gpu text,
  min_vram_mib integer,
  subcloud_id uuid,
  content_reference text,
  held bigint NOT NULL,
  submitted_at timestamptz NOT NULL,
  deadline timestamptz NOT NULL,
  status text NOT NULL,
  attempt integer NOT NULL,
  node_id bytea,
  dispatched_at timestamptz,
  finished_at timestamptz,
  tokens_in bigint,
  tokens_out bigint,
  duration_ms bigint,
  result_digest bytea,
  charged bigint,
  error_code text,
  CONSTRAINT job_pk PRIMARY KEY (slot, id),
  CONSTRAINT job_network_known CHECK (network IN ('testnet', 'mainnet')),
  CONSTRAINT job_mode_known CHECK (mode IN ('sync', 'polling', 'batch', 'stream')),
  CONSTRAINT job_priority_known CHECK (priority IN ('urgent', 'normal', 'bulk', 'test')),
  CONSTRAINT job_status_known CHECK (
    status IN ('queued', 'dispatched', 'completed', 'failed', 'cancelled', 'expired')),
  CONSTRAINT job_prices_not_negative
    CHECK (request_price >= 0 AND input_price >= 0 AND output_price >= 0),
  CONSTRAINT job_held_positive CHECK (held > 0),
  CONSTRAINT job_max_tokens_positive CHECK (max_tokens > 0),
  CONSTRAINT job_deadline_after_submission CHECK (deadline > submitted_at),
  CONSTRAINT job_attempt_in_range CHECK (attempt BETWEEN 0 AND max_attempts),
  CONSTRAINT job_node_is_address CHECK (octet_length(node_id) = 20),
  CONSTRAINT job_dispatched_to_a_node CHECK (
    status <> 'dispatched' OR (node_id IS NOT NULL AND dispatched_at IS NOT NULL AND attempt > 0)),
  CONSTRAINT job_completed_with_result CHECK (
    (status = 'completed') = (result_digest IS NOT NULL AND tokens_in >= 0 AND tokens_out >= 0
      AND duration_ms >= 0 AND charged BETWEEN 0 AND held AND node_id IS NOT NULL)),
  CONSTRAINT job_failed_with_error CHECK ((status = 'failed') = (error_code IS NOT NULL)),
  CONSTRAINT job_finished_at_when_finished CHECK (
    (status IN ('completed', 'failed', 'cancelled', 'expired')) = (finished_at IS NOT NULL))
) PARTITION BY RANGE (id);

-- Credit is committed before a job can be dispatched: no row becomes dispatched without its hold.
CREATE FUNCTION jobs.require_hold() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM ledger.hold h
    WHERE h.slot = NEW.slot AND h.id = NEW.id AND h.status = 'held' AND h.for_job
      AND h.namespace_id = NEW.namespace_id AND h.amount = NEW.held)
  THEN
    RAISE EXCEPTION 'job % has no hold', NEW.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'job_dispatched_only_with_hold';
  END IF;
  RETURN NEW;
END
$$;

CREATE TRIGGER job_dispatched_only_with_hold BEFORE INSERT OR UPDATE ON jobs.job
  FOR EACH ROW WHEN (NEW.status = 'dispatched') EXECUTE FUNCTION jobs.require_hold();
