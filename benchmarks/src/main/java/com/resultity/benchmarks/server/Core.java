package com.resultity.benchmarks.server;

import com.resultity.pg.PgOptions;
import com.resultity.pg.PgServer;
import com.resultity.pg.jobs.PgJobPages;
import com.resultity.pg.jobs.PgJobReader;
import com.resultity.pg.jobs.PgWaitingReader;
import com.resultity.pg.journal.PgSlotStore;
import com.resultity.pg.journal.PgUpkeep;
import com.resultity.pg.ledger.PgCreditReader;
import com.resultity.pg.ledger.PgTrialBalance;
import com.resultity.pg.network.PgConfigurationReader;
import com.resultity.pg.nodes.PgNodeReader;
import com.resultity.ports.jobs.Claim;
import com.resultity.ports.jobs.Dispatch;
import com.resultity.ports.jobs.JobPages;
import com.resultity.ports.journal.CommitListener;
import com.resultity.ports.journal.Committer;
import com.resultity.ports.journal.CommitterSettings;
import com.resultity.ports.journal.IdSource;
import com.resultity.ports.journal.Preparation;
import com.resultity.ports.ledger.TrialBalance;
import com.resultity.ports.nodes.NodeDirectory;
import com.resultity.ports.nodes.RegisteredNodes;
import com.resultity.ports.nodes.SeenNodes;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** Core's committer and readers in this process, without doors. */
public final class Core implements AutoCloseable {
  private static final int QUEUE = 16_384;
  private static final int BATCH = 512;
  private static final int READERS = 2;
  private static final int REPORTS = 4;

  private final int slots;
  private final Vertx vertx;
  private final SqlClient reading;
  private final PgSlotStore store;
  private final Committer committer;
  private final IdSource ids;
  private final PgCreditReader credits;
  private final PgJobReader jobs;
  private final Claim claim;
  private final SqlClient reporting;
  private final JobPages pages;
  private final LongAdder blocks = new LongAdder();
  private final LongAdder commands = new LongAdder();

  public Core(Database database, int slots) {
    this.slots = slots;
    vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
    reading = new PgServer(database.options(), slots, READERS).reader(vertx);
    store = new PgSlotStore(vertx, PgOptions.forWriting(database.options()), slots);
    openSlots(database);
    committer =
        new Committer(
            new CommitterSettings(slots, QUEUE, BATCH, Duration.ofSeconds(10)),
            store,
            Preparation.NONE,
            InstantSource.system(),
            duration -> vertx.timer(duration.toMillis(), TimeUnit.MILLISECONDS).mapEmpty(),
            new Counting());
    ids = new IdSource(slots, InstantSource.system(), ThreadLocalRandom::current);
    credits = new PgCreditReader(reading, slots);
    jobs = new PgJobReader(reading, slots);
    reporting =
        PgBuilder.pool()
            .connectingTo(PgOptions.forReports(database.options()))
            .with(new PoolOptions().setMaxSize(REPORTS))
            .using(vertx)
            .build();
    pages = new PgJobPages(reporting);
    PgConfigurationReader configurations = new PgConfigurationReader(reading);
    NodeDirectory nodes =
        new RegisteredNodes(
            new PgNodeReader(reading),
            configurations,
            new SeenNodes(InstantSource.system()),
            InstantSource.system());
    claim =
        new Claim(
            committer,
            jobs,
            new PgWaitingReader(reading),
            configurations,
            nodes,
            new Dispatch(jobs, nodes),
            InstantSource.system());
  }

  private void openSlots(Database database) {
    SqlClient writing =
        PgBuilder.client()
            .connectingTo(PgOptions.forWriting(database.options()))
            .using(vertx)
            .build();
    Await.of(new PgUpkeep(writing).openSlots(slots));
    Await.of(writing.close());
  }

  public int slots() {
    return slots;
  }

  public Committer committer() {
    return committer;
  }

  public IdSource ids() {
    return ids;
  }

  public PgCreditReader credits() {
    return credits;
  }

  public PgJobReader jobs() {
    return jobs;
  }

  public JobPages pages() {
    return pages;
  }

  public Claim claim() {
    return claim;
  }

  /** The pipelined client that the readers share, for a raw read beside them. */
  public SqlClient reading() {
    return reading;
  }

  /** Blocks committed so far. */
  public long blocks() {
    return blocks.sum();
  }

  /** Commands in them. */
  public long commands() {
    return commands.sum();
  }

  /** Whether every account still sums to zero. */
  public boolean balanced() {
    return Await.of(new PgTrialBalance(reading).list()).stream()
        .mapToLong(TrialBalance.Line::total)
        .allMatch(total -> total == 0);
  }

  @Override
  public void close() {
    Await.of(committer.drain());
    Await.of(store.close());
    Await.of(reading.close());
    Await.of(reporting.close());
    Await.of(vertx.close());
  }

  private final class Counting implements CommitListener {
    @Override
    public void committed(int slot, int size, int records, long nanoseconds) {
      blocks.increment();
      commands.add(size);
    }

    @Override
    public void troubled(int slot, Throwable cause) {
      System.err.println("slot " + slot + ": " + cause);
    }
  }
}
