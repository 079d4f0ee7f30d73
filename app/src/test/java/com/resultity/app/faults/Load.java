package com.resultity.app.faults;

import com.resultity.domain.accounts.AccountCommand.OpenAccount;
import com.resultity.domain.accounts.NamespaceCommand.OpenNamespace;
import com.resultity.domain.accounts.Role;
import com.resultity.domain.jobs.Constraints;
import com.resultity.domain.jobs.JobCommand.CompleteJob;
import com.resultity.domain.jobs.JobCommand.DispatchJob;
import com.resultity.domain.jobs.JobCommand.SubmitJob;
import com.resultity.domain.jobs.JobRecord;
import com.resultity.domain.jobs.JobRequest;
import com.resultity.domain.jobs.JobResult;
import com.resultity.domain.journal.Command;
import com.resultity.domain.journal.Digest;
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
import com.resultity.domain.nodes.NodeId;
import com.resultity.pg.PgOptions;
import com.resultity.pg.journal.PgSlotStore;
import com.resultity.pg.journal.PgUpkeep;
import com.resultity.ports.journal.Caller;
import com.resultity.ports.journal.CommitListener;
import com.resultity.ports.journal.Committer;
import com.resultity.ports.journal.CommitterSettings;
import com.resultity.ports.journal.IdSource;
import com.resultity.ports.journal.Outcome;
import com.resultity.ports.journal.Preparation;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Callers that see jobs through, ask again with the same key until answered, and note each answer.
 */
final class Load {
  static final int SLOTS = 2;
  private static final int CALLERS = 64;
  private static final int NAMESPACES = 8;
  private static final int AGAIN_MILLIS = 20;
  private static final NodeId NODE = new NodeId("0x" + "ab".repeat(20));
  private static final JobResult RESULT = new JobResult(10, 20, 30, new Digest("cd".repeat(32)));

  private final Vertx vertx;
  private final Committer committer;
  private final IdSource ids =
      new IdSource(SLOTS, InstantSource.system(), ThreadLocalRandom::current);
  private volatile boolean stopped;

  Load(Vertx vertx, PgConnectOptions server) {
    this.vertx = vertx;
    this.committer =
        new Committer(
            CommitterSettings.ofSlots(SLOTS),
            new PgSlotStore(vertx, PgOptions.forWriting(server), SLOTS),
            Preparation.NONE,
            InstantSource.system(),
            pause -> vertx.timer(pause.toMillis(), TimeUnit.MILLISECONDS).mapEmpty(),
            CommitListener.NONE);
  }

  /** Makes slots, partitions, prices and namespaces with credit; answers the namespaces. */
  Future<List<UUID>> prepare(PgConnectOptions server) {
    PgUpkeep upkeep =
        new PgUpkeep(
            PgBuilder.client().connectingTo(PgOptions.forWriting(server)).using(vertx).build());
    Instant now = Instant.now();
    return upkeep
        .openSlots(SLOTS)
        .compose(_ -> upkeep.makePartitions(now, now.plus(Duration.ofDays(31))))
        .compose(_ -> ask("prices", prices()))
        .compose(_ -> {
          List<Future<UUID>> opened = new ArrayList<>();
          for (int i = 0; i < NAMESPACES; i++) {
            opened.add(open(i));
          }
          return Future.all(opened).map(all -> all.<UUID>list());
        });
  }

  private static Command prices() {
    Model model = new Model("m", "1", new Tariff(5, 1_000_000, 2_000_000), 8_192);
    return new PublishConfiguration(
        Network.TESTNET,
        new Terms(List.of(model), new JobLimits(Duration.ofHours(2), RetryPolicy.of(3))));
  }

  private Future<UUID> open(int index) {
    UUID account = ids.account();
    UUID namespace = ids.beside(account);
    UUID grant = ids.beside(account);
    return ask("a" + index, new OpenAccount(account, null, Set.of(Role.CONSUMER), null))
        .compose(_ -> ask("n" + index, new OpenNamespace(namespace, account, "n", Network.TESTNET)))
        .compose(_ ->
            ask(
                "g" + index,
                new GrantCredit(grant, namespace, 1L << 50, GrantSource.BONUS, 1, null, null)))
        .map(namespace);
  }

  /**
   * Begins.
   *
   * @param run tells these keys from those of other runs
   * @param note takes a line for each acknowledgement, before its caller goes on
   */
  void start(List<UUID> namespaces, String run, Consumer<String> note) {
    for (int caller = 0; caller < CALLERS; caller++) {
      work(namespaces, run + "-" + caller, 0, note);
    }
  }

  void stop() {
    stopped = true;
  }

  Future<Void> drain() {
    return committer.drain();
  }

  private void work(List<UUID> namespaces, String caller, int turn, Consumer<String> note) {
    if (stopped) {
      return;
    }
    String key = caller + "-" + turn;
    UUID namespace = namespaces.get(Math.floorMod(key.hashCode(), namespaces.size()));
    untilAnswered("s" + key, submit(namespace))
        .compose(job -> {
          note.accept("s" + key + " " + namespace + " " + job);
          return untilAnswered("d" + key, new DispatchJob(job, NODE));
        })
        .compose(job -> {
          note.accept("d" + key + " " + namespace + " " + job);
          return untilAnswered("c" + key, new CompleteJob(job, NODE, 1, RESULT));
        })
        .onSuccess(job -> {
          note.accept("c" + key + " " + namespace + " " + job);
          work(namespaces, caller, turn + 1, note);
        })
        .onFailure(wrong -> note.accept("! " + wrong));
  }

  private Command submit(UUID namespace) {
    return new SubmitJob(
        ids.beside(namespace),
        namespace,
        new JobRequest(
            "m",
            Mode.SYNC,
            Priority.NORMAL,
            Duration.ofHours(1),
            100,
            Constraints.NONE,
            null,
            null),
        null);
  }

  // A fault is no answer: the same key is asked again. A refusal here is a defect.
  private Future<UUID> untilAnswered(String key, Command command) {
    return ask(key, command)
        .transform(asked -> {
          if (asked.failed()) {
            return stopped
                ? Future.failedFuture("stopped")
                : vertx
                    .timer(AGAIN_MILLIS, TimeUnit.MILLISECONDS)
                    .compose(_ -> untilAnswered(key, command));
          }
          return asked.result() instanceof Outcome.Done done
              ? Future.succeededFuture(job(done))
              : Future.failedFuture(key + ": " + asked.result());
        });
  }

  /** What is wrong with how an acknowledged command is answered now; empty when nothing is. */
  Future<String> replay(String line) {
    String[] parts = line.split(" ", -1);
    UUID job = UUID.fromString(parts[2]);
    Command command =
        switch (line.charAt(0)) {
          case 's' -> submit(UUID.fromString(parts[1]));
          case 'd' -> new DispatchJob(job, NODE);
          default -> new CompleteJob(job, NODE, 1, RESULT);
        };
    return ask(parts[0], command)
        .map(outcome ->
            outcome instanceof Outcome.Done done && done.replayed() && job(done).equals(job)
                ? ""
                : line + " is answered " + outcome);
  }

  private static UUID job(Outcome.Done done) {
    return done.find(JobRecord.class).orElseThrow().jobId();
  }

  private Future<Outcome> ask(String key, Command command) {
    return committer.submit(new Caller(new Origin("load", "", null), key, null), command);
  }
}
