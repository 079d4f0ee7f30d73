-- Least privilege. The owner, who migrates, owns everything; these are what others log in as, or are
-- members of. Roles belong to the whole server, so they may exist already.

DO $$
DECLARE
  role text;
BEGIN
  FOREACH role IN ARRAY ARRAY['resultity_app', 'resultity_reader', 'resultity_auditor'] LOOP
    BEGIN
      EXECUTE format('CREATE ROLE %I NOLOGIN', role);
    EXCEPTION WHEN duplicate_object OR unique_violation THEN
      NULL;
    END;
  END LOOP;
  -- Core logs in as one user and works as this role.
  IF NOT pg_has_role(current_user, 'resultity_app', 'MEMBER') THEN
    EXECUTE format('GRANT resultity_app TO %I', current_user);
  END IF;
END
$$;

GRANT USAGE ON SCHEMA journal, accounts, ledger, jobs, network
  TO resultity_app, resultity_reader, resultity_auditor;

-- Append-only: the app inserts, and nothing more.
GRANT SELECT, INSERT ON journal.block, ledger.payment, ledger.entry, network.configuration
  TO resultity_app;
GRANT SELECT, INSERT ON journal.outcome_0, journal.outcome_1 TO resultity_app;
GRANT SELECT, INSERT, UPDATE ON
  journal.head, accounts.account, accounts.namespace, ledger.balance, ledger.system_account,
  ledger.credit_grant, ledger.hold, jobs.job
  TO resultity_app;
GRANT SELECT, INSERT, DELETE ON accounts.contact TO resultity_app;
GRANT SELECT ON journal.outcome_turn TO resultity_app;

REVOKE EXECUTE ON FUNCTION journal.turn_outcomes(timestamptz, interval) FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION journal.make_partitions(timestamptz, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION journal.turn_outcomes(timestamptz, interval) TO resultity_app;
GRANT EXECUTE ON FUNCTION journal.make_partitions(timestamptz, timestamptz) TO resultity_app;

-- Readers see everything but personal data and idempotency outcomes; auditors those outcomes too.
GRANT SELECT ON
  journal.head, journal.block, accounts.account, accounts.namespace, ledger.balance,
  ledger.system_account, ledger.credit_grant, ledger.hold, ledger.entry, ledger.payment, jobs.job,
  network.configuration
  TO resultity_reader, resultity_auditor;
GRANT SELECT ON journal.outcome_0, journal.outcome_1, journal.outcome_turn TO resultity_auditor;
