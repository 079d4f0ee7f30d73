package com.resultity.pg;

import static org.assertj.core.api.Assertions.assertThat;

import com.resultity.domain.journal.Digest;
import com.resultity.domain.journal.Origin;
import com.resultity.domain.journal.Touched;
import com.resultity.domain.ledger.Credits;
import com.resultity.pg.journal.PgSlotStore;
import com.resultity.ports.errors.ErrorCode;
import com.resultity.ports.errors.Fault;
import com.resultity.ports.journal.Caller;
import com.resultity.ports.journal.ChainCheck;
import com.resultity.ports.journal.CommitListener;
import com.resultity.ports.journal.Committer;
import com.resultity.ports.journal.Draft;
import com.resultity.ports.journal.Outcome;
import com.resultity.ports.journal.SlotStore;
import com.resultity.ports.journal.SlotView;
import com.resultity.ports.journal.StoreFailure;
import io.vertx.core.Future;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever breaks between Core and its database, no command is lost and none happens twice. */
class FailuresTest {
  private static final int SLOT = 1;

  private final PgBackend backend = new PgBackend(1);
  private final TestDatabase database = backend.database();
  private final Proxy proxy = new Proxy(backend.vertx(), PgOptions.forWriting(database.options()));
  private final PgSlotStore store = new PgSlotStore(backend.vertx(), proxy.options(), 1);
  private final Queue<Throwable> troubles = new ConcurrentLinkedQueue<>();
  private final AtomicReference<Runnable> beforeDeciding = new AtomicReference<>(() -> {});
  private final Committer committer =
      Tenant.committer(
          backend.vertx(),
          new Interrupted(),
          1,
          new CommitListener() {
            @Override
            public void troubled(int slot, Throwable cause) {
              troubles.add(cause);
            }
          });
  private final Tenant tenant = Tenant.in(SLOT).open(committer, 500);

  /** The store, with something that happens between reading and deciding, once. */
  private final class Interrupted implements SlotStore {
    @Override
    public Future<Void> commit(
        int slot, Touched touched, Collection<UUID> keys, Function<SlotView, Draft> decide) {
      return store.commit(
          slot,
          touched,
          keys,
          view -> {
            beforeDeciding.getAndSet(() -> {}).run();
            return decide.apply(view);
          });
    }

    @Override
    public Future<Optional<Digest>> settle(int slot, long sequence) {
      return store.settle(slot, sequence);
    }
  }

  @AfterEach
  void nothingIsBrokenAfterwards() {
    Tenant.done(committer, tenant.grant(1));
    ChainCheck.Report report = Await.result(new ChainCheck(backend.blocks()).run(SLOT, _ -> {}));
    assertThat(report.problem()).isEmpty();
    assertThat(Await.result(backend.trialBalance().list())).allMatch(line -> line.total() == 0);
    Await.result(store.close());
    proxy.close();
    backend.close();
  }

  @Test
  void whatTheDatabaseRefusesFailsAloneAndItsNeighboursHappen() {
    database.execute(
        "ALTER TABLE ledger.credit_grant ADD CONSTRAINT no_thirteens CHECK (amount <> 13)");
    List<Future<Outcome>> sent = new ArrayList<>();
    for (int i = 1; i <= 40; i++) {
      sent.add(Tenant.send(committer, tenant.grant(i)));
    }

    for (int i = 1; i <= 40; i++) {
      Future<Outcome> answer = sent.get(i - 1);
      if (i == 13) {
        assertThat(Await.fault(answer)).isEqualTo(ErrorCode.INTERNAL);
      } else {
        assertThat(Await.result(answer)).isInstanceOf(Outcome.Done.class);
      }
    }
    assertThat(credits().available()).isEqualTo(500 + 40 * 41 / 2 - 13);
    assertThat(kinds()).contains(StoreFailure.Kind.REJECTED).hasSizeLessThan(12);
  }

  @Test
  void aConnectionEndedBeforeABlockIsMadeAgain() {
    database.execute(terminate());
    Await.until("the connection is seen to be gone", () -> database.get(count()).equals("0"));

    Future<Outcome> sent = Tenant.send(committer, tenant.grant(5));

    // Whether the connection was known to be gone is a matter of luck.
    if (happened(sent, ErrorCode.UNAVAILABLE)) {
      assertThat(credits().available()).isEqualTo(505);
    } else {
      assertThat(credits().available()).isEqualTo(500);
    }
  }

  @Test
  void aConnectionEndedBetweenReadingAndWritingLosesNothingAndDoublesNothing() {
    beforeDeciding.set(() -> database.execute(terminate()));

    Outcome outcome = Await.result(Tenant.send(committer, tenant.grant(5)));

    assertThat(outcome).isInstanceOf(Outcome.Done.class);
    assertThat(kinds()).containsExactly(StoreFailure.Kind.UNKNOWN);
    assertThat(credits().available()).isEqualTo(505);
  }

