-- How each version of a configuration came to be.

ALTER TABLE network.configuration
  -- Null in versions published before the trail of administrators began.
  ADD COLUMN published_at timestamptz,
  ADD COLUMN principal text,
  -- Null when none was given.
  ADD COLUMN reason text,
  -- The earlier version that says the same; null unless that was asked for.
  ADD COLUMN restores bigint;

-- Only administrators publish, and versions are dense: the newest in the trail is the newest here.
ALTER TABLE network.configuration DISABLE TRIGGER configuration_append_only;

UPDATE network.configuration AS c
SET published_at = a.at, principal = a.principal, reason = a.reason
FROM (
  SELECT subjects ->> 'network' AS network, at, principal, reason,
    row_number() OVER (PARTITION BY subjects ->> 'network' ORDER BY id DESC) AS back
  FROM journal.admin_action
  WHERE kind = 'configuration_published') AS a
WHERE c.network = a.network
  AND c.version = 1 - a.back + (
    SELECT max(version) FROM network.configuration AS n WHERE n.network = a.network);

ALTER TABLE network.configuration ENABLE TRIGGER configuration_append_only;

ALTER TABLE network.configuration
  ADD CONSTRAINT configuration_is_attributed
    CHECK (published_at IS NOT NULL AND principal IS NOT NULL) NOT VALID,
  ADD CONSTRAINT configuration_restores_earlier
    CHECK (restores > 0 AND restores < version) NOT VALID;
