-- What each network has agreed on. Versions are immutable.

CREATE SCHEMA network;

CREATE TABLE network.configuration (
  network text NOT NULL,
  version bigint NOT NULL,
  document bytea NOT NULL,
  CONSTRAINT configuration_pk PRIMARY KEY (network, version),
  CONSTRAINT configuration_network_known CHECK (network IN ('testnet', 'mainnet')),
  CONSTRAINT configuration_version_positive CHECK (version > 0)
);

CREATE TRIGGER configuration_append_only BEFORE UPDATE OR DELETE OR TRUNCATE
  ON network.configuration FOR EACH STATEMENT EXECUTE FUNCTION journal.refuse_change();
