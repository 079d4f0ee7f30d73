-- The baselines: what PostgreSQL does for one command per transaction, on Core's own tables.

CREATE SCHEMA IF NOT EXISTS bench;

CREATE OR REPLACE FUNCTION bench.namespace_id(number integer) RETURNS uuid
LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT ('${prefix}' || to_hex(
    (-9223372036854775808) | ((1 + number % ${slots})::bigint << 50) | number::bigint))::uuid
$$;

-- Submits one job: checks and moves the credit of the namespace under its row's lock, draws on its
-- first grant, and inserts the hold, the job, the entry and the outcome of a new key.
CREATE OR REPLACE FUNCTION bench.submit(number integer) RETURNS uuid LANGUAGE plpgsql AS $$
DECLARE
  own_slot CONSTANT integer := 1 + number % ${slots};
  namespace CONSTANT uuid := bench.namespace_id(number);
  job CONSTANT uuid := uuidv7();
  now CONSTANT timestamptz := clock_timestamp();
  grant_drawn uuid;
  b record;
BEGIN
  UPDATE ledger.balance SET available = available - ${price}, held = held + ${price}
  WHERE slot = own_slot AND namespace_id = namespace AND available >= ${price} AND debt = 0
  RETURNING available, held, spent, debt INTO b;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'namespace % has not enough credit', namespace;
  END IF;
  SELECT id INTO grant_drawn FROM ledger.credit_grant
  WHERE slot = own_slot AND namespace_id = namespace AND open
  ORDER BY priority, expires_at NULLS LAST, id LIMIT 1;
  UPDATE ledger.credit_grant SET remaining = remaining - ${price}
  WHERE slot = own_slot AND id = grant_drawn;
  INSERT INTO ledger.hold (slot, id, namespace_id, amount, placed_at, expires_at, overage,
    slice_grants, slice_amounts, status, charged, for_job)
  VALUES (own_slot, job, namespace, ${price}, now, now + interval '30 minutes', 'cap',
    ARRAY[grant_drawn], ARRAY[${price}::bigint], 'held', 0, true);
  INSERT INTO jobs.job (slot, id, namespace_id, network, model, model_version, config_version,
    request_price, input_price, output_price, mode, priority, max_tokens, max_attempts, held,
    submitted_at, deadline, ready_at, status, attempt)
  VALUES (own_slot, job, namespace, 'mainnet', '${model}', '1.0', 1, 10, 20000, 60000, 'sync',
    'normal', ${tokens}, 3, ${price}, now, now + interval '30 minutes', now,
    'queued', 0);
  INSERT INTO ledger.entry (slot, namespace_id, id, kind, subject, amount, available, held, spent,
    debt, at)
  VALUES (own_slot, namespace, uuidv7(), 'hold', job, ${price}, b.available, b.held, b.spent,
    b.debt, now);
  INSERT INTO journal.outcome_0 (slot, key, request, sequence, ordinal, count)
  VALUES (own_slot, gen_random_uuid(), gen_random_uuid(), 1, 0, 2);
  RETURN job;
END
$$;

-- The balances again, under the smallest of keys.
DROP TABLE IF EXISTS bench.balance;

CREATE TABLE bench.balance (
  number integer PRIMARY KEY,
  available bigint NOT NULL,
  held bigint NOT NULL,
  spent bigint NOT NULL,
  debt bigint NOT NULL
);

INSERT INTO bench.balance
SELECT number, b.available, b.held, b.spent, b.debt
FROM generate_series(0, ${last}) AS number
JOIN ledger.balance AS b
  ON b.slot = 1 + number % ${slots} AND b.namespace_id = bench.namespace_id(number);

ANALYZE;
