package com.resultity.pg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.resultity.domain.jobs.JobCommand.DispatchJob;
import com.resultity.ports.journal.CommitListener;
import com.resultity.ports.journal.Committer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the schema makes impossible, whoever asks. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConstraintsTest {
  private final PgBackend backend = new PgBackend(1);
  private final TestDatabase database = backend.database();
  private final Committer committer =
      Tenant.committer(backend.vertx(), backend.store(), 1, CommitListener.NONE);
  private final Tenant tenant = Tenant.in(1).open(committer, 1000);
  private final UUID job = tenant.newId();

  @BeforeAll
  void submitAJob() {
    Tenant.done(committer, Tenant.TERMS);
    Tenant.done(committer, tenant.submit(job, 100));
  }

  @AfterAll
  void close() {
    backend.close();
  }

  @Test
  void noJobIsDispatchedWithoutItsHold() {
    UUID bare = tenant.newId();
    Tenant.done(committer, tenant.submit(bare, 100));
    String dispatch =
        """
        UPDATE jobs.job SET status = 'dispatched', attempt = 1, dispatched_at = now(),
          node_id = decode(repeat('1a', 20), 'hex')
        WHERE id = '%s'
        """
            .formatted(bare);

    assertThatThrownBy(() ->
            database.execute(
                "UPDATE ledger.hold SET amount = amount + 1 WHERE id = '%s';".formatted(bare)
                    + dispatch))
        .hasMessageContaining("has no hold");
    assertThatThrownBy(() ->
            database.execute(
                "UPDATE ledger.hold SET status = 'voided' WHERE id = '%s';".formatted(bare)
                    + dispatch))
        .hasMessageContaining("has no hold");
    assertThatThrownBy(() ->
            database.execute("DELETE FROM ledger.hold WHERE id = '%s';".formatted(bare) + dispatch))
        .hasMessageContaining("has no hold");
    assertThat(Tenant.done(committer, new DispatchJob(bare, Tenant.NODE)).replayed()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '|',
      value = {
        "held = 0, job_held_positive_unless_blind",
        "namespace_id = '00000000-0000-0000-0000-000000000000', job_held_positive_unless_blind",
        "ready_at = NULL, job_queued_until_ready",
        "status = 'completed', job_completed_after_a_start"
      })
  void aJobIsWhole(String change, String constraint) {
    assertThatThrownBy(
            () -> database.execute("UPDATE jobs.job SET %s WHERE id = '%s'".formatted(change, job)))
        .hasMessageContaining("violates check constraint \"%s\"".formatted(constraint));
  }

  @ParameterizedTest
  @ValueSource(strings = {"available", "held", "spent", "debt"})
  void noBalanceFallsBelowZero(String balance) {
    assertThatThrownBy(
            () -> database.execute("UPDATE ledger.balance SET %s = -1".formatted(balance)))
        .hasMessageContaining("balance_%s_not_negative".formatted(balance));
  }

  @Test
  void noMoreIsLeftOfAGrantThanWasGranted() {
    assertThatThrownBy(() -> database.execute("UPDATE ledger.credit_grant SET remaining = -1"))
        .hasMessageContaining("credit_grant_remaining_in_range");
    assertThatThrownBy(() -> database.execute("UPDATE ledger.credit_grant SET remaining = 9999"))
        .hasMessageContaining("credit_grant_remaining_in_range");
  }

  @Test
  void everyConstraintHasAName() {
    assertThat(
            database.list(
                """
                SELECT conrelid::regclass || '.' || conname FROM pg_constraint
                WHERE connamespace::regnamespace::text IN
                    ('journal', 'accounts', 'ledger', 'jobs', 'network')
                  AND contype = 'c' AND conname ~ '_check\\d*$'
                """))
        .isEmpty();
  }

  @Test
  void whatLiesOutsideOfThePartitionsIsRefusedWithItsTable() {
    assertThatThrownBy(() ->
            database.execute(
                """
                INSERT INTO ledger.hold SELECT slot, '00000000-0000-7000-8000-000000000000',
                  namespace_id, amount, placed_at, expires_at, overage, slice_grants,
                  slice_amounts, status, charged, for_job FROM ledger.hold LIMIT 1
                """))
        .hasMessageContaining("no partition of relation \"hold\" found for row");
  }

  @Test
  void partitionsAreMadeOnceHoweverManyAskAtOnce() {
    String make = "SELECT journal.make_partitions('2031-01-15', '2031-03-01')";

    List<String> made =
        IntStream.range(0, 6)
            .parallel()
            .mapToObj(_ -> asRole("resultity_app", make).getFirst())
            .toList();

    assertThat(made).containsOnlyOnce("9").contains("0").hasSize(6);
    assertThat(database.get(make)).isEqualTo("0");
    assertThat(
            database.list(
                """
                SELECT relname FROM pg_class
                WHERE relkind = 'r' AND relname LIKE 'hold_2031%' ORDER BY 1
                """))
        .containsExactly("hold_2031_01", "hold_2031_02", "hold_2031_03");
  }

  private List<String> asRole(String role, String sql) {
    try (Connection connection = database.connect()) {
      TestDatabase.list(connection, "SET ROLE " + role);
      return TestDatabase.list(connection, sql);
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }
}
