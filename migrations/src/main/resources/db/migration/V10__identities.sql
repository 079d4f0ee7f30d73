-- Wallets, API keys, and namespaces that follow their account's standing.
-- The tables that get an index are small, or new and empty.
-- squawk-ignore-file require-concurrent-index-creation

-- Whether its account may not act. Who freezes a namespace and who suspends its account differ.
ALTER TABLE accounts.namespace ADD COLUMN suspended boolean NOT NULL DEFAULT false;

-- Whom an account brought, in the order of time.
CREATE INDEX account_of_referrer ON accounts.account (referrer_id, id) WHERE referrer_id IS NOT NULL;

-- The times that wallets spent with accounts. A nonce is a challenge's: it is signed for once.
CREATE TABLE accounts.wallet_link (
  nonce text NOT NULL,
  account_id uuid NOT NULL,
  address bytea NOT NULL,
  chain_id bigint NOT NULL,
  linked_at timestamptz NOT NULL,
  unlinked_at timestamptz,
  CONSTRAINT wallet_link_pk PRIMARY KEY (nonce),
  CONSTRAINT wallet_link_account_exists
    FOREIGN KEY (account_id) REFERENCES accounts.account (id),
  CONSTRAINT wallet_link_address_is_20_bytes CHECK (octet_length(address) = 20),
  CONSTRAINT wallet_link_chain_positive CHECK (chain_id > 0),
  CONSTRAINT wallet_link_ends_after_start CHECK (unlinked_at >= linked_at)
);

CREATE UNIQUE INDEX wallet_linked_once ON accounts.wallet_link (address)
  WHERE unlinked_at IS NULL;
CREATE INDEX wallet_link_of_account ON accounts.wallet_link (account_id, linked_at);

-- Keys to namespaces. The hash is keyed, and the key to it is not in the database.
CREATE TABLE accounts.api_key (
  slot integer NOT NULL,
  id uuid NOT NULL,
  namespace_id uuid NOT NULL,
  name text NOT NULL,
  hash bytea NOT NULL,
  scopes text[] NOT NULL,
  requests_per_minute integer,
  issued_at timestamptz NOT NULL,
  expires_at timestamptz,
  revoked_at timestamptz,
  replaces uuid,
  CONSTRAINT api_key_pk PRIMARY KEY (slot, id),
  CONSTRAINT api_key_namespace_exists
    FOREIGN KEY (slot, namespace_id) REFERENCES accounts.namespace (slot, id),
  CONSTRAINT api_key_replaces_another FOREIGN KEY (slot, replaces)
    REFERENCES accounts.api_key (slot, id),
  CONSTRAINT api_key_hash_is_32_bytes CHECK (octet_length(hash) = 32),
  CONSTRAINT api_key_scopes_known CHECK (
    scopes <@ ARRAY['submit_jobs', 'read_jobs', 'read_credits', 'read_usage']),
  CONSTRAINT api_key_limit_positive CHECK (requests_per_minute > 0)
);

CREATE INDEX api_key_of_namespace ON accounts.api_key (slot, namespace_id, id);

-- Not in the log, and nothing depends on it: when a key was last seen.
CREATE TABLE accounts.api_key_use (
  slot integer NOT NULL,
  key_id uuid NOT NULL,
  last_used_at timestamptz NOT NULL,
  CONSTRAINT api_key_use_pk PRIMARY KEY (slot, key_id),
  CONSTRAINT api_key_use_of_key FOREIGN KEY (slot, key_id) REFERENCES accounts.api_key (slot, id)
) WITH (fillfactor = 70);

-- A note to self, and not in the log: accounts whose namespaces have yet to follow them.
CREATE TABLE accounts.standing_change (
  account_id uuid NOT NULL,
  changed_at timestamptz NOT NULL,
  CONSTRAINT standing_change_pk PRIMARY KEY (account_id),
  CONSTRAINT standing_change_of_account
    FOREIGN KEY (account_id) REFERENCES accounts.account (id)
);

CREATE INDEX standing_change_oldest ON accounts.standing_change (changed_at);

GRANT SELECT, INSERT, UPDATE (unlinked_at) ON accounts.wallet_link TO resultity_app;
GRANT SELECT, INSERT, UPDATE (expires_at, revoked_at) ON accounts.api_key TO resultity_app;
GRANT SELECT, INSERT, UPDATE ON accounts.api_key_use TO resultity_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON accounts.standing_change TO resultity_app;

-- What people read has no hashes in it.
GRANT SELECT ON accounts.wallet_link, accounts.api_key_use, accounts.standing_change
  TO resultity_reader, resultity_auditor;
GRANT SELECT (slot, id, namespace_id, name, scopes, requests_per_minute, issued_at, expires_at,
  revoked_at, replaces) ON accounts.api_key TO resultity_reader, resultity_auditor;
