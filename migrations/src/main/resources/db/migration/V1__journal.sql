-- The log: one chain of blocks per slot, and the outcomes that idempotency keys lead to.

CREATE SCHEMA journal;

CREATE FUNCTION journal.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '%.% is append-only', TG_TABLE_SCHEMA, TG_TABLE_NAME
    USING ERRCODE = 'restrict_violation';
END
$$;

-- Where each slot's chain ends. Its row's lock is what makes a slot a single file between processes.
CREATE TABLE journal.head (
  slot integer NOT NULL,
  sequence bigint NOT NULL,
  hash bytea NOT NULL,
  at timestamptz NOT NULL,
  generation smallint NOT NULL DEFAULT 0,
  CONSTRAINT head_pk PRIMARY KEY (slot),
  CONSTRAINT head_slot_in_range CHECK (slot BETWEEN 0 AND 4095),
  CONSTRAINT head_sequence_not_negative CHECK (sequence >= 0),
  CONSTRAINT head_hash_is_sha256 CHECK (octet_length(hash) = 32),
  CONSTRAINT head_generation_is_0_or_1 CHECK (generation IN (0, 1))
) WITH (fillfactor = 10);

-- Blocks as written. The lines are compressed by the writer, and never parsed here.
CREATE TABLE journal.block (
  slot integer NOT NULL,
  sequence bigint NOT NULL,
  previous bytea NOT NULL,
  at timestamptz NOT NULL,
  count integer NOT NULL,
  registry_sequence bigint NOT NULL,
  root bytea NOT NULL,
  lines bytea NOT NULL,
  CONSTRAINT block_pk PRIMARY KEY (slot, sequence),
  CONSTRAINT block_sequence_positive CHECK (sequence > 0),
  CONSTRAINT block_count_positive CHECK (count > 0),
  CONSTRAINT block_hashes_are_sha256
    CHECK (octet_length(previous) = 32 AND octet_length(root) = 32)
);

ALTER TABLE journal.block ALTER COLUMN lines SET STORAGE EXTERNAL;

CREATE TRIGGER block_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON journal.block
  FOR EACH STATEMENT EXECUTE FUNCTION journal.refuse_change();

-- What a key led to: a place in the log, or a refusal. Two generations take turns, so that forgetting
-- is a TRUNCATE. Keys and requests are 128 bits of SHA-256.
CREATE TABLE journal.outcome_0 (
  slot integer NOT NULL,
  key uuid NOT NULL,
  request uuid NOT NULL,
  sequence bigint,
  ordinal integer,
  count integer,
  refusal text,
  CONSTRAINT outcome_0_pk PRIMARY KEY (slot, key),
  CONSTRAINT outcome_0_is_place_or_refusal CHECK (
    (sequence IS NOT NULL AND ordinal >= 0 AND count > 0 AND refusal IS NULL)
    OR (sequence IS NULL AND ordinal IS NULL AND count IS NULL AND refusal IS NOT NULL))
);

CREATE TABLE journal.outcome_1 (
  slot integer NOT NULL,
  key uuid NOT NULL,
  request uuid NOT NULL,
  sequence bigint,
  ordinal integer,
  count integer,
  refusal text,
  CONSTRAINT outcome_1_pk PRIMARY KEY (slot, key),
  CONSTRAINT outcome_1_is_place_or_refusal CHECK (
    (sequence IS NOT NULL AND ordinal >= 0 AND count > 0 AND refusal IS NULL)
    OR (sequence IS NULL AND ordinal IS NULL AND count IS NULL AND refusal IS NOT NULL))
);

CREATE TABLE journal.outcome_turn (
  single boolean NOT NULL DEFAULT true,
  turned_at timestamptz NOT NULL,
  CONSTRAINT outcome_turn_pk PRIMARY KEY (single),
  CONSTRAINT outcome_turn_is_one_row CHECK (single)
);

INSERT INTO journal.outcome_turn (turned_at) VALUES (now());

-- Forgets the older generation once the newer has been written for the period: a key is kept for at
-- least one period and less than two. Waits for, then holds up, every slot for a moment.
CREATE FUNCTION journal.turn_outcomes(at timestamptz, period interval) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  older smallint;
BEGIN
  PERFORM FROM journal.outcome_turn WHERE turned_at + period <= at FOR UPDATE;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  PERFORM FROM journal.head ORDER BY slot FOR UPDATE;
  SELECT 1 - generation INTO older FROM journal.head WHERE slot = 0;
  IF older = 0 THEN
    TRUNCATE journal.outcome_0;
  ELSE
    TRUNCATE journal.outcome_1;
  END IF;
  UPDATE journal.head SET generation = older;
  UPDATE journal.outcome_turn SET turned_at = at;
  RETURN true;
END
$$;

-- The least UUIDv7 of a time.
CREATE FUNCTION journal.uuid_floor(at timestamptz) RETURNS uuid
LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0')
    || '00000000000000000000')::uuid
$$;

-- Makes the monthly partitions of every table that is partitioned by UUIDv7, from the month of one
-- time to the month of another. Those that exist are left alone.
CREATE FUNCTION journal.make_partitions(since timestamptz, until timestamptz) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  parent record;
  month timestamp;
  child text;
  made integer := 0;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('journal.make_partitions'));
  FOR parent IN
    SELECT n.nspname AS schema, c.relname AS name
    FROM pg_partitioned_table p
    JOIN pg_class c ON c.oid = p.partrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname IN ('ledger', 'jobs')
    ORDER BY 1, 2
  LOOP
    FOR month IN
      SELECT generate_series(
        date_trunc('month', since AT TIME ZONE 'UTC'),
        date_trunc('month', until AT TIME ZONE 'UTC'),
        interval '1 month')
    LOOP
      child := parent.name || to_char(month, '_YYYY_MM');
      IF to_regclass(format('%I.%I', parent.schema, child)) IS NULL THEN
        EXECUTE format(
          'CREATE TABLE %I.%I PARTITION OF %I.%I FOR VALUES FROM (%L) TO (%L) WITH (fillfactor = %s)',
          parent.schema, child, parent.schema, parent.name,
          journal.uuid_floor(month AT TIME ZONE 'UTC'),
          journal.uuid_floor((month + interval '1 month') AT TIME ZONE 'UTC'),
          CASE WHEN parent.name = 'entry' THEN 100 ELSE 80 END);
        IF parent.name = 'entry' THEN
          EXECUTE format(
            'CREATE TRIGGER entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON %I.%I
             FOR EACH STATEMENT EXECUTE FUNCTION journal.refuse_change()',
            parent.schema, child);
        END IF;
        made := made + 1;
      END IF;
    END LOOP;
  END LOOP;
  RETURN made;
END
$$;
