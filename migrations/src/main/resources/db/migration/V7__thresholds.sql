-- What a namespace wants to be told of, and whether it takes holds.

ALTER TABLE ledger.balance
  -- Microcredits whose crossing by the available credit makes a record, ascending.
  ADD COLUMN thresholds bigint[] NOT NULL DEFAULT '{}',
  -- Whether the namespace's status is open: the credit check reads this row alone.
  ADD COLUMN open boolean NOT NULL DEFAULT true,
  -- Rows from before have the default, which passes: there is nothing to validate.
  ADD CONSTRAINT balance_thresholds_few_and_positive
    CHECK (cardinality(thresholds) <= 10 AND 0 < ALL (thresholds)) NOT VALID;
