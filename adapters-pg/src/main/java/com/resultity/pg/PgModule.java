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
import com.resultity.pg.journal.PgUpkeep;
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
import com.resultity.ports.journal.BlockReader;
import com.resultity.ports.journal.SlotStore;
import com.resultity.ports.journal.Upkeep;
import com.resultity.ports.ledger.CreditReader;
import com.resultity.ports.ledger.DueReader;
import com.resultity.ports.ledger.EntryReader;
import com.resultity.ports.ledger.HoldReader;
import com.resultity.ports.ledger.TrialBalance;
import com.resultity.ports.network.ConfigurationReader;
import com.resultity.ports.nodes.NodeReader;
import dagger.Module;
import dagger.Provides;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.SqlClient;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

/** Wires every port that PostgreSQL answers. Needs a {@code Vertx} and a {@link PgServer}. */
@Module
public final class PgModule {
  private static final String REPORTS = "reports";
  private static final String UPKEEP = "upkeep";

  private PgModule() {}

  @Provides
  @Singleton
  static SqlClient reader(Vertx vertx, PgServer server) {
    return server.reader(vertx);
  }

  @Provides
  @Singleton
  @Named(REPORTS)
  static SqlClient reports(Vertx vertx, PgServer server) {
    return server.reports(vertx);
  }

  @Provides
  @Singleton
  @Named(UPKEEP)
  static SqlClient writer(Vertx vertx, PgServer server) {
    return server.writer(vertx);
  }

  @Provides
  @Singleton
  static SlotStore slotStore(Vertx vertx, PgServer server) {
    return new PgSlotStore(vertx, PgOptions.forWriting(server.options()), server.slots());
  }

  @Provides
  @Singleton
  static Upkeep upkeep(@Named(UPKEEP) SqlClient upkeep) {
    return new PgUpkeep(upkeep);
  }

  @Provides
  @Singleton
  static AccountReader accounts(SqlClient reader) {
    return new PgAccountReader(reader);
  }

  @Provides
  @Singleton
  static NamespaceReader namespaces(SqlClient reader, PgServer server) {
    return new PgNamespaceReader(reader, server.slots());
  }

  @Provides
  @Singleton
  static KeyReader keys(SqlClient reader, PgServer server) {
    return new PgKeyReader(reader, server.slots());
  }

  @Provides
  @Singleton
  static KeyLists keyLists(SqlClient reader, PgServer server) {
    return new PgKeyReader(reader, server.slots());
  }

  @Provides
  @Singleton
  static ReferralReader referrals(@Named(REPORTS) SqlClient reports) {
    return new PgReferralReader(reports);
  }

  @Provides
  static KeyUseStore keyUses(@Named(UPKEEP) SqlClient upkeep) {
    return new PgKeyUseStore(upkeep);
  }

  @Provides
  static Standings standings(@Named(UPKEEP) SqlClient upkeep) {
    return new PgStandings(upkeep);
  }

  @Provides
  @Singleton
  static CreditReader credits(SqlClient reader, PgServer server) {
    return new PgCreditReader(reader, server.slots());
  }

  @Provides
  @Singleton
  static HoldReader holds(SqlClient reader, PgServer server) {
    return new PgHoldReader(reader, server.slots());
  }

  @Provides
  @Singleton
  static EntryReader entries(SqlClient reader) {
    return new PgEntryReader(reader);
  }

  @Provides
  @Singleton
  static TrialBalance trialBalance(SqlClient reader) {
    return new PgTrialBalance(reader);
  }

  @Provides
  @Singleton
  static DueReader due(SqlClient reader) {
    return new PgDueReader(reader);
  }

  @Provides
  @Singleton
  static JobReader jobs(SqlClient reader, PgServer server) {
    return new PgJobReader(reader, server.slots());
  }

  @Provides
  @Singleton
  static WaitingReader waiting(SqlClient reader) {
    return new PgWaitingReader(reader);
  }

  @Provides
  @Singleton
  static JobPages jobPages(@Named(REPORTS) SqlClient reports) {
    return new PgJobPages(reports);
  }

  @Provides
  @Singleton
  static UsageReader usage(@Named(REPORTS) SqlClient reports) {
    return new PgUsageReader(reports);
  }

  @Provides
  @Singleton
  static QueueReader queue(@Named(REPORTS) SqlClient reports) {
    return new PgQueueReader(reports);
  }

  @Provides
  @Singleton
  static ConfigurationReader configurations(SqlClient reader) {
    return new PgConfigurationReader(reader);
  }

  @Provides
  @Singleton
  static NodeReader nodes(SqlClient reader) {
    return new PgNodeReader(reader);
  }

  @Provides
  @Singleton
  static BlockReader blocks(SqlClient reader) {
    return new PgBlockReader(reader);
  }

  @Provides
  @Singleton
  static AdminActionReader adminActions(@Named(REPORTS) SqlClient reports) {
    return new PgAdminActionReader(reports);
  }
}
