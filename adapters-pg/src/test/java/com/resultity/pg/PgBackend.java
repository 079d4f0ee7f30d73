package com.resultity.pg;

import com.resultity.pg.accounts.PgAccountReader;
import com.resultity.pg.accounts.PgKeyReader;
import com.resultity.pg.accounts.PgKeyUseStore;
import com.resultity.pg.accounts.PgNamespaceReader;
import com.resultity.pg.accounts.PgReferralReader;
import com.resultity.pg.accounts.PgStandings;
import com.resultity.pg.jobs.PgJobPages;
import com.resultity.pg.jobs.PgJobReader;
import com.resultity.pg.jobs.PgQueueReader;
import com.resultity.pg.jobs.PgUsageReader;
import com.resultity.pg.jobs.PgWaitingReader;
import com.resultity.pg.journal.PgAdminActionReader;
import com.resultity.pg.journal.PgBlockReader;
import com.resultity.pg.journal.PgSlotStore;
import com.resultity.pg.ledger.PgCreditReader;
import com.resultity.pg.ledger.PgDueReader;
import com.resultity.pg.ledger.PgEntryReader;
import com.resultity.pg.ledger.PgHoldReader;
import com.resultity.pg.ledger.PgTrialBalance;
import com.resultity.pg.network.PgConfigurationReader;
import com.resultity.pg.nodes.PgNodeReader;
import com.resultity.ports.accounts.AccountReader;
import com.resultity.ports.accounts.KeyLists;
import com.resultity.ports.accounts.KeyReader;
import com.resultity.ports.accounts.KeyUseStore;
import com.resultity.ports.accounts.NamespaceReader;
import com.resultity.ports.accounts.ReferralReader;
import com.resultity.ports.accounts.Standings;
import com.resultity.ports.jobs.JobPages;
import com.resultity.ports.jobs.JobReader;
import com.resultity.ports.jobs.QueueReader;
import com.resultity.ports.jobs.UsageReader;
import com.resultity.ports.jobs.WaitingReader;
import com.resultity.ports.journal.AdminActionReader;
import com.resultity.ports.journal.Backend;
import com.resultity.ports.journal.BlockReader;
import com.resultity.ports.ledger.CreditReader;
import com.resultity.ports.ledger.DueReader;
import com.resultity.ports.ledger.EntryReader;
import com.resultity.ports.ledger.HoldReader;
import com.resultity.ports.ledger.TrialBalance;
import com.resultity.ports.network.ConfigurationReader;
import com.resultity.ports.nodes.NodeReader;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.SqlClient;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A database with two stores on it, each with an event loop group of its own, and every reader. */
public final class PgBackend implements Backend, AutoCloseable {
  private final int slots;
  private final TestDatabase database;
  private final List<Vertx> vertx = List.of(Vertx.vertx(), Vertx.vertx());
  private final List<PgSlotStore> stores;
  private final SqlClient reader;
  private final SqlClient reports;
  private final SqlClient writer;
  private final AtomicInteger taken = new AtomicInteger();

  /** On a new database. */
  public PgBackend(int slots) {
    this(TestServer.database(slots), slots);
  }

  public PgBackend(TestDatabase database, int slots) {
    this.database = database;
    this.slots = slots;
    PgConnectOptions writing = PgOptions.forWriting(database.options());
    this.stores = vertx.stream().map(each -> new PgSlotStore(each, writing, slots)).toList();
    PgServer server = new PgServer(database.options(), slots, 2);
    this.reader = server.reader(vertx.getFirst());
    this.reports = server.reports(vertx.getFirst());
    this.writer = server.writer(vertx.getFirst());
  }

  public TestDatabase database() {
    return database;
  }

  public Vertx vertx() {
    return vertx.getFirst();
  }

  @Override
  public PgSlotStore store() {
    return stores.getFirst();
  }

  @Override
  public PgSlotStore otherStore() {
    return stores.getLast();
  }

  @Override
  public int newSlot() {
    int slot = taken.incrementAndGet();
    if (slot > slots) {
      throw new IllegalStateException("only " + slots + " slots");
    }
    return slot;
  }

  @Override
  public AccountReader accounts() {
    return new PgAccountReader(reader);
  }

  @Override
  public NamespaceReader namespaces() {
    return new PgNamespaceReader(reader, slots);
  }

  @Override
  public ReferralReader referrals() {
    return new PgReferralReader(reports);
  }

  @Override
  public KeyReader keys() {
    return new PgKeyReader(reader, slots);
  }

  @Override
  public KeyLists keyLists() {
    return new PgKeyReader(reader, slots);
  }

  @Override
  public KeyUseStore keyUses() {
    return new PgKeyUseStore(writer);
  }

  @Override
  public Standings standings() {
    return new PgStandings(writer);
  }

  @Override
  public CreditReader credits() {
    return new PgCreditReader(reader, slots);
  }

  @Override
  public HoldReader holds() {
    return new PgHoldReader(reader, slots);
  }

  @Override
  public EntryReader entries() {
    return new PgEntryReader(reader);
  }

  @Override
  public WaitingReader waiting() {
    return new PgWaitingReader(reader);
  }

  @Override
  public JobReader jobs() {
    return new PgJobReader(reader, slots);
  }

  @Override
  public JobPages jobPages() {
    return new PgJobPages(reports);
  }

  @Override
  public UsageReader usage() {
    return new PgUsageReader(reports);
  }

  @Override
  public QueueReader queue() {
    return new PgQueueReader(reports);
  }

  @Override
  public ConfigurationReader configurations() {
    return new PgConfigurationReader(reader);
  }

  @Override
  public NodeReader nodes() {
    return new PgNodeReader(reader);
  }

  @Override
  public TrialBalance trialBalance() {
    return new PgTrialBalance(reader);
  }

  @Override
  public DueReader due() {
    return new PgDueReader(reader);
  }

  @Override
  public BlockReader blocks() {
    return new PgBlockReader(reader);
  }

  @Override
  public AdminActionReader adminActions() {
    return new PgAdminActionReader(reports);
  }

  @Override
  public void close() {
    Await.result(Future.join(stores.stream().map(PgSlotStore::close).toList()));
    Await.result(reader.close());
    Await.result(reports.close());
    Await.result(writer.close());
    Await.result(Future.join(vertx.stream().map(Vertx::close).toList()));
  }
}
