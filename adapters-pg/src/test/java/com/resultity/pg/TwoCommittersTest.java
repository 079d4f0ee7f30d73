package com.resultity.pg;

import static org.assertj.core.api.Assertions.assertThat;

import com.resultity.domain.jobs.JobCommand.CancelJob;
import com.resultity.domain.jobs.JobCommand.CompleteJob;
import com.resultity.domain.jobs.JobCommand.DispatchJob;
import com.resultity.domain.jobs.JobCommand.FailJob;
import com.resultity.domain.jobs.JobResult;
import com.resultity.domain.journal.Command;
import com.resultity.domain.journal.Decider;
import com.resultity.domain.journal.Decision;
import com.resultity.domain.journal.Digest;
import com.resultity.domain.journal.Ids;
import com.resultity.domain.journal.LogRecord;
import com.resultity.domain.journal.Origin;
import com.resultity.domain.journal.Recorded;
import com.resultity.domain.journal.SlotState;
import com.resultity.domain.journal.Touched;
import com.resultity.domain.ledger.Credits;
import com.resultity.domain.ledger.Entry;
import com.resultity.domain.ledger.LedgerCommand.ExtendHold;
import com.resultity.domain.ledger.LedgerCommand.SetDebtLimit;
import com.resultity.domain.ledger.LedgerCommand.SettleHold;
import com.resultity.domain.ledger.LedgerCommand.VoidHold;
import com.resultity.domain.ledger.LedgerRecord.Moved;
import com.resultity.domain.ledger.Overage;
import com.resultity.ports.journal.Block;
import com.resultity.ports.journal.Caller;
import com.resultity.ports.journal.ChainCheck;
import com.resultity.ports.journal.CommitListener;
import com.resultity.ports.journal.Committer;
import com.resultity.ports.journal.Draft;
import com.resultity.ports.journal.Outcome;
import com.resultity.ports.journal.RecordLines;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two processes on one database are one history: the log's, one command after another. */
class TwoCommittersTest {
  private static final List<String> TABLES =
      List.of(
          "accounts.account",
          "accounts.namespace",
          "ledger.balance",
          "ledger.credit_grant",
          "ledger.hold",
          "ledger.payment",
          "ledger.system_account",
          "jobs.job",
          "network.configuration");

  private final PgBackend backend = new PgBackend(2);
  private final Vertx vertx = backend.vertx();
  private final List<Committer> committers =
      List.of(
          Tenant.committer(vertx, backend.store(), 2, CommitListener.NONE),
          Tenant.committer(vertx, backend.otherStore(), 2, CommitListener.NONE));

  /** A command as it was sent; its number is the trace of its records. */
  private record Sent(Command command, Future<Outcome> answer) {}

  @AfterEach
  void close() {
    backend.close();
  }

  @Test
  void noMoreIsHeldThanThereIsHoweverManyAskAtOnce() {
    Tenant tenant = Tenant.in(1).open(committers.getFirst(), 500);
    List<Future<Outcome>> sent = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      sent.add(Tenant.send(committers.get(i % 2), tenant.hold(75)));
    }

    assertThat(sent.stream().map(Await::result).filter(Outcome.Done.class::isInstance)).hasSize(6);
    assertThat(credits(tenant)).isEqualTo(new Credits(50, 450, 0, 0));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void whateverIsSentTheLogIsOneHistoryAndTheTablesAreWhatItSays(long seed) {
    Random random = new Random(seed);
    Committer first = committers.getFirst();
    Tenant.done(first, Tenant.TERMS);
    List<Tenant> tenants =
        List.of(
            Tenant.in(1).open(first, 300),
            Tenant.in(1).open(first, 10),
            Tenant.in(2).open(first, 50));
    int opened = blocks(1).size();
    List<Sent> sent = play(random, tenants);

    for (int slot = 0; slot <= 2; slot++) {
      ChainCheck.Report report = Await.result(new ChainCheck(backend.blocks()).run(slot, _ -> {}));
      assertThat(report.problem()).isEmpty();
    }
    assertThat(blocks(1).size()).isGreaterThan(opened);
    assertThat(Await.result(backend.trialBalance().list())).allMatch(line -> line.total() == 0);
    tenants.forEach(this::booksAgree);
    oneHistory(sent);
    tablesAreWhatTheLogSays();
  }

