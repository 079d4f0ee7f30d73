package com.resultity.pg;

import static org.assertj.core.api.Assertions.assertThat;

import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** What a migration makes of what is there already. */
class MigrationTest {
  private final TestDatabase database = TestServer.bare();

  private void migrateTo(String version) {
    Flyway.configure()
        .dataSource(database.jdbcUrl(), database.user(), database.password())
        .locations("classpath:db/migration")
        .schemas("flyway")
        .target(version)
        .load()
        .migrate();
  }

  @Test
  void configurationsOfBeforeAreAttributedAsFarAsTheTrailOfAdministratorsGoes() {
    migrateTo("11");
    database.execute(
        """
        INSERT INTO network.configuration
          SELECT network, version, convert_to(network || version, 'UTF8')
          FROM unnest(ARRAY['testnet', 'mainnet']) AS network, generate_series(1, 3) AS version;
        INSERT INTO journal.admin_action
          (slot, id, sequence, ordinal, at, principal, kind, subjects, reason, trace_id)
          SELECT 0, lpad(i::text, 32, '0')::uuid, i, 0, to_timestamp(i), 'admin ' || i, kind,
            jsonb_build_object('network', network), 'reason ' || i, ''
          FROM (VALUES (1, 'configuration_published', 'testnet'),
            (2, 'configuration_published', 'mainnet'),
            (3, 'debt_limit_set', 'testnet'),
            (4, 'configuration_published', 'testnet')) AS did(i, kind, network)
        """);

    migrateTo("12");

    assertThat(
            database.list(
                """
                SELECT concat_ws(' ', network, version, principal, reason,
                  extract(epoch FROM published_at)::int, restores)
                FROM network.configuration ORDER BY network, version
                """))
        .containsExactly(
            "mainnet 1",
            "mainnet 2",
            "mainnet 3 admin 2 reason 2 2",
            "testnet 1",
            "testnet 2 admin 1 reason 1 1",
            "testnet 3 admin 4 reason 4 4");
    assertThat(
            database.get(
                "SELECT tgenabled FROM pg_trigger WHERE tgname = 'configuration_append_only'"))
        .isEqualTo("O");
  }
}
