-- What administrators did: every record of the log that was made for a reason, found by who, what and when.
-- Made with the table, its indexes have nothing to wait for.
-- squawk-ignore-file require-concurrent-index-creation

CREATE TABLE journal.admin_action (
  slot integer NOT NULL,
  -- In the order of time; those of one slot in the order of its log.
  id uuid NOT NULL,
  sequence bigint NOT NULL,
  ordinal integer NOT NULL,
  at timestamptz NOT NULL,
  principal text NOT NULL,
  kind text NOT NULL,
  -- What the record names, by the names that it has there: {"jobId": "…", "nodeId": "0x…"}.
  subjects jsonb NOT NULL,
  account_id uuid GENERATED ALWAYS AS ((subjects ->> 'accountId')::uuid) STORED,
  namespace_id uuid GENERATED ALWAYS AS ((subjects ->> 'namespaceId')::uuid) STORED,
  reason text NOT NULL,
  -- Empty when there was none.
  trace_id text NOT NULL,
  -- The slot is in the id; every list is in the order of ids.
  CONSTRAINT admin_action_pk PRIMARY KEY (id, slot),
  CONSTRAINT admin_action_sequence_positive CHECK (sequence > 0),
  CONSTRAINT admin_action_ordinal_in_range CHECK (ordinal BETWEEN 0 AND 16383),
  CONSTRAINT admin_action_subjects_is_object CHECK (jsonb_typeof(subjects) = 'object')
);

CREATE INDEX admin_action_of_account ON journal.admin_action (account_id, id)
  WHERE account_id IS NOT NULL;
CREATE INDEX admin_action_of_namespace ON journal.admin_action (namespace_id, id)
  WHERE namespace_id IS NOT NULL;
CREATE INDEX admin_action_of_principal ON journal.admin_action (principal, id);
CREATE INDEX admin_action_of_kind ON journal.admin_action (kind, id);

CREATE TRIGGER admin_action_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON journal.admin_action
  FOR EACH STATEMENT EXECUTE FUNCTION journal.refuse_change();

GRANT SELECT, INSERT ON journal.admin_action TO resultity_app;
GRANT SELECT ON journal.admin_action TO resultity_reader, resultity_auditor;
