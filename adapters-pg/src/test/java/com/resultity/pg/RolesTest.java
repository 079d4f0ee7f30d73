package com.resultity.pg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.resultity.ports.journal.CommitListener;
import com.resultity.ports.journal.Committer;
import io.vertx.sqlclient.SqlClient;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each role may do, asked of the catalogue, so that no table that is new is left out. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RolesTest {
  private static final String CORE =
      "nspname NOT LIKE 'pg\\_%' AND nspname NOT IN ('information_schema', 'flyway', 'public')";

  /** What people may not read, and why. Where a table is named, all of its columns are meant. */
  private static final Map<String, String> HIDDEN =
      Map.of(
          "accounts.contact", "personal data",
          "accounts.api_key.hash", "what keys are verified with");

  /** What readers may not read besides, and why. */
  private static final Map<String, String> HIDDEN_FROM_READERS =
      Map.of(
          "journal.outcome_0", "idempotency keys are for auditors",
          "journal.outcome_1", "idempotency keys are for auditors",
          "journal.outcome_turn", "how long those are kept");

  private final PgBackend backend = new PgBackend(1);
  private final TestDatabase database = backend.database();

  @AfterAll
  void close() {
    backend.close();
  }

  List<String> appendOnly() {
    return database.list(
        """
        SELECT tgrelid::regclass FROM pg_trigger
        WHERE tgfoid = 'journal.refuse_change'::regproc ORDER BY 1
        """);
  }

  private List<String> tablesFor(String role, String privilege) {
    return database.list(
        """
        SELECT c.oid::regclass FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
        WHERE relkind IN ('r', 'p', 'v', 'm', 'f') AND %s
          AND has_table_privilege('%s', c.oid, '%s') ORDER BY c.oid::regclass::text
        """
            .formatted(CORE, role, privilege));
  }

  @ParameterizedTest
  @MethodSource("appendOnly")
  void whatIsAppendOnlyIsSoForItsOwnerToo(String table) {
    for (String change : changes(table)) {
      assertThatThrownBy(() -> database.execute(change)).hasMessageContaining("is append-only");
    }
    assertDenied("resultity_app", changes(table));
  }

  @Test
  void whatTheAppMayOnlyInsertIsGuardedByATriggerToo() {
    assertThat(
            database.list(
                """
                SELECT c.oid::regclass FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
                WHERE relkind IN ('r', 'p') AND %s
                  AND has_table_privilege('resultity_app', c.oid, 'INSERT')
                  AND NOT has_any_column_privilege('resultity_app', c.oid, 'UPDATE')
                  AND NOT has_table_privilege('resultity_app', c.oid, 'DELETE')
                  AND NOT EXISTS (SELECT FROM pg_trigger WHERE tgrelid = c.oid
                    AND tgfoid = 'journal.refuse_change'::regproc)
                ORDER BY 1
                """
                    .formatted(CORE)))
        .as("forgotten in turns, by a function that the owner wrote")
        .containsExactly("journal.outcome_0", "journal.outcome_1");
  }

  @Test
  void everyPartitionOfWhatIsAppendOnlyIsSoByItself() {
    assertThat(appendOnly())
        .containsAll(
            database.list(
                """
                SELECT inhrelid::regclass FROM pg_inherits WHERE inhparent IN
                  (SELECT tgrelid FROM pg_trigger
                   WHERE tgfoid = 'journal.refuse_change'::regproc)
                """))
        .contains("ledger.entry", "journal.block");
  }

  @Test
  void theAppDeletesNothingOfTheBooksAndOfAccountsWhatIsPersonalOrANoteToItself() {
    assertThat(tablesFor("resultity_app", "DELETE"))
        .filteredOn(table -> table.matches("(journal|ledger|jobs|network|accounts)\\..*"))
        .containsExactly("accounts.contact", "accounts.standing_change");
    assertThat(tablesFor("resultity_app", "TRUNCATE")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"resultity_reader", "resultity_auditor"})
  void everythingIsReadByThoseWhoReadButWhatIsNamedHere(String role) {
    Map<String, String> hidden = new TreeMap<>(HIDDEN);
    if (role.equals("resultity_reader")) {
      hidden.putAll(HIDDEN_FROM_READERS);
    }
    assertThat(
            database.list(
                """
                SELECT DISTINCT CASE WHEN has_any_column_privilege('%1$s', c.oid, 'SELECT')
                  THEN c.oid::regclass || '.' || attname ELSE c.oid::regclass::text END
                FROM pg_class c
                JOIN pg_namespace n ON n.oid = relnamespace
                JOIN pg_attribute a ON attrelid = c.oid AND attnum > 0 AND NOT attisdropped
                WHERE relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT relispartition AND %2$s
                  AND NOT has_column_privilege('%1$s', c.oid, attnum, 'SELECT')
                """
                    .formatted(role, CORE)))
        .containsExactlyInAnyOrderElementsOf(hidden.keySet());
    assertDenied(
        role,
        List.of(
            "SELECT * FROM accounts.contact",
            "SELECT * FROM accounts.api_key",
            "SELECT hash FROM accounts.api_key"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"resultity_reader", "resultity_auditor"})
  void thoseWhoReadWriteNothing(String role) {
    List<String> writes =
        new ArrayList<>(
            List.of(
                "SELECT journal.make_partitions(now(), now())",
                "SELECT journal.turn_outcomes(now(), '1 day')",
                "CREATE TABLE public.x (y int)",
                "SET ROLE resultity_app"));
    for (String table : tablesFor(database.user(), "SELECT")) {
      writes.addAll(changes(table));
      writes.add("INSERT INTO %s DEFAULT VALUES".formatted(table));
    }
    assertDenied(role, writes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"resultity_app", "resultity_reader", "resultity_auditor"})
  void nobodyButTheOwnerChangesTheSchemaOrBorrowsItsRights(String role) {
    assertThat(
            database.list(
                """
                SELECT nspname FROM pg_namespace WHERE has_schema_privilege('%s', oid, 'CREATE')
                  AND nspname NOT LIKE 'pg\\_%%'
                """
                    .formatted(role)))
        .isEmpty();
    assertThat(
            database.list(
                """
                SELECT p.oid::regproc FROM pg_proc p JOIN pg_namespace n ON n.oid = pronamespace
                WHERE prosecdef AND %s AND has_function_privilege('%s', p.oid, 'EXECUTE')
                """
                    .formatted(CORE, role)))
        .containsExactlyInAnyOrderElementsOf(
            role.equals("resultity_app")
                ? List.of("journal.make_partitions", "journal.turn_outcomes")
                : List.of());
    assertThat(
            database.list(
                "SELECT rolname FROM pg_roles WHERE pg_has_role('%1$s', oid, 'MEMBER')"
                    .formatted(role)))
        .containsExactly(role);
  }

  @Test
  void everyConnectionOfCoreWorksAsTheApp() {
    PgServer server = new PgServer(database.options(), 1, 2);
    for (SqlClient pool :
        List.of(
            server.reader(backend.vertx()),
            server.reports(backend.vertx()),
            server.writer(backend.vertx()))) {
      assertThat(
              Await.result(pool.query("SELECT current_user").execute())
                  .iterator()
                  .next()
                  .getString(0))
          .isEqualTo("resultity_app");
      Await.result(pool.close());
    }
  }

  @Test
  void everyBlockIsWrittenByTheApp() {
    database.execute(
        """
        CREATE TABLE public.writer (name text);
        GRANT INSERT ON public.writer TO PUBLIC;
        CREATE FUNCTION public.note() RETURNS trigger LANGUAGE plpgsql AS
          'BEGIN INSERT INTO public.writer VALUES (current_user); RETURN NULL; END';
        CREATE TRIGGER note AFTER INSERT ON journal.block EXECUTE FUNCTION public.note();
        """);
    Committer committer =
        Tenant.committer(backend.vertx(), backend.store(), 1, CommitListener.NONE);
    Tenant.in(1).open(committer, 1000);
    assertThat(database.list("SELECT DISTINCT name FROM public.writer"))
        .containsExactly("resultity_app");
  }

  private List<String> changes(String table) {
    String column =
        database.get(
            "SELECT quote_ident(attname) FROM pg_attribute WHERE attrelid = '%s'::regclass"
                    .formatted(table)
                + " AND attnum > 0 AND NOT attisdropped ORDER BY attnum LIMIT 1");
    return List.of(
        "UPDATE %1$s SET %2$s = %2$s".formatted(table, column),
        "DELETE FROM " + table,
        "TRUNCATE " + table);
  }

  private void assertDenied(String role, List<String> statements) {
    try (Connection connection = database.connect()) {
      TestDatabase.list(connection, "SET SESSION AUTHORIZATION " + role);
      for (String sql : statements) {
        assertThatThrownBy(() -> TestDatabase.list(connection, sql))
            .as(role + ": " + sql)
            .hasMessageContaining("permission denied");
      }
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }
}
