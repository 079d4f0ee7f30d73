package com.resultity.app;

import com.resultity.app.access.DeploymentSecret;
import com.resultity.app.ethereum.Wallets;
import com.resultity.app.network.PlainDiff;
import com.resultity.grpc.GrpcSettings;
import com.resultity.http.HttpSettings;
import com.resultity.http.MetricsPage;
import com.resultity.http.Readiness;
import com.resultity.pg.PgServer;
import com.resultity.ports.access.CallListener;
import com.resultity.ports.access.Gate;
import com.resultity.ports.accounts.Ethereum;
import com.resultity.ports.accounts.FollowAccounts;
import com.resultity.ports.accounts.KeyReader;
import com.resultity.ports.accounts.KeySecrets;
import com.resultity.ports.accounts.KeyUseStore;
import com.resultity.ports.accounts.KeyUses;
import com.resultity.ports.accounts.NamespaceReader;
import com.resultity.ports.accounts.Standings;
import com.resultity.ports.accounts.VerifyKey;
import com.resultity.ports.accounts.WalletChallenges;
import com.resultity.ports.accounts.WalletSettings;
import com.resultity.ports.jobs.Claim;
import com.resultity.ports.jobs.Dispatch;
import com.resultity.ports.jobs.JobReader;
import com.resultity.ports.jobs.WaitingReader;
import com.resultity.ports.journal.BlockReader;
import com.resultity.ports.journal.Committer;
import com.resultity.ports.journal.CommitterSettings;
import com.resultity.ports.journal.IdSource;
import com.resultity.ports.journal.SlotStore;
import com.resultity.ports.journal.Upkeep;
import com.resultity.ports.ledger.DueReader;
import com.resultity.ports.ledger.HoldReader;
import com.resultity.ports.ledger.Sweep;
import com.resultity.ports.network.BundleConfiguration;
import com.resultity.ports.network.CompareConfigurations;
import com.resultity.ports.network.ConfigurationReader;
import com.resultity.ports.nodes.NodeDirectory;
import com.resultity.ports.nodes.NodeReader;
import com.resultity.ports.nodes.NodeSignatures;
import com.resultity.ports.nodes.RegisteredNodes;
import com.resultity.ports.nodes.SeenNodes;
import com.resultity.ports.nodes.SyncNodes;
import dagger.Binds;
import dagger.Module;
import dagger.Provides;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Wires what stands between the doors and PostgreSQL. */
@Module
interface CoreModule {
  @Provides
  @Singleton
  static Committer committer(
      Vertx vertx,
      PgServer server,
      SlotStore store,
      Dispatch dispatch,
      WalletChallenges challenges,
      NodeSignatures signatures,
      InstantSource clock,
      Metrics metrics) {
    Committer committer =
        new Committer(
            CommitterSettings.ofSlots(server.slots()),
            store,
            dispatch.then(challenges).then(signatures),
            clock,
            pause -> vertx.timer(pause.toMillis(), TimeUnit.MILLISECONDS).mapEmpty(),
            metrics);
    metrics.watch(committer);
    return committer;
  }

  @Provides
  @Singleton
  static NodeDirectory nodes(
      NodeReader nodes, ConfigurationReader configurations, InstantSource clock) {
    return new RegisteredNodes(nodes, configurations, new SeenNodes(clock), clock);
  }

  @Provides
  static Dispatch dispatch(JobReader jobs, NodeDirectory nodes) {
    return new Dispatch(jobs, nodes);
  }

  @Provides
  @Singleton
  static Claim claim(
      Committer committer,
      JobReader jobs,
      WaitingReader waiting,
      ConfigurationReader configurations,
      NodeDirectory nodes,
      Dispatch dispatch,
      InstantSource clock) {
    return new Claim(committer, jobs, waiting, configurations, nodes, dispatch, clock);
  }

  @Provides
  @Singleton
  static Metrics metrics() {
    return new Metrics();
  }

  @Provides
  @Singleton
  static IdSource ids(PgServer server, InstantSource clock) {
    return new IdSource(server.slots(), clock, ThreadLocalRandom::current);
  }

  @Provides
  static Gate gate(NamespaceReader namespaces, KeyReader keys, HoldReader holds, JobReader jobs) {
    return new Gate(namespaces, keys, holds, jobs);
  }

  @Provides
  @Singleton
  static Ethereum ethereum(Vertx vertx) {
    return new Wallets(vertx);
  }

  @Provides
  @Singleton
  static WalletChallenges challenges(
      WalletSettings settings,
      DeploymentSecret secret,
      Ethereum ethereum,
      SecureRandom random,
      InstantSource clock) {
    return new WalletChallenges(settings, secret.mac("wallet challenge"), ethereum, random, clock);
  }

  @Provides
  static NodeSignatures signatures(Ethereum ethereum, WalletSettings settings) {
    return new NodeSignatures(ethereum, settings.chains());
  }

  @Provides
  static SyncNodes syncNodes(Committer committer, BundleConfiguration bundles) {
    return new SyncNodes(committer, bundles);
  }

  @Provides
  @Singleton
  static KeySecrets keySecrets(DeploymentSecret secret, SecureRandom random) {
    return new KeySecrets(secret.mac("API key"), random);
  }

  @Provides
  @Singleton
  static KeyUses keyUses(KeyUseStore store) {
    return new KeyUses(store);
  }

  @Provides
  static VerifyKey verifyKey(
      KeyReader keys, KeySecrets secrets, KeyUses uses, InstantSource clock) {
    return new VerifyKey(keys, secrets, uses, clock);
  }

  @Provides
  static CompareConfigurations compareConfigurations(ConfigurationReader configurations) {
    return new CompareConfigurations(configurations, new PlainDiff());
  }

  @Provides
  @Singleton
  static BundleConfiguration bundleConfiguration(
      ConfigurationReader configurations, DeploymentSecret secret) {
    return new BundleConfiguration(
        configurations, secret.signingKey("configuration", "resultity.com/configuration"));
  }

  @Provides
  static FollowAccounts followAccounts(Committer committer, Standings standings) {
    return new FollowAccounts(committer, standings);
  }

  @Provides
  static Sweep sweep(Committer committer, DueReader due, InstantSource clock) {
    return new Sweep(committer, due, clock);
  }

  @Provides
  @Singleton
  static Orchestrators orchestrators(
      Vertx vertx,
      Committer committer,
      Sweep sweep,
      FollowAccounts follow,
      KeyUses uses,
      Upkeep upkeep,
      InstantSource clock) {
    return new Orchestrators(vertx, committer, sweep, follow, uses, upkeep, clock);
  }

  @Provides
  @Singleton
  static Health health(Vertx vertx, BlockReader blocks) {
    return new Health(vertx, blocks);
  }

  @Provides
  @Singleton
  static Readiness readiness(Health health) {
    return new Readiness(health::check);
  }

  @Provides
  static BooleanSupplier ready(Health health) {
    return health::last;
  }

  @Provides
  static MetricsPage metricsPage(Metrics metrics) {
    return metrics::scrape;
  }

  @Binds
  CallListener calls(Metrics metrics);

  @Provides
  static SecureRandom secrets() {
    return new SecureRandom();
  }

  @Provides
  static GrpcSettings grpcSettings() {
    return GrpcSettings.DEFAULT;
  }

  @Provides
  static HttpSettings httpSettings() {
    return HttpSettings.defaults();
  }
}
