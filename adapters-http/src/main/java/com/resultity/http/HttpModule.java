package com.resultity.http;

import com.resultity.http.accounts.AccountRoutes;
import com.resultity.http.accounts.KeyRoutes;
import com.resultity.http.accounts.NamespaceRoutes;
import com.resultity.http.accounts.ReferralRoutes;
import com.resultity.http.accounts.Salts;
import com.resultity.http.accounts.WalletRoutes;
import com.resultity.http.jobs.JobListRoutes;
import com.resultity.http.jobs.JobRoutes;
import com.resultity.http.jobs.MatchRoutes;
import com.resultity.http.jobs.QueueRoutes;
import com.resultity.http.jobs.UsageRoutes;
import com.resultity.http.journal.AdminActionRoutes;
import com.resultity.http.journal.BlockRoutes;
import com.resultity.http.ledger.HoldRoutes;
import com.resultity.http.ledger.LedgerRoutes;
import com.resultity.http.network.ModelRoutes;
import com.resultity.http.network.NetworkRoutes;
import com.resultity.http.nodes.AccountNodeRoutes;
import com.resultity.http.nodes.JudgementRoutes;
import com.resultity.http.nodes.NodeRoutes;
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
import com.resultity.ports.journal.IdSource;
import com.resultity.ports.ledger.CreditReader;
import com.resultity.ports.ledger.EntryReader;
import com.resultity.ports.ledger.HoldReader;
import com.resultity.ports.ledger.TrialBalance;
import com.resultity.ports.network.BundleConfiguration;
import com.resultity.ports.network.CompareConfigurations;
import com.resultity.ports.network.ConfigurationReader;
import com.resultity.ports.nodes.NodeReader;
import com.resultity.ports.nodes.SyncNodes;
import dagger.Module;
import dagger.Provides;
import dagger.multibindings.IntoSet;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** Wires the HTTP door. Needs the settings, {@link Readiness} and {@link MetricsPage} of others. */
@Module
public interface HttpModule {
  @Provides
  @Singleton
  static HttpDoor door(
      Vertx vertx,
      HttpSettings settings,
      Set<Routes> areas,
      Tokens tokens,
      RateLimits limits,
      Gate gate,
      Committer committer,
      InstantSource clock,
      Readiness readiness,
      MetricsPage metrics,
      CallListener listener) {
    return HttpDoor.of(
        vertx,
        settings,
        areas,
        tokens,
        limits,
        gate,
        committer,
        clock,
        ThreadLocalRandom::current,
        readiness,
        metrics,
        listener);
  }

  @Provides
  @IntoSet
  static Routes accounts(AccountReader accounts, IdSource ids, Ethereum ethereum) {
    return new AccountRoutes(accounts, ids, Salts.from(new SecureRandom()), ethereum);
  }

  @Provides
  @IntoSet
  static Routes wallets(WalletChallenges challenges, AccountReader accounts, Ethereum ethereum) {
    return new WalletRoutes(challenges, accounts, ethereum);
  }

  @Provides
  @IntoSet
  static Routes referrals(ReferralReader referrals, AccountReader accounts) {
    return new ReferralRoutes(referrals, accounts);
  }

  @Provides
  @IntoSet
  static Routes namespaces(IdSource ids) {
    return new NamespaceRoutes(ids);
  }

  @Provides
  @IntoSet
  static Routes keys(
      KeyLists keys,
      NamespaceReader namespaces,
      VerifyKey verify,
      KeySecrets secrets,
      IdSource ids) {
    return new KeyRoutes(keys, namespaces, verify, secrets, ids);
  }

  @Provides
  @IntoSet
  static Routes ledger(
      CreditReader credits,
      EntryReader entries,
      NamespaceReader namespaces,
      TrialBalance trialBalance,
      IdSource ids,
      InstantSource clock) {
    return new LedgerRoutes(credits, entries, namespaces, trialBalance, ids, clock);
  }

  @Provides
  @IntoSet
  static Routes holds(HoldReader holds, IdSource ids) {
    return new HoldRoutes(holds, ids);
  }

  @Provides
  @IntoSet
  static Routes jobs(JobReader jobs, IdSource ids) {
    return new JobRoutes(jobs, ids);
  }

  @Provides
  @IntoSet
  static Routes jobLists(JobPages pages) {
    return new JobListRoutes(pages);
  }

  @Provides
  @IntoSet
  static Routes matches(Dispatch dispatch, Claim claim) {
    return new MatchRoutes(dispatch, claim);
  }

  @Provides
  @IntoSet
  static Routes usage(UsageReader usage) {
    return new UsageRoutes(usage);
  }

  @Provides
  @IntoSet
  static Routes queue(QueueReader queue, InstantSource clock) {
    return new QueueRoutes(queue, clock);
  }

  @Provides
  @IntoSet
  static Routes network(
      ConfigurationReader configurations,
      CompareConfigurations compare,
      BundleConfiguration bundle) {
    return new NetworkRoutes(configurations, compare, bundle);
  }

  @Provides
  @IntoSet
  static Routes models(ConfigurationReader configurations) {
    return new ModelRoutes(configurations);
  }

  @Provides
  @IntoSet
  static Routes nodes(NodeReader nodes, SyncNodes sync) {
    return new NodeRoutes(nodes, sync);
  }

  @Provides
  @IntoSet
  static Routes accountNodes(NodeReader nodes) {
    return new AccountNodeRoutes(nodes);
  }

  @Provides
  @IntoSet
  static Routes judgements(IdSource ids) {
    return new JudgementRoutes(ids);
  }

  @Provides
  @IntoSet
  static Routes journal(BlockReader blocks, Committer committer) {
    return new BlockRoutes(blocks, committer.slots());
  }

  @Provides
  @IntoSet
  static Routes adminActions(AdminActionReader actions) {
    return new AdminActionRoutes(actions);
  }
}
