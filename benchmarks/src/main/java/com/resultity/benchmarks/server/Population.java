package com.resultity.benchmarks.server;

import com.resultity.domain.accounts.AccountCommand.OpenAccount;
import com.resultity.domain.accounts.NamespaceCommand.OpenNamespace;
import com.resultity.domain.accounts.Role;
import com.resultity.domain.jobs.Constraints;
import com.resultity.domain.jobs.JobCommand.SubmitJob;
import com.resultity.domain.jobs.JobRequest;
import com.resultity.domain.journal.Command;
import com.resultity.domain.journal.Ids;
import com.resultity.domain.journal.Origin;
import com.resultity.domain.ledger.GrantSource;
import com.resultity.domain.ledger.LedgerCommand.GrantCredit;
import com.resultity.domain.network.JobLimits;
import com.resultity.domain.network.Mode;
import com.resultity.domain.network.Model;
import com.resultity.domain.network.Network;
import com.resultity.domain.network.NetworkCommand.PublishConfiguration;
import com.resultity.domain.network.Priority;
import com.resultity.domain.network.RetryPolicy;
import com.resultity.domain.network.Tariff;
import com.resultity.domain.network.Terms;
import com.resultity.ports.journal.Caller;
import com.resultity.ports.journal.Outcome;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;

/**
 * Namespaces with credit, made through the committer, whose ids can be computed from their number:
 * by this class and, for the baseline, by SQL. They are spread over all slots in turn.
 */
public final class Population {
  /** The one model on offer. */
  public static final String MODEL = "llama-3-70b";

  /** What every job may use at most. */
  public static final long MAX_TOKENS = 2_048;

  public static final Origin ORIGIN = new Origin("cloud", "0af7651916cd43dd8448eb211c80319c", null);

  private static final Tariff TARIFF = new Tariff(10, 20_000, 60_000);
  private static final long CREDIT = 1_000_000_000_000L;
  private static final int PER_ACCOUNT = 1_000;
  private static final int OUTSTANDING = 2_048;

  private final Core core;
  private final int size;
  private final Instant made = Instant.now().truncatedTo(ChronoUnit.MILLIS);

  private Population(Core core, int size) {
    this.core = core;
    this.size = size;
  }

  /** Opens so many namespaces, and the accounts they belong to. */
  public static Population open(Core core, int size) {
    Population population = new Population(core, size);
    population.publish();
    population.openAccounts();
    population.openNamespaces();
    return population;
  }

  public int size() {
    return size;
  }

  /** What a job of it holds, in microcredits. */
  public static long price() {
    return TARIFF.priceAtMost(MAX_TOKENS);
  }

  public UUID namespace(int number) {
    return Ids.of(made, slot(number), number);
  }

  public int slot(int number) {
    return 1 + number % core.slots();
  }

  /** The 16 hex digits that all its ids begin with. */
  public String prefix() {
    return "%016x".formatted(namespace(0).getMostSignificantBits());
  }

  /** A new job of a namespace. */
  public SubmitJob job(int number) {
    return job(namespace(number), Priority.NORMAL);
  }

  /** A new job of one of its namespaces, with a priority. */
  public SubmitJob job(UUID namespace, Priority priority) {
    return new SubmitJob(
        core.ids().beside(namespace),
        namespace,
        new JobRequest(
            MODEL,
            Mode.SYNC,
            priority,
            Duration.ofMinutes(30),
            MAX_TOKENS,
            Constraints.NONE,
            null,
            null),
        null);
  }

  private void publish() {
    Await.of(
        core.committer()
            .submit(
                new Caller(ORIGIN, null, null),
                new PublishConfiguration(
                    Network.MAINNET,
                    new Terms(
                        List.of(new Model(MODEL, "1.0", TARIFF, 8_192)),
                        new JobLimits(Duration.ofHours(1), RetryPolicy.of(3))))));
  }

  private UUID account(int number) {
    return Ids.of(made, slot(number), (1L << 40) | number / core.slots() / PER_ACCOUNT);
  }

  private void openAccounts() {
    Window window = new Window();
    for (int number = 0; number < size; number++) {
      if (number / core.slots() % PER_ACCOUNT == 0) {
        window.submit(new OpenAccount(account(number), null, Set.of(Role.CONSUMER), null));
      }
    }
    window.finish();
  }

  private void openNamespaces() {
    Window window = new Window();
    for (int number = 0; number < size; number++) {
      UUID id = namespace(number);
      window.submit(new OpenNamespace(id, account(number), "ns-" + number, Network.MAINNET));
      window.submit(
          new GrantCredit(core.ids().beside(id), id, CREDIT, GrantSource.BONUS, 100, null, null));
    }
    window.finish();
  }

  /** So many commands at once, all of which must happen. */
  private final class Window {
    private final Semaphore free = new Semaphore(OUTSTANDING);
    private volatile Future<Outcome> failed = Future.succeededFuture();

    void submit(Command command) {
      free.acquireUninterruptibly();
      Future<Outcome> answer = core.committer().submit(new Caller(ORIGIN, null, null), command);
      answer.onComplete(done -> {
        if (done.failed()) {
          failed = answer;
        } else if (!(done.result() instanceof Outcome.Done)) {
          failed = Future.failedFuture(done.result().toString());
        }
        free.release();
      });
    }

    void finish() {
      free.acquireUninterruptibly(OUTSTANDING);
      Await.of(failed);
    }
  }
}
