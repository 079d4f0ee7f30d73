-- Who owns what. Accounts are in the registry; namespaces in their account's home slot.

CREATE SCHEMA accounts;

CREATE TABLE accounts.account (
  id uuid NOT NULL,
  status text NOT NULL,
  roles text[] NOT NULL,
  email_commitment bytea,
  referrer_id uuid,
  opened_at timestamptz NOT NULL,
  CONSTRAINT account_pk PRIMARY KEY (id),
  CONSTRAINT account_status_known CHECK (status IN ('active', 'suspended', 'closed')),
  CONSTRAINT account_roles_known CHECK (roles <@ ARRAY['consumer', 'operator', 'referrer']),
  CONSTRAINT account_commitment_is_sha256 CHECK (octet_length(email_commitment) = 32),
  CONSTRAINT account_not_its_own_referrer CHECK (referrer_id <> id),
  CONSTRAINT account_referrer_exists FOREIGN KEY (referrer_id) REFERENCES accounts.account (id)
);

-- Personal data: beside the log, never in it, so that erasing it breaks no proof.
CREATE TABLE accounts.contact (
  account_id uuid NOT NULL,
  email text NOT NULL,
  salt bytea NOT NULL,
  CONSTRAINT contact_pk PRIMARY KEY (account_id),
  CONSTRAINT contact_email_once UNIQUE (email),
  CONSTRAINT contact_account_exists FOREIGN KEY (account_id) REFERENCES accounts.account (id),
  CONSTRAINT contact_salt_is_16_bytes CHECK (octet_length(salt) = 16)
);

CREATE TABLE accounts.namespace (
  slot integer NOT NULL,
  id uuid NOT NULL,
  account_id uuid NOT NULL,
  name text NOT NULL,
  network text NOT NULL,
  status text NOT NULL,
  opened_at timestamptz NOT NULL,
  CONSTRAINT namespace_pk PRIMARY KEY (slot, id),
  CONSTRAINT namespace_name_once UNIQUE (slot, account_id, name),
  CONSTRAINT namespace_not_in_registry CHECK (slot > 0),
  CONSTRAINT namespace_network_known CHECK (network IN ('testnet', 'mainnet')),
  CONSTRAINT namespace_status_known CHECK (status IN ('open', 'frozen', 'closed'))
);