  private List<Sent> play(Random random, List<Tenant> tenants) {
    List<UUID> holds = new ArrayList<>();
    List<UUID> jobs = new ArrayList<>();
    List<Sent> sent = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      Tenant tenant = tenants.get(random.nextInt(tenants.size()));
      Command command = command(random, tenant, holds, jobs);
      Origin origin = new Origin("tester", trace(sent.size()), null);
      Caller caller = new Caller(origin, null, null);
      sent.add(new Sent(command, committers.get(random.nextInt(2)).submit(caller, command)));
      // Batches of any size: sometimes everyone waits.
      if (random.nextInt(25) == 0) {
        sent.forEach(each -> Await.result(each.answer()));
      }
    }
    sent.forEach(each -> Await.result(each.answer()));
    return sent;
  }

  private static String trace(int number) {
    return "%032x".formatted(number);
  }

  private static Command command(Random random, Tenant tenant, List<UUID> holds, List<UUID> jobs) {
    UUID id = tenant.newId();
    long amount = 1L + random.nextInt(40);
    return switch (random.nextInt(12)) {
      case 0, 1 -> tenant.grant(amount);
      case 2, 3, 4 -> {
        holds.add(id);
        Overage overage = List.of(Overage.values()).get(random.nextInt(3));
        yield tenant.hold(id, amount, overage, Duration.ofHours(1));
      }
      case 5, 6 -> new SettleHold(any(random, holds, id), amount);
      case 7 -> new VoidHold(any(random, holds, id));
      case 8 -> {
        jobs.add(id);
        yield tenant.submit(id, amount);
      }
      case 9 -> new DispatchJob(any(random, jobs, id), Tenant.NODE);
      case 10 -> {
        UUID job = any(random, jobs, id);
        JobResult result = new JobResult(amount / 2, 3, 5, Digest.NONE);
        yield switch (random.nextInt(3)) {
          case 0 -> new CancelJob(job);
          case 1 -> new FailJob(job, Tenant.NODE, 1, "oom");
          default -> new CompleteJob(job, Tenant.NODE, 1, result);
        };
      }
      default ->
          random.nextBoolean()
              ? new SetDebtLimit(tenant.namespace(), amount)
              : new ExtendHold(
                  any(random, holds, id),
                  Instant.now().truncatedTo(ChronoUnit.MICROS).plus(Duration.ofHours(1 + amount)));
    };
  }

  private static UUID any(Random random, List<UUID> ids, UUID otherwise) {
    return ids.isEmpty() ? otherwise : ids.get(random.nextInt(ids.size()));
  }

  /** Balance, statement, grants and holds say the same. */
  private void booksAgree(Tenant tenant) {
    Credits credits = credits(tenant);
    List<Entry> statement = Await.result(backend.entries().list(tenant.namespace(), null, 100_000));
    assertThat(statement.getLast().credits()).isEqualTo(credits);
    balancesOfThenAreThoseOfTheLog(tenant);
    assertThat(sum("remaining", "ledger.credit_grant", tenant)).isEqualTo(credits.available());
    assertThat(sum("CASE WHEN status = 'held' THEN amount END", "ledger.hold", tenant))
        .isEqualTo(credits.held());
    assertThat(sum("charged", "ledger.hold", tenant)).isEqualTo(credits.spent());
  }

  /** At any time, and just before it, the balances are those after the last record until then. */
  private void balancesOfThenAreThoseOfTheLog(Tenant tenant) {
    NavigableMap<Instant, Credits> log = new TreeMap<>();
    for (Block block : blocks(tenant.slot())) {
      for (byte[] line : block.lines()) {
        Recorded recorded = RecordLines.decode(line);
        if (recorded.fact() instanceof Moved moved
            && moved.namespaceId().equals(tenant.namespace())) {
          log.put(recorded.at(), moved.credits());
        }
      }
    }
    for (Instant at : log.keySet()) {
      for (Instant then : List.of(at, at.minus(1, ChronoUnit.MICROS))) {
        assertThat(
                Await.result(backend.entries().lastUntil(tenant.namespace(), then))
                    .map(Entry::credits))
            .isEqualTo(Optional.ofNullable(log.floorEntry(then)).map(Map.Entry::getValue));
      }
    }
  }

  private long sum(String what, String table, Tenant tenant) {
    return Long.parseLong(
        backend
            .database()
            .get(
                "SELECT coalesce(sum(%s), 0) FROM %s WHERE namespace_id = '%s'"
                    .formatted(what, table, tenant.namespace())));
  }

  private Credits credits(Tenant tenant) {
    return Await.result(backend.credits().find(tenant.namespace())).orElseThrow().credits();
  }

  /**
   * Every command that happened is found once in the log, in one piece, and would have led to the
   * same records had they come one at a time in that order; those that were refused are not found.
   */
  private void oneHistory(List<Sent> sent) {
    Map<String, Sent> byTrace = new HashMap<>();
    for (int i = 0; i < sent.size(); i++) {
      byTrace.put(trace(i), sent.get(i));
    }
    int happened = 0;
    SlotState registry = replay(0).state();
    for (int slot = 1; slot <= 2; slot++) {
      SlotState state = new SlotState();
      registry.identities().accounts().all().forEach(state.identities()::loadAccount);
      registry.configurations().all().forEach(state::loadConfiguration);
      for (List<Recorded> own : pieces(slot)) {
        Instant at = own.getFirst().at();
        Sent each = byTrace.remove(own.getFirst().origin().traceId());
        List<LogRecord> facts = own.stream().map(Recorded::fact).toList();
        if (each == null) {
          facts.forEach(fact -> state.apply(fact, at));
          continue;
        }
        happened++;
        Decision decision = Decider.decide(each.command(), state, at);
        assertThat(decision.records()).isEqualTo(facts);
        assertThat(Await.result(each.answer()))
            .isEqualTo(
                decision instanceof Decision.Refused refused
                    ? new Outcome.Declined(refused.refusal(), false)
                    : new Outcome.Done(own, false));
        if (decision instanceof Decision.Accepted) {
          state.accept(each.command(), facts, at);
        } else {
          facts.forEach(fact -> state.apply(fact, at));
        }
      }
    }
    assertThat(happened).isGreaterThan(100);
    assertThat(byTrace.values()).allMatch(TwoCommittersTest::declined);
  }

  private static boolean declined(Sent each) {
    return Await.result(each.answer()) instanceof Outcome.Declined;
  }

  /** The records of a slot, cut where the command changes. */
  private List<List<Recorded>> pieces(int slot) {
    Map<String, List<Recorded>> pieces = new LinkedHashMap<>();
    for (Block block : blocks(slot)) {
      String last = "";
      for (byte[] line : block.lines()) {
        Recorded recorded = RecordLines.decode(line);
        String trace = recorded.origin().traceId();
        String name = trace.isEmpty() ? "block " + block.header().sequence() : trace;
        assertThat(name.equals(last) || !pieces.containsKey(name)).as(name).isTrue();
        pieces.computeIfAbsent(name, _ -> new ArrayList<>()).add(recorded);
        last = name;
      }
    }
    return List.copyOf(pieces.values());
  }

  private record Replayed(SlotState state, List<Entry> entries, List<Recorded> log) {}

  /** The log alone, record by record, from nothing. */
  private Replayed replay(int slot) {
    SlotState state = new SlotState();
    List<Entry> entries = new ArrayList<>();
    List<Recorded> log = new ArrayList<>();
    for (Block block : blocks(slot)) {
      for (int ordinal = 0; ordinal < block.lines().size(); ordinal++) {
        Recorded recorded = RecordLines.decode(block.lines().get(ordinal));
        state.apply(recorded.fact(), recorded.at());
        log.add(recorded);
        if (recorded.fact() instanceof Moved moved) {
          UUID id = Ids.ofPlace(recorded.at(), slot, block.header().sequence(), ordinal);
          entries.add(Entry.of(id, moved, recorded.at()));
        }
      }
    }
    return new Replayed(state, entries, log);
  }

  /** What the log replays to, written to an empty database, is every row of this one. */
  private void tablesAreWhatTheLogSays() {
    try (PgBackend restored = new PgBackend(2)) {
      for (int slot = 0; slot <= 2; slot++) {
        Replayed replayed = replay(slot);
        Block last = blocks(slot).getLast();
        // Entries have ids of their own block, and are looked at below.
        List<Recorded> log = slot == 0 ? replayed.log() : List.of();
        Draft draft = new Draft(Optional.of(last), log, List.of(), replayed.state());
        Await.result(restored.store().commit(slot, new Touched(), List.of(), _ -> draft));
      }
      for (String table : TABLES) {
        assertThat(rows(restored.database(), table)).isEqualTo(rows(backend.database(), table));
      }
    }
    List<Entry> stored = new ArrayList<>();
    List<Entry> replayed = new ArrayList<>();
    for (int slot = 1; slot <= 2; slot++) {
      replayed.addAll(replay(slot).entries());
    }
    replayed.stream()
        .map(Entry::namespaceId)
        .distinct()
        .forEach(id -> stored.addAll(Await.result(backend.entries().list(id, null, 100_000))));
    assertThat(stored).containsExactlyInAnyOrderElementsOf(replayed);
  }

  private static List<String> rows(TestDatabase database, String table) {
    return database.list("SELECT t::text FROM %s AS t ORDER BY 1".formatted(table));
  }

  private List<Block> blocks(int slot) {
    return Await.result(backend.blocks().list(slot, 0, 100_000));
  }
}
