-- Credits, in microcredits: double entry between a slot's namespaces and its system accounts.

CREATE SCHEMA ledger;

CREATE TABLE ledger.balance (
  slot integer NOT NULL,
  namespace_id uuid NOT NULL,
  available bigint NOT NULL,
  held bigint NOT NULL,
  spent bigint NOT NULL,
  debt bigint NOT NULL,
  debt_limit bigint NOT NULL,
  CONSTRAINT balance_pk PRIMARY KEY (slot, namespace_id),
  CONSTRAINT balance_available_not_negative CHECK (available >= 0),
  CONSTRAINT balance_held_not_negative CHECK (held >= 0),
  CONSTRAINT balance_spent_not_negative CHECK (spent >= 0),
  CONSTRAINT balance_debt_not_negative CHECK (debt >= 0),
  CONSTRAINT balance_debt_limit_not_negative CHECK (debt_limit >= 0)
) WITH (fillfactor = 70);

CREATE TABLE ledger.system_account (
  slot integer NOT NULL,
  network text NOT NULL,
  funding bigint NOT NULL,
  promotion bigint NOT NULL,
  revenue bigint NOT NULL,
  breakage bigint NOT NULL,
  CONSTRAINT system_account_pk PRIMARY KEY (slot, network),
  CONSTRAINT system_account_network_known CHECK (network IN ('testnet', 'mainnet')),
  CONSTRAINT system_account_funding_not_positive CHECK (funding <= 0),
  CONSTRAINT system_account_promotion_not_positive CHECK (promotion <= 0),
  CONSTRAINT system_account_revenue_not_negative CHECK (revenue >= 0),
  CONSTRAINT system_account_breakage_not_negative CHECK (breakage >= 0)
) WITH (fillfactor = 10);

-- GRANT is a word of SQL, hence the longer name.
CREATE TABLE ledger.credit_grant (
  slot integer NOT NULL,
  id uuid NOT NULL,
  namespace_id uuid NOT NULL,
  source text NOT NULL,
  priority integer NOT NULL,
  amount bigint NOT NULL,
  remaining bigint NOT NULL,
  expires_at timestamptz,
  open boolean NOT NULL GENERATED ALWAYS AS (remaining > 0) STORED,
  CONSTRAINT credit_grant_pk PRIMARY KEY (slot, id),
  CONSTRAINT credit_grant_source_known
    CHECK (source IN ('top_up', 'bonus', 'referral', 'reward', 'adjustment')),
  CONSTRAINT credit_grant_amount_positive CHECK (amount > 0),
  CONSTRAINT credit_grant_remaining_in_range CHECK (remaining BETWEEN 0 AND amount)
) WITH (fillfactor = 70);

-- Both are on the flag and not on the amount, so that drawing credit changes no index.
CREATE INDEX credit_grant_open ON ledger.credit_grant (slot, namespace_id) WHERE open;
CREATE INDEX credit_grant_due ON ledger.credit_grant (slot, expires_at)
  WHERE open AND expires_at IS NOT NULL;

-- One payment is granted once, whatever the slot.
CREATE TABLE ledger.payment (
  reference text NOT NULL,
  grant_id uuid NOT NULL,
  CONSTRAINT payment_pk PRIMARY KEY (reference)
);

CREATE TRIGGER payment_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.payment
  FOR EACH STATEMENT EXECUTE FUNCTION journal.refuse_change();

CREATE TABLE ledger.hold (
  slot integer NOT NULL,
  id uuid NOT NULL,
  namespace_id uuid NOT NULL,
  amount bigint NOT NULL,
  placed_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  overage text NOT NULL,
  slice_grants uuid[] NOT NULL,
  slice_amounts bigint[] NOT NULL,
  status text NOT NULL,
  charged bigint NOT NULL,
  for_job boolean NOT NULL,
  CONSTRAINT hold_pk PRIMARY KEY (slot, id),
  CONSTRAINT hold_amount_positive CHECK (amount > 0),
  CONSTRAINT hold_overage_known CHECK (overage IN ('refuse', 'cap', 'charge')),
  CONSTRAINT hold_status_known CHECK (status IN ('held', 'settled', 'voided', 'expired')),
  CONSTRAINT hold_charged_only_when_settled
    CHECK (charged = 0 OR (charged > 0 AND status = 'settled')),
  CONSTRAINT hold_slices_pair_up CHECK (cardinality(slice_grants) = cardinality(slice_amounts)
    AND cardinality(slice_grants) > 0)
) PARTITION BY RANGE (id);

CREATE INDEX hold_due ON ledger.hold (slot, expires_at) WHERE status = 'held';

-- Statements: one line per change, with the balances after it. Ids are in the order of the log.
CREATE TABLE ledger.entry (
  slot integer NOT NULL,
  namespace_id uuid NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL,
  subject uuid NOT NULL,
  amount bigint NOT NULL,
  available bigint NOT NULL,
  held bigint NOT NULL,
  spent bigint NOT NULL,
  debt bigint NOT NULL,
  at timestamptz NOT NULL,
  CONSTRAINT entry_pk PRIMARY KEY (slot, namespace_id, id),
  CONSTRAINT entry_kind_known
    CHECK (kind IN ('grant', 'hold', 'settle', 'void', 'hold_expiry', 'grant_expiry')),
  CONSTRAINT entry_amount_not_negative CHECK (amount >= 0),
  CONSTRAINT entry_balances_not_negative
    CHECK (available >= 0 AND held >= 0 AND spent >= 0 AND debt >= 0)
) PARTITION BY RANGE (id);

CREATE TRIGGER entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.entry
  FOR EACH STATEMENT EXECUTE FUNCTION journal.refuse_change();