  @Test
  void aCommitThatNeverReachedTheServerIsDoneAgain() {
    proxy.plan(Proxy.Fault.CUT_BEFORE_COMMIT);

    Outcome outcome = Await.result(Tenant.send(committer, tenant.hold(70)));

    assertThat(proxy.happened()).isTrue();
    assertThat(outcome).isInstanceOf(Outcome.Done.class);
    assertThat(kinds()).containsExactly(StoreFailure.Kind.UNKNOWN);
    assertThat(credits()).isEqualTo(new Credits(430, 70, 0, 0));
  }

  @Test
  void aCommitWhoseAnswerWasLostIsFoundAndNotDoneAgain() {
    proxy.plan(Proxy.Fault.SWALLOW_COMMIT_ANSWER);

    Outcome outcome = Await.result(Tenant.send(committer, tenant.hold(70)));

    assertThat(proxy.happened()).isTrue();
    assertThat(outcome).isInstanceOf(Outcome.Done.class);
    assertThat(kinds()).containsExactly(StoreFailure.Kind.UNKNOWN);
    assertThat(credits()).isEqualTo(new Credits(430, 70, 0, 0));
    assertThat(database.get("SELECT sequence FROM journal.head WHERE slot = 1")).isEqualTo("3");
  }

  @Test
  void callersOfALockedSlotAreToldAtTheirDeadlineAndTheSlotGoesOnWhenItIsFree()
      throws SQLException {
    Future<Outcome> inBlock;
    Future<Outcome> queued;
    try (Connection other = database.connect()) {
      other.setAutoCommit(false);
      TestDatabase.list(other, "SELECT slot FROM journal.head WHERE slot = 1 FOR UPDATE");
      inBlock = sendUntil(Instant.now().plusMillis(200), 3);
      Await.until("the first command is in a block", () -> committer.waiting(SLOT) == 0);
      queued = sendUntil(Instant.now().plusMillis(200), 4);
      Await.until(
          "both are told",
          () -> {
            committer.expireLate();
            return inBlock.isComplete() && queued.isComplete();
          });
      assertThat(Await.fault(inBlock)).isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
      assertThat(Await.fault(queued)).isEqualTo(ErrorCode.DEADLINE_EXCEEDED);
      other.rollback();
    }

    Tenant.done(committer, tenant.grant(5));
    // Neither was decided after its deadline.
    assertThat(credits().available()).isEqualTo(505);
  }

  @Test
  void aServerThatOnlyReadsIsUnavailableUntilItWritesAgain() {
    database.execute(
        "ALTER DATABASE %s SET default_transaction_read_only = on".formatted(database.name()));
    proxy.cut();

    Await.until("it is unavailable", () -> !happened(send(5), ErrorCode.UNAVAILABLE));
    assertThat(kinds()).doesNotContain(StoreFailure.Kind.REJECTED);
    try (Connection own = database.connect()) {
      TestDatabase.list(own, "SET default_transaction_read_only = off");
      TestDatabase.list(
          own, "ALTER DATABASE %s RESET default_transaction_read_only".formatted(database.name()));
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
    proxy.cut();
    Await.until("it writes again", () -> happened(send(5), ErrorCode.UNAVAILABLE));
  }

  @Test
  void aDatabaseThatGoesAndComesBackIsFoundWithoutARestart() {
    proxy.plan(Proxy.Fault.REFUSE);
    for (int i = 0; i < 5; i++) {
      assertThat(happened(send(5), ErrorCode.UNAVAILABLE)).isFalse();
    }
    assertThat(credits().available()).isEqualTo(500);

    proxy.plan(Proxy.Fault.NONE);

    Await.until("it is back", () -> happened(send(5), ErrorCode.UNAVAILABLE));
    assertThat(credits().available()).isEqualTo(505);
  }

  private Future<Outcome> send(long amount) {
    return Tenant.send(committer, tenant.grant(amount));
  }

  private Future<Outcome> sendUntil(Instant deadline, long amount) {
    return committer.submit(
        new Caller(new Origin("tester", "", null), null, deadline), tenant.grant(amount));
  }

  private static boolean happened(Future<Outcome> sent, ErrorCode otherwise) {
    try {
      return Await.result(sent) instanceof Outcome.Done;
    } catch (Fault fault) {
      assertThat(fault.code()).isEqualTo(otherwise);
      return false;
    }
  }

  private Credits credits() {
    return Await.result(backend.credits().find(tenant.namespace())).orElseThrow().credits();
  }

  private List<StoreFailure.Kind> kinds() {
    return troubles.stream().map(StoreFailure.class::cast).map(StoreFailure::kind).toList();
  }

  private String terminate() {
    return "SELECT pg_terminate_backend(pid) " + sessions();
  }

  private String count() {
    return "SELECT count(*) " + sessions();
  }

  private String sessions() {
    return "FROM pg_stat_activity WHERE application_name = 'resultity-commit' AND datname = '%s'"
        .formatted(database.name());
  }
}
