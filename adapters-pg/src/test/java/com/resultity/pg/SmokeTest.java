package com.resultity.pg;

import static org.assertj.core.api.Assertions.assertThat;

import com.resultity.domain.accounts.AccountCommand.OpenAccount;
import com.resultity.domain.accounts.AccountCommand.OpenNamespace;
import com.resultity.domain.accounts.Contact;
import com.resultity.domain.accounts.Role;
import com.resultity.domain.jobs.Constraints;
import com.resultity.domain.jobs.JobCommand.*;
import com.resultity.domain.jobs.JobResult;
import com.resultity.domain.jobs.Mode;
import com.resultity.domain.jobs.Priority;
import com.resultity.domain.journal.Command;
import com.resultity.domain.journal.Digest;
import com.resultity.domain.journal.Origin;
import com.resultity.domain.ledger.GrantSource;
import com.resultity.domain.ledger.LedgerCommand.GrantCredit;
import com.resultity.domain.network.*;
import com.resultity.domain.network.NetworkCommand.PublishConfiguration;
import com.resultity.domain.nodes.NodeId;
import com.resultity.pg.jobs.PgJobReader;
import com.resultity.pg.journal.PgSlotStore;
import com.resultity.pg.journal.PgUpkeep;
import com.resultity.pg.ledger.*;
import com.resultity.ports.journal.*;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SmokeTest {
  @Test
  void runs() throws Exception {
    Vertx vertx = Vertx.vertx();
    PgConnectOptions server = TestServer.database();
    var client = PgBuilder.client().connectingTo(PgOptions.forReading(server)).using(vertx).build();
    var rw = PgBuilder.client().connectingTo(PgOptions.forWriting(server)).using(vertx).build();
    await(new PgUpkeep(rw).openSlots(2));
    var committer =
        new Committer(
            CommitterSettings.ofSlots(2),
            new PgSlotStore(vertx, PgOptions.forWriting(server), 2),
            InstantSource.system(),
            d -> vertx.timer(d.toMillis(), TimeUnit.MILLISECONDS).mapEmpty(),
            new CommitListener() {
              @Override
              public void troubled(int slot, Throwable cause) {
                cause.printStackTrace();
              }
            });
    IdSource ids = new IdSource(2, InstantSource.system(), ThreadLocalRandom::current);
    UUID account = ids.account();
    run(
        committer,
        "a",
        new OpenAccount(
            account, new Contact("a@b.c", "00".repeat(16)), Set.of(Role.CONSUMER), null));
    UUID ns = ids.beside(account);
    run(committer, "n", new OpenNamespace(ns, account, "main", Network.MAINNET));
    run(
        committer,
        "p",
        new PublishConfiguration(
            Network.MAINNET,
            new Terms(
                List.of(new Model("m", "1", new Tariff(1, 100, 300), 8192)),
                new JobLimits(Duration.ofHours(1), 3))));
    run(
        committer,
        "g",
        new GrantCredit(ids.beside(ns), ns, 1_000_000, GrantSource.BONUS, 100, null, null));
    UUID job = ids.beside(ns);
    run(
        committer,
        "j",
        new SubmitJob(
            job,
            ns,
            "m",
            Mode.SYNC,
            Priority.NORMAL,
            Duration.ofMinutes(1),
            1000,
            Constraints.NONE,
            null,
            null));
    NodeId node = new NodeId("0x" + "ab".repeat(20));
    run(committer, "d", new DispatchJob(job, node));
    run(
        committer,
        "c",
        new CompleteJob(job, node, 1, new JobResult(10, 20, 30, new Digest("ab".repeat(32)))));
    run(
        committer,
        "c",
        new CompleteJob(job, node, 1, new JobResult(10, 20, 30, new Digest("ab".repeat(32)))));
    run(
        committer,
        "c2",
        new CompleteJob(job, node, 1, new JobResult(10, 20, 30, new Digest("ab".repeat(32)))));
    run(
        committer,
        "c2",
        new CompleteJob(job, node, 1, new JobResult(10, 20, 30, new Digest("ab".repeat(32)))));
    System.out.println(await(new PgCreditReader(client, 2).find(ns)));
    System.out.println(await(new PgJobReader(client, 2).find(job)));
    System.out.println(await(new PgEntryReader(client).list(ns, null, 10)));
    System.out.println(await(new PgTrialBalance(client).list()));
    assertThat(await(new PgTrialBalance(client).list())).allMatch(l -> l.total() == 0);
    vertx.close();
  }

  static void run(Committer committer, String key, Command command) {
    System.out.println(
        await(committer.submit(new Caller(new Origin("t", "", null), key, null), command)));
  }

  static <T> T await(Future<T> f) {
    try {
      return f.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
