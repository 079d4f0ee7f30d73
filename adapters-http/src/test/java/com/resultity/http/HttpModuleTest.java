package com.resultity.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.resultity.ports.access.CallListener;
import com.resultity.ports.access.Gate;
import com.resultity.ports.access.RateLimits;
import com.resultity.ports.access.Tokens;
import com.resultity.ports.accounts.AccountReader;
import com.resultity.ports.accounts.Ethereum;
import com.resultity.ports.accounts.KeyLists;
import com.resultity.ports.accounts.KeySecrets;
import com.resultity.ports.accounts.NamespaceReader;
import com.resultity.ports.accounts.ReferralReader;
import com.resultity.ports.accounts.VerifyKey;
import com.resultity.ports.accounts.WalletChallenges;
import com.resultity.ports.jobs.Claim;
import com.resultity.ports.jobs.Dispatch;
import com.resultity.ports.jobs.JobPages;
import com.resultity.ports.jobs.JobReader;
import com.resultity.ports.jobs.QueueReader;
import com.resultity.ports.jobs.UsageReader;
import com.resultity.ports.journal.AdminActionReader;
import com.resultity.ports.journal.BlockReader;
import com.resultity.ports.journal.Committer;
import com.resultity.ports.journal.CommitterSettings;
import com.resultity.ports.journal.IdSource;
import com.resultity.ports.journal.MemoryStore;
import com.resultity.ports.ledger.CreditReader;
import com.resultity.ports.ledger.EntryReader;
import com.resultity.ports.ledger.HoldReader;
import com.resultity.ports.ledger.TrialBalance;
import com.resultity.ports.network.BundleConfiguration;
import com.resultity.ports.network.CompareConfigurations;
import com.resultity.ports.network.ConfigurationReader;
import com.resultity.ports.nodes.NodeDirectory;
import com.resultity.ports.nodes.NodeReader;
import com.resultity.ports.nodes.SeenNodes;
import com.resultity.ports.nodes.SyncNodes;
import dagger.Component;
import dagger.Module;
import dagger.Provides;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

class HttpModuleTest {
  @Singleton
  @Component(modules = {HttpModule.class, Ports.class})
  interface Wired {
    HttpDoor door();
  }

  /** What the application provides. */
  @Module
  static final class Ports {
    private final Vertx vertx;
    private final MemoryStore store = new MemoryStore();

    Ports(Vertx vertx) {
      this.vertx = vertx;
    }

    @Provides
    Vertx vertx() {
      return vertx;
    }

    @Provides
    HttpSettings settings() {
      return HttpSettings.defaults();
    }

    @Provides
    Tokens tokens() {
      return new TestTokens();
    }

    @Provides
    RateLimits limits() {
      return RateLimits.NONE;
    }

    @Provides
    Gate gate() {
      return new Gate(store.namespaces(), store.keys(), store.holds(), store.jobs());
    }

    @Provides
    @Singleton
    NodeDirectory nodes(InstantSource clock) {
      return new SeenNodes(clock);
    }

    @Provides
    @Singleton
    Committer committer(NodeDirectory nodes, InstantSource clock) {
      return TestDoor.committer(CommitterSettings.ofSlots(1), store, nodes, clock);
    }

    @Provides
    Dispatch dispatch(NodeDirectory nodes) {
      return new Dispatch(store.jobs(), nodes);
    }

    @Provides
    @Singleton
    Claim claim(Committer committer, NodeDirectory nodes, Dispatch dispatch, InstantSource clock) {
      return new Claim(
          committer, store.jobs(), store.waiting(), store.configurations(), nodes, dispatch, clock);
    }

    @Provides
    InstantSource clock() {
      return InstantSource.fixed(TestDoor.NOON);
    }

    @Provides
    NodeReader nodeReader() {
      return store.nodes();
    }

    @Provides
    SyncNodes sync(Committer committer) {
      return new SyncNodes(
          committer, new BundleConfiguration(store.configurations(), TestDoor.KEY));
    }

    @Provides
    IdSource ids(InstantSource clock) {
      return new IdSource(1, clock, ThreadLocalRandom::current);
    }

    @Provides
    Readiness readiness() {
      return new Readiness(() -> Future.succeededFuture(true));
    }

    @Provides
    MetricsPage metrics() {
      return () -> "";
    }

    @Provides
    CallListener calls() {
      return CallListener.NONE;
    }

    @Provides
    AccountReader accounts() {
      return store.accounts();
    }

    @Provides
    Ethereum ethereum() {
      return TestDoor.ETHEREUM;
    }

    @Provides
    WalletChallenges challenges(InstantSource clock) {
      return TestDoor.challenges(clock);
    }

    @Provides
    ReferralReader referrals() {
      return store.referrals();
    }

    @Provides
    KeyLists keys() {
      return store.keyLists();
    }

    @Provides
    KeySecrets secrets() {
      return TestDoor.SECRETS;
    }

    @Provides
    VerifyKey verify(InstantSource clock) {
      return TestDoor.verify(store, clock);
    }

    @Provides
    NamespaceReader namespaces() {
      return store.namespaces();
    }

    @Provides
    CreditReader credits() {
      return store.credits();
    }

    @Provides
    EntryReader entries() {
      return store.entries();
    }

    @Provides
    HoldReader holds() {
      return store.holds();
    }

    @Provides
    JobReader jobs() {
      return store.jobs();
    }

    @Provides
    JobPages jobPages() {
      return store.jobPages();
    }

    @Provides
    UsageReader usage() {
      return store.usage();
    }

    @Provides
    QueueReader queue() {
      return store.queue();
    }

    @Provides
    TrialBalance trialBalance() {
      return store.trialBalance();
    }

    @Provides
    ConfigurationReader configurations() {
      return store.configurations();
    }

    @Provides
    CompareConfigurations compare() {
      return new CompareConfigurations(store.configurations(), TestDoor::replaced);
    }

    @Provides
    BundleConfiguration bundle() {
      return new BundleConfiguration(store.configurations(), TestDoor.KEY);
    }

    @Provides
    BlockReader blocks() {
      return store.blocks();
    }

    @Provides
    AdminActionReader adminActions() {
      return store.adminActions();
    }
  }

  @Test
  void theModuleMakesADoorThatListens() {
    Vertx vertx = Vertx.vertx();
    try {
      HttpDoor door = DaggerHttpModuleTest_Wired.builder().ports(new Ports(vertx)).build().door();
      assertThat(TestDoor.await(door.listen("127.0.0.1", 0))).isPositive();
      TestDoor.await(door.shutdown());
    } finally {
      TestDoor.await(vertx.close());
    }
  }
}
