-- Retries with their history, claims, API keys of jobs, and blind jobs.
-- A partitioned table's indexes cannot be built concurrently: jobs wait while they are.
-- squawk-ignore-file require-concurrent-index-creation

ALTER TABLE jobs.job
  ADD COLUMN key_id uuid,
  -- NULL: as long as the job may live.
  ADD COLUMN attempt_timeout_micros bigint,
  -- NULL: none.
  ADD COLUMN back_off_micros bigint,
  -- When a queued job may be given to a node.
  ADD COLUMN ready_at timestamptz,
  -- When the sweep must look at it although no hold of its own says so; else NULL.
  ADD COLUMN due_at timestamptz,
  -- The attempts that came to no result, in order; NULL when there are none.
  ADD COLUMN ended jsonb,
  -- The claim by which its node took it.
  ADD COLUMN claim_id uuid;

-- Of earlier attempts nothing was kept but their number.
UPDATE jobs.job SET
  ready_at = CASE WHEN status = 'queued' THEN submitted_at END,
  dispatched_at = CASE
    WHEN status = 'completed' THEN finished_at - duration_ms * interval '1 millisecond'
    ELSE dispatched_at END,
  ended = CASE
    WHEN attempt > CASE WHEN status IN ('dispatched', 'completed') THEN 1 ELSE 0 END
    THEN (
      SELECT jsonb_agg(unknown.attempt)
      FROM (
        SELECT jsonb_build_object(
          'nodeId', '0x' || coalesce(encode(node_id, 'hex'), repeat('0', 40)),
          'startedAt', to_char(submitted_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
          'endedAt', to_char(
            coalesce(finished_at, submitted_at) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
          'outcome', 'failed',
          'errorCode', coalesce(error_code, 'unknown')) AS attempt
        FROM generate_series(
          1, attempt - CASE WHEN status IN ('dispatched', 'completed') THEN 1 ELSE 0 END)
      ) AS unknown)
    END
WHERE status = 'queued' OR attempt > 0;

-- A blind job is nobody's: its namespace is the nil UUID, and nothing is held for it.
ALTER TABLE jobs.job DROP CONSTRAINT job_held_positive;
ALTER TABLE jobs.job
  ADD CONSTRAINT job_held_positive_unless_blind CHECK (
    held > 0 AND namespace_id <> '00000000-0000-0000-0000-000000000000'
    OR held = 0 AND namespace_id = '00000000-0000-0000-0000-000000000000') NOT VALID;
ALTER TABLE jobs.job
  ADD CONSTRAINT job_queued_until_ready CHECK (status <> 'queued' OR ready_at IS NOT NULL) NOT VALID;
ALTER TABLE jobs.job
  ADD CONSTRAINT job_completed_after_a_start
    CHECK (status <> 'completed' OR dispatched_at IS NOT NULL) NOT VALID;

-- The hold is looked for by its key and looked at afterwards: with all in one condition, a plan that
-- was made while the tables were empty walks through every hold that is held.
CREATE OR REPLACE FUNCTION jobs.require_hold() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  h record;
BEGIN
  SELECT status, for_job, namespace_id, amount INTO h
  FROM ledger.hold WHERE slot = NEW.slot AND id = NEW.id;
  IF NOT FOUND OR h.status <> 'held' OR NOT h.for_job
    OR h.namespace_id <> NEW.namespace_id OR h.amount <> NEW.held
  THEN
    RAISE EXCEPTION 'job % has no hold', NEW.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'job_dispatched_only_with_hold';
  END IF;
  RETURN NEW;
END
$$;

DROP TRIGGER job_dispatched_only_with_hold ON jobs.job;
CREATE TRIGGER job_dispatched_only_with_hold BEFORE INSERT OR UPDATE ON jobs.job
  FOR EACH ROW
  WHEN (NEW.status = 'dispatched' AND NEW.namespace_id <> '00000000-0000-0000-0000-000000000000')
  EXECUTE FUNCTION jobs.require_hold();

-- Who waits, in the order of service; namespaces are found by skipping from one to the next.
CREATE INDEX job_waiting ON jobs.job (network, model, priority, namespace_id, ready_at) INCLUDE (id)
  WHERE status = 'queued';
-- Who works on what.
CREATE INDEX job_running ON jobs.job (node_id) WHERE status = 'dispatched';
CREATE INDEX job_due ON jobs.job (slot, due_at) WHERE due_at IS NOT NULL;
