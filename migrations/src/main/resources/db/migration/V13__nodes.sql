-- Nodes: whose they are, what they have and how they stand.
-- Every table is new and empty.
-- squawk-ignore-file require-concurrent-index-creation

CREATE SCHEMA nodes;

CREATE TABLE nodes.node (
  id bytea NOT NULL,
  public_key bytea NOT NULL,
  status text NOT NULL,
  excluded_until timestamptz,
  -- Null while it is nobody's.
  account_id uuid,
  -- The account that may take it over.
  offered_to uuid,
  bindings integer NOT NULL,
  shadow_banned boolean NOT NULL,
  trust integer NOT NULL,
  -- Null before it was assessed.
  evidence text,
  networks text[] NOT NULL,
  gpu text NOT NULL,
  gpu_count integer NOT NULL,
  vram_mib integer NOT NULL,
  memory_mib integer NOT NULL,
  region text NOT NULL,
  runtime text NOT NULL,
  runtime_version text NOT NULL,
  -- Of its last message.
  chain_id bigint NOT NULL,
  session bigint NOT NULL,
  sequence bigint NOT NULL,
  sent_at timestamptz NOT NULL,
  -- The digests of the configurations that it said it follows.
  testnet_followed bytea,
  mainnet_followed bytea,
  registered_at timestamptz NOT NULL,
  CONSTRAINT node_pk PRIMARY KEY (id),
  CONSTRAINT node_account_exists FOREIGN KEY (account_id) REFERENCES accounts.account (id),
  CONSTRAINT node_offered_to_exists FOREIGN KEY (offered_to) REFERENCES accounts.account (id),
  CONSTRAINT node_id_is_20_bytes CHECK (octet_length(id) = 20),
  CONSTRAINT node_public_key_is_64_bytes CHECK (octet_length(public_key) = 64),
  CONSTRAINT node_status_known CHECK (status IN
    ('registered', 'validating', 'active', 'paused', 'excluded', 'frozen', 'retired')),
  CONSTRAINT node_excluded_until_some_time
    CHECK ((excluded_until IS NOT NULL) = (status = 'excluded')),
  CONSTRAINT node_offered_by_its_account CHECK (offered_to IS NULL OR account_id IS NOT NULL),
  CONSTRAINT node_offered_to_another CHECK (offered_to <> account_id),
  CONSTRAINT node_bindings_counted CHECK (bindings >= 0 AND (bindings > 0 OR account_id IS NULL)),
  CONSTRAINT node_trust_in_range CHECK (trust BETWEEN 0 AND 100),
  CONSTRAINT node_networks_known
    CHECK (cardinality(networks) > 0 AND networks <@ ARRAY['testnet', 'mainnet']),
  CONSTRAINT node_hardware_positive CHECK (gpu_count > 0 AND vram_mib > 0 AND memory_mib > 0),
  CONSTRAINT node_message_numbered CHECK (session >= 0 AND sequence >= 0),
  CONSTRAINT node_follows_digests CHECK (
    octet_length(testnet_followed) = 32 AND octet_length(mainnet_followed) = 32)
) WITH (fillfactor = 70);

CREATE INDEX node_of_account ON nodes.node (account_id, id) WHERE account_id IS NOT NULL;

-- The models that a node has, or had. Written anew when a node tells of others.
CREATE TABLE nodes.served_model (
  node_id bytea NOT NULL,
  network text NOT NULL,
  ordinal integer NOT NULL,
  name text NOT NULL,
  version text NOT NULL,
  content_hash bytea NOT NULL,
  status text NOT NULL,
  -- The node's trust while it may work, else -1: by which the best are found without looking at all.
  rank integer NOT NULL,
  CONSTRAINT served_model_pk PRIMARY KEY (node_id, network, ordinal),
  CONSTRAINT served_model_of_node FOREIGN KEY (node_id) REFERENCES nodes.node (id),
  CONSTRAINT served_model_once UNIQUE (node_id, network, name, version),
  CONSTRAINT served_model_network_known CHECK (network IN ('testnet', 'mainnet')),
  CONSTRAINT served_model_hash_is_32_bytes CHECK (octet_length(content_hash) = 32),
  CONSTRAINT served_model_status_known
    CHECK (status IN ('pending', 'active', 'inactive', 'failed', 'archived')),
  CONSTRAINT served_model_rank_in_range CHECK (rank BETWEEN -1 AND 100)
);

CREATE INDEX served_model_best ON nodes.served_model (network, name, version, rank DESC, node_id)
  WHERE status = 'active' AND rank >= 0;

-- The times that nodes spent with accounts.
CREATE TABLE nodes.binding (
  node_id bytea NOT NULL,
  number integer NOT NULL,
  account_id uuid NOT NULL,
  bound_at timestamptz NOT NULL,
  unbound_at timestamptz,
  CONSTRAINT binding_pk PRIMARY KEY (node_id, number),
  CONSTRAINT binding_of_node FOREIGN KEY (node_id) REFERENCES nodes.node (id),
  CONSTRAINT binding_account_exists FOREIGN KEY (account_id) REFERENCES accounts.account (id),
  CONSTRAINT binding_number_positive CHECK (number > 0),
  CONSTRAINT binding_ends_after_start CHECK (unbound_at >= bound_at)
);

CREATE UNIQUE INDEX binding_to_one_account ON nodes.binding (node_id) WHERE unbound_at IS NULL;

-- The marks against nodes.
CREATE TABLE nodes.penalty (
  id uuid NOT NULL,
  node_id bytea NOT NULL,
  points integer NOT NULL,
  cause text NOT NULL,
  at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  -- When it was taken back.
  lifted_at timestamptz,
  CONSTRAINT penalty_pk PRIMARY KEY (id),
  CONSTRAINT penalty_of_node FOREIGN KEY (node_id) REFERENCES nodes.node (id),
  CONSTRAINT penalty_points_positive CHECK (points > 0),
  CONSTRAINT penalty_expires_later CHECK (expires_at > at)
);

CREATE INDEX penalty_of_node_in_time ON nodes.penalty (node_id, id);
CREATE INDEX penalty_that_counts ON nodes.penalty (node_id, expires_at) WHERE lifted_at IS NULL;

GRANT USAGE ON SCHEMA nodes TO resultity_app, resultity_reader, resultity_auditor;
GRANT SELECT, INSERT, UPDATE ON nodes.node TO resultity_app;
GRANT SELECT, INSERT, DELETE ON nodes.served_model TO resultity_app;
GRANT SELECT, INSERT, UPDATE (unbound_at) ON nodes.binding TO resultity_app;
GRANT SELECT, INSERT, UPDATE (lifted_at) ON nodes.penalty TO resultity_app;
GRANT SELECT ON nodes.node, nodes.served_model, nodes.binding, nodes.penalty
  TO resultity_reader, resultity_auditor;
