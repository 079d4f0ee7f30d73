package com.resultity.pg.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import com.resultity.domain.accounts.AccountCommand.ChangeAccount;
import com.resultity.domain.accounts.AccountCommand.LinkWallet;
import com.resultity.domain.accounts.AccountCommand.OpenAccount;
import com.resultity.domain.accounts.AccountCommand.SuspendAccount;
import com.resultity.domain.accounts.AccountCommand.UnlinkWallet;
import com.resultity.domain.accounts.Contact;
import com.resultity.domain.accounts.KeyCommand.IssueKey;
import com.resultity.domain.accounts.KeyCommand.RotateKey;
import com.resultity.domain.accounts.KeySecret;
import com.resultity.domain.accounts.NamespaceCommand.OpenNamespace;
import com.resultity.domain.accounts.NamespaceCommand.RenameNamespace;
import com.resultity.domain.accounts.Role;
import com.resultity.domain.accounts.WalletAddress;
import com.resultity.domain.accounts.WalletChallenge;
import com.resultity.domain.accounts.WalletProof;
import com.resultity.domain.jobs.Constraints;
import com.resultity.domain.jobs.JobCommand.DispatchJob;
import com.resultity.domain.jobs.JobCommand.SubmitJob;
import com.resultity.domain.jobs.JobRequest;
import com.resultity.domain.journal.Command;
import com.resultity.domain.journal.Decider;
import com.resultity.domain.journal.Decision;
import com.resultity.domain.journal.Digest;
import com.resultity.domain.journal.LogRecord;
import com.resultity.domain.journal.Origin;
import com.resultity.domain.journal.Recorded;
import com.resultity.domain.journal.SlotState;
import com.resultity.domain.journal.Touched;
import com.resultity.domain.ledger.GrantSource;
import com.resultity.domain.ledger.LedgerCommand.ExpireGrant;
import com.resultity.domain.ledger.LedgerCommand.GrantCredit;
import com.resultity.domain.ledger.LedgerCommand.SettleHold;
import com.resultity.domain.ledger.LedgerRecord.DebtLimitSet;
import com.resultity.domain.network.Configuration;
import com.resultity.domain.network.JobLimits;
import com.resultity.domain.network.Mode;
import com.resultity.domain.network.Model;
import com.resultity.domain.network.Network;
import com.resultity.domain.network.NetworkCommand.PublishConfiguration;
import com.resultity.domain.network.Priority;
import com.resultity.domain.network.RetryPolicy;
import com.resultity.domain.network.Tariff;
import com.resultity.domain.network.Terms;
import com.resultity.domain.nodes.NodeId;
import com.resultity.pg.PgOptions;
import com.resultity.pg.Plans;
import com.resultity.pg.SlotQuery;
import com.resultity.pg.SlotTable;
import com.resultity.pg.Statements;
import com.resultity.pg.TestDatabase;
import com.resultity.pg.TestServer;
import com.resultity.pg.accounts.AccountTable;
import com.resultity.pg.accounts.KeyTable;
import com.resultity.pg.accounts.NamespaceTable;
import com.resultity.pg.accounts.PgAccountReader;
import com.resultity.pg.accounts.PgKeyReader;
import com.resultity.pg.accounts.PgNamespaceReader;
import com.resultity.pg.accounts.PgReferralReader;
import com.resultity.pg.accounts.PgStandings;
import com.resultity.pg.accounts.WalletTable;
import com.resultity.pg.jobs.JobTable;
import com.resultity.pg.jobs.PgJobReader;
import com.resultity.pg.jobs.PgWaitingReader;
import com.resultity.pg.ledger.EntryTable;
import com.resultity.pg.ledger.HoldTable;
import com.resultity.pg.ledger.PaymentTable;
import com.resultity.pg.ledger.PgCreditReader;
import com.resultity.pg.ledger.PgDueReader;
import com.resultity.pg.ledger.PgEntryReader;
import com.resultity.pg.ledger.PgHoldReader;
import com.resultity.pg.ledger.PurseTable;
import com.resultity.pg.ledger.SystemAccountTable;
import com.resultity.pg.network.PgConfigurationReader;
import com.resultity.pg.network.RegistryTable;
import com.resultity.ports.jobs.Lane;
import com.resultity.ports.journal.Block;
import com.resultity.ports.journal.BlockHeader;
import com.resultity.ports.journal.Draft;
import com.resultity.ports.journal.Idempotency;
import com.resultity.ports.journal.NetworkLines;
import com.resultity.ports.journal.RecordLines;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Plans decide: whatever the size of the tables and whatever PostgreSQL knows of it, no statement
 * of the hot paths reads a table from end to end, and an id is looked for in one partition.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlansTest {
  private static final int SLOT = 1;
  private static final Instant AT = Instant.parse("2026-07-20T00:00:00Z");
  private static final long MAY = Instant.parse("2026-05-10T00:00:00Z").toEpochMilli();
  private static final Terms TERMS =
      new Terms(
          List.of(new Model("llama", "1", new Tariff(1, 1, 1), 100)),
          new JobLimits(Duration.ofDays(1), RetryPolicy.of(2)));
  private static final NodeId NODE = new NodeId("0x" + "1a".repeat(20));

  private final Vertx vertx = Vertx.vertx();
  private final Map<String, Tuple> writes = new LinkedHashMap<>();
  private final Map<String, Tuple> reads = new LinkedHashMap<>();
  private final TestDatabase empty = TestServer.database(1);
  private final TestDatabase small = TestServer.database(1);
  private final TestDatabase large = TestServer.database(1);

  @BeforeAll
  void noteWhatIsSent() {
    fill(small, 100);
    fill(large, 200_000);
    noteCommit();
    noteReaders();
  }

  @AfterAll
  void close() {
    result(vertx.close());
  }

  @Test
  void everyStatementOfTheHotPathsIsLookedAt() {
    assertThat(String.join("\n", writes.keySet()))
        .contains(
            "FROM journal.head WHERE slot = $1::int FOR UPDATE",
            "UPDATE journal.head",
            "UNION ALL\nSELECT o.key",
            "INSERT INTO journal.outcome_0",
            "INSERT INTO journal.block",
            "JOIN LATERAL (SELECT * FROM accounts.account",
            "FROM network.configuration",
            "INSERT INTO network.configuration",
            "INSERT INTO accounts.account",
            "INSERT INTO accounts.contact",
            "INSERT INTO accounts.namespace",
            "UPDATE accounts.account",
            "DELETE FROM accounts.contact",
            "FROM accounts.wallet_link",
            "INSERT INTO accounts.wallet_link",
            "UPDATE accounts.wallet_link",
            "INSERT INTO accounts.standing_change",
            "UPDATE accounts.namespace",
            "SELECT * FROM accounts.api_key",
            "INSERT INTO accounts.api_key",
            "UPDATE accounts.api_key",
            "SELECT * FROM ledger.balance",
            "INSERT INTO ledger.balance",
            "INSERT INTO ledger.credit_grant",
            "FROM ledger.hold",
            "INSERT INTO ledger.hold",
            "SELECT * FROM jobs.job",
            "INSERT INTO jobs.job",
            "INSERT INTO ledger.entry",
            "INSERT INTO ledger.payment",
            "INSERT INTO ledger.system_account");
    assertThat(reads).hasSize(23);
  }

  @Test
  void anEmptyDatabaseIsNotReadFromEndToEnd() {
    noSequentialScan(empty);
    empty.execute("ANALYZE");
    noSequentialScan(empty);
  }

  @Test
  void aSmallDatabaseIsNotReadFromEndToEnd() {
    noSequentialScan(small);
    small.execute("ANALYZE");
    noSequentialScan(small);
  }

  @Test
  void aLargeDatabaseIsNotReadFromEndToEndAndAnIdIsLookedForInOnePartition() {
    noSequentialScan(large);
    onePartition(large);
    large.execute("ANALYZE");
    noSequentialScan(large);
    onePartition(large);
  }

  private void noSequentialScan(TestDatabase database) {
    List<String> scanning = new ArrayList<>();
    PgConnectOptions writing = PgOptions.forWriting(database.options());
    writes.forEach(
        (sql, tuple) -> addScan(scanning, sql, Plans.of(database, writing, "", sql, tuple)));
    PgConnectOptions reading = PgOptions.forReading(database.options());
    reads.forEach(
        (sql, tuple) -> addScan(scanning, sql, Plans.of(database, reading, "", sql, tuple)));
    assertThat(scanning).isEmpty();
  }

  private static void addScan(List<String> scanning, String sql, List<String> plan) {
    if (plan.stream().anyMatch(line -> line.contains("Seq Scan"))) {
      scanning.add(sql + String.join("\n", plan));
    }
  }

  private void onePartition(TestDatabase database) {
    Stream.concat(writes.entrySet().stream(), reads.entrySet().stream())
        .filter(each -> each.getKey().matches("(?s).*FROM (ledger.hold|jobs.job)\\s.*"))
        .filter(each -> !each.getKey().matches("(?s).*(expires_at <=|claim_id =|waiting AS).*"))
        .forEach(each ->
            assertThat(partitions(database, each.getKey(), each.getValue()))
                .as(each.getKey())
                .isNotEmpty()
                .allMatch(scan -> scan.contains("_2026_05")));
  }

  @Test
  void aClaimLooksOnlyIntoTheMonthsInWhichAJobThatStillWaitsWasSubmitted() {
    reads.forEach((sql, tuple) -> {
      if (sql.contains("waiting AS")) {
        assertThat(partitions(large, sql, tuple))
            .as(sql)
            .isNotEmpty()
            .allMatch(scan -> scan.matches(".*_network_model_priority_namespace_id.*"))
            .allMatch(scan -> scan.matches(".*_2026_0[67].*"));
      }
    });
  }

  /** The scans of partitions of holds and jobs that were executed. */
  private static List<String> partitions(TestDatabase database, String sql, Tuple tuple) {
    return Plans.of(
            database,
            PgOptions.forWriting(database.options()),
            "ANALYZE, TIMING OFF, SUMMARY OFF, ",
            sql,
            tuple)
        .stream()
        .filter(line -> line.matches(".*Scan.* on (hold|job)_\\d{4}_\\d\\d.*"))
        .filter(line -> !line.contains("never executed"))
        .toList();
  }

  private void noteCommit() {
    PgConnection connection =
        result(PgConnection.connect(vertx, PgOptions.forWriting(small.options())));
    Statements statements = new Statements(connection);
    SlotQuery query = new SlotQuery(statements.watched(), SLOT);
    List<Command> commands = commands();
    Touched touched = new Touched();
    commands.forEach(command -> command.touch(touched));
    SlotState state = new SlotState();
    List<SlotTable> tables =
        List.of(
            new AccountTable(),
            new WalletTable(),
            new NamespaceTable(),
            new KeyTable(),
            new PurseTable(),
            new HoldTable(),
            new SystemAccountTable(),
            new PaymentTable(),
            new JobTable());
    RegistryTable registry = new RegistryTable();
    List<Consumer<SlotQuery>> more = new ArrayList<>();
    query.send(PgSlotStore.LOCK, query.slotFirst());
    more.add(OutcomeTable.read(query, List.of(id(0), id(3)), new HashMap<>()));
    more.add(registry.read(query, touched, state, _ -> {}));
    tables.forEach(table -> more.add(table.read(query, touched, state)));
    result(query.done());
    more.forEach(rest -> rest.accept(query));
    query.send(PgSlotStore.GET_NEXT_PREVIOUS, query.slotFirst().addLong(1L));
    result(query.done());

    List<LogRecord> facts = new ArrayList<>();
    for (Command command : commands) {
      Decision decision = Decider.decide(command, state, AT);
      assertThat(decision).as("%s", command).isInstanceOf(Decision.Accepted.class);
      List<LogRecord> own = ((Decision.Accepted) decision).records();
      state.accept(command, own, AT);
      facts.addAll(own);
    }
    statements.onlyNote();
    noteWrites(query, state, tables, registry, facts);
    writes.putAll(statements.seen());
    result(connection.close());
  }

  private static void noteWrites(
      SlotQuery query,
      SlotState state,
      List<SlotTable> tables,
      RegistryTable registry,
      List<LogRecord> facts) {
    List<Recorded> records =
        facts.stream().map(fact -> new Recorded(AT, new Origin("t", "", null), fact)).toList();
    List<byte[]> lines = records.stream().map(RecordLines::encode).toList();
    BlockHeader header =
        new BlockHeader(SLOT, 300_000, Digest.NONE, AT, lines.size(), 0, Digest.NONE);
    tables.forEach(table -> table.write(query, state));
    registry.write(query, records);
    new EntryTable().write(query, 300_000, records);
    BlockTable.write(query, new Block(header, lines));
    Draft.Memory memory =
        new Draft.Memory(new Idempotency(new UUID(1, 1), new UUID(1, 1)), 0, 1, null);
    OutcomeTable.write(query, 0, 300_000L, List.of(memory));
    query.send(
        PgSlotStore.ADVANCE,
        query
            .slotFirst()
            .addLong(300_000L)
            .addBuffer(Buffer.buffer(Digest.NONE.bytes()))
            .addOffsetDateTime(AT.atOffset(ZoneOffset.UTC)));
  }

  private static List<Command> commands() {
    UUID account = newId(1);
    return List.of(
        new OpenAccount(
            account, new Contact("new@x", "00".repeat(16)), Set.of(Role.CONSUMER), null),
        new OpenNamespace(newId(2), id(0), "new", Network.TESTNET),
        new GrantCredit(newId(3), id(0), 5, GrantSource.TOP_UP, 0, null, "new payment"),
        new ExpireGrant(id(9)),
        new SubmitJob(
            newId(4),
            id(3),
            new JobRequest(
                "llama",
                Mode.SYNC,
                Priority.NORMAL,
                Duration.ofHours(1),
                10,
                Constraints.NONE,
                null,
                null),
            null),
        new DispatchJob(id(0), NODE),
        new SettleHold(id(3), 1),
        new PublishConfiguration(Network.MAINNET, TERMS),
        new ChangeAccount(id(0), new Contact("other@x", "00".repeat(16)), null),
        new LinkWallet(id(0), proof()),
        new UnlinkWallet(id(0), new WalletAddress("0x" + "0".repeat(40))),
        new SuspendAccount(id(6)),
        new RenameNamespace(id(0), "renamed"),
        new IssueKey(newId(5), id(0), "ci", secret(), Set.of(), null, null),
        new RotateKey(id(0), newId(6), secret(), Duration.ZERO));
  }

  private static KeySecret secret() {
    return new KeySecret("secret", Digest.NONE);
  }

  private static WalletProof proof() {
    WalletChallenge challenge =
        new WalletChallenge(
            "localhost", "0x" + "1".repeat(40), 1, id(0), "new nonce", AT, AT.plusSeconds(600));
    return new WalletProof("", "").found(new WalletProof.Finding.Proven(challenge));
  }

  private void noteReaders() {
    PgConnection connection =
        result(PgConnection.connect(vertx, PgOptions.forReading(small.options())));
    Statements statements = new Statements(connection);
    SqlConnection client = statements.watched();
    result(new PgAccountReader(client).find(id(0)));
    result(new PgAccountReader(client).findByEmail("1@x"));
    result(new PgAccountReader(client).findByWallet(new WalletAddress("0x" + "0".repeat(40))));
    result(new PgReferralReader(client).count(id(0)));
    result(new PgReferralReader(client).list(id(0), null, 10));
    result(new PgKeyReader(client, 1).find(id(0)));
    result(new PgKeyReader(client, 1).list(id(0), null, 10));
    result(new PgStandings(client).list(10));
    result(new PgNamespaceReader(client, 1).find(id(0)));
    result(new PgCreditReader(client, 1).find(id(0)));
    result(new PgHoldReader(client, 1).find(id(0)));
    result(new PgJobReader(client, 1).find(id(0)));
    result(new PgEntryReader(client).list(id(0), null, 100));
    result(new PgDueReader(client).listDue(SLOT, AT, 100));
    PgWaitingReader waiting = new PgWaitingReader(client);
    result(waiting.listWaiting(new Lane(Network.MAINNET, "llama", Priority.NORMAL), null, AT, 64));
    result(waiting.findClaimed(NODE, id(0)));
    result(new PgConfigurationReader(client).findCurrent(Network.TESTNET));
    result(new PgConfigurationReader(client).find(Network.MAINNET, 7));
    result(new PgConfigurationReader(client).list(Network.MAINNET, null, 10));
    PgBlockReader blocks = new PgBlockReader(client);
    result(blocks.head(SLOT));
    result(blocks.list(SLOT, 0, 1));
    reads.putAll(statements.seen());
    result(connection.close());
  }

  /** The id of what is numbered: every third one is of the month of May. */
  private static UUID id(int number) {
    long at = MAY + number % 3 * 2_678_400_000L;
    return new UUID((at << 16) | 0x7000L, 0x8004_0000_0000_0000L | number);
  }

  private static UUID newId(int number) {
    return new UUID((AT.toEpochMilli() << 16) | 0x7000L, 0x8004_1000_0000_0000L | number);
  }

  private static void fill(TestDatabase database, int rows) {
    database.execute(
        """
        CREATE FUNCTION public.id(i bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
          SELECT (lpad(to_hex(%d + i %% 3 * 2678400000), 12, '0') || '70008004'
            || lpad(to_hex(i), 12, '0'))::uuid
        $$;
        CREATE TABLE public.made AS SELECT i, public.id(i) AS id FROM generate_series(0, %d - 1) AS i;
        INSERT INTO accounts.account SELECT id, 'active', '{consumer}', NULL, NULL, now() FROM made;
        INSERT INTO accounts.contact SELECT id, i || '@x', decode(repeat('00', 16), 'hex') FROM made;
        INSERT INTO accounts.namespace SELECT 1, id, id, 'main', 'mainnet', 'open', now() FROM made;
        INSERT INTO accounts.wallet_link
          SELECT 'nonce' || i, id, decode(lpad(to_hex(i), 40, '0'), 'hex'), 1, now(), NULL FROM made;
        INSERT INTO accounts.api_key
          SELECT 1, id, id, 'ci', sha256(''), '{}', NULL, now(), NULL, NULL, NULL FROM made;
        INSERT INTO accounts.api_key_use SELECT 1, id, now() FROM made;
        INSERT INTO accounts.standing_change SELECT id, now() FROM made WHERE i %% 100 = 0;
        INSERT INTO ledger.balance SELECT 1, id, 1000, 10, 0, 0, 0 FROM made;
        INSERT INTO ledger.credit_grant
          SELECT 1, id, id, 'bonus', 0, 1010, 1000,
            CASE WHEN i %% 10 = 9 THEN '2026-07-15'::timestamptz END FROM made;
        INSERT INTO ledger.payment SELECT 'payment ' || i, id FROM made;
        INSERT INTO ledger.system_account VALUES (1, 'mainnet', 0, -1, 0, 0);
        INSERT INTO ledger.hold
          SELECT 1, id, id, 10, '2026-07-01', '2026-07-30', 'cap', ARRAY[id], '{10}', 'held', 0,
            i <> 3 FROM made;
        INSERT INTO ledger.entry SELECT 1, id, id, 'hold', id, 10, 0, 10, 0, 0, now() FROM made;
        INSERT INTO jobs.job (slot, id, namespace_id, network, model, model_version, config_version,
            request_price, input_price, output_price, mode, priority, max_tokens, max_attempts, held,
            submitted_at, deadline, ready_at, status, attempt, due_at)
          SELECT 1, id, id, 'mainnet', 'llama', '1', 1, 1, 1, 1, 'sync', 'normal', 10, 2, 10,
            '2026-07-01', '2026-07-30', '2026-07-01', 'queued', 0,
            CASE WHEN i %% 10 = 9 THEN '2026-07-15'::timestamptz END FROM made;
        INSERT INTO journal.block
          SELECT 1, i + 1, sha256(''), now(), 1, 0, sha256(''), '\\x%s' FROM made;
        INSERT INTO journal.outcome_0 SELECT 1, id, id, NULL, NULL, NULL, '{}' FROM made
          WHERE i %% 2 = 1 AND i <> 3;
        INSERT INTO journal.outcome_1 SELECT 1, id, id, NULL, NULL, NULL, '{}' FROM made
          WHERE i %% 2 = 0 AND i <> 0;
        INSERT INTO journal.outcome_1
          SELECT 1, id, id, i + 1, 0, 1, NULL FROM made WHERE i = 0;
        INSERT INTO network.configuration
          SELECT 'mainnet', v, '\\x%s', now(), 'tester', NULL, NULL FROM generate_series(1, 20) AS v;
        """
            .formatted(MAY, rows, lines(), document()));
  }

  private static String document() {
    return HexFormat.of()
        .formatHex(NetworkLines.encode(new Configuration(Network.MAINNET, 20, TERMS)));
  }

  private static String lines() {
    LogRecord fact = new DebtLimitSet(id(0), 1);
    byte[] line = RecordLines.encode(new Recorded(AT, new Origin("t", "", null), fact));
    byte[] ended = Arrays.copyOf(line, line.length + 1);
    ended[line.length] = '\n';
    return HexFormat.of().formatHex(Zstd.compress(ended));
  }

  private static <T> T result(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    } catch (Exception failed) {
      throw new IllegalStateException(failed);
    }
  }
}
