package com.resultity.grpc;

import com.resultity.grpc.accounts.AccountMethods;
import com.resultity.grpc.accounts.KeyMethods;
import com.resultity.grpc.accounts.NamespaceMethods;
import com.resultity.grpc.accounts.ReferralMethods;
import com.resultity.grpc.accounts.StandingMethods;
import com.resultity.grpc.accounts.WalletMethods;
import com.resultity.grpc.calls.Area;
import com.resultity.grpc.jobs.JobMatches;
import com.resultity.grpc.jobs.JobMethods;
import com.resultity.grpc.jobs.JobReads;
import com.resultity.grpc.journal.JournalMethods;
import com.resultity.grpc.ledger.LedgerMethods;
import com.resultity.grpc.network.NetworkMethods;
import com.resultity.grpc.nodes.NodeMethods;
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
import java.util.function.BooleanSupplier;

/** Wires the gRPC door. */
@Module
public interface GrpcModule {

  @Provides
  @Singleton
  static GrpcDoor door(
      Vertx vertx,
      GrpcSettings settings,
      Set<Area> areas,
      Gate gate,
      Committer committer,
      Tokens tokens,
      RateLimits limits,
      InstantSource clock,
      BooleanSupplier ready,
      CallListener listener) {
    return new GrpcDoor(
        vertx,
        settings,
        areas,
        gate,
        committer,
        tokens,
        limits,
        ThreadLocalRandom::current,
        clock,
        ready,
        listener);
  }

  @Provides
  @IntoSet
  static Area accounts(
      IdSource ids,
      AccountReader accounts,
      NamespaceReader namespaces,
      ReferralReader referrals,
      KeyLists keys,
      KeySecrets keySecrets,
      VerifyKey verify,
      WalletChallenges challenges,
      Ethereum ethereum,
      SecureRandom secrets) {
    return new AccountMethods(
            ids,
            accounts,
            secrets,
            ethereum,
            new StandingMethods(),
            new ReferralMethods(accounts, referrals),
            new WalletMethods(accounts, challenges, ethereum),
            new NamespaceMethods(ids),
            new KeyMethods(ids, keys, namespaces, keySecrets, verify))
        .area();
  }

  @Provides
  @IntoSet
  static Area ledger(
      IdSource ids,
      CreditReader credits,
      HoldReader holds,
      EntryReader entries,
      TrialBalance trialBalance,
      InstantSource clock) {
    return new LedgerMethods(ids, credits, holds, entries, trialBalance, clock).area();
  }

  @Provides
  @IntoSet
  static Area jobs(
      IdSource ids,
      JobReader jobs,
      JobPages pages,
      UsageReader usage,
      QueueReader queue,
      Claim claim,
      Dispatch dispatch,
      InstantSource clock) {
    return new JobMethods(
            ids, jobs, new JobReads(pages, usage, queue, clock), new JobMatches(claim, dispatch))
        .area();
  }

  @Provides
  @IntoSet
  static Area network(
      ConfigurationReader configurations,
      CompareConfigurations compare,
      BundleConfiguration bundle) {
    return new NetworkMethods(configurations, compare, bundle).area();
  }

  @Provides
  @IntoSet
  static Area nodes(NodeReader nodes, SyncNodes sync, IdSource ids) {
    return new NodeMethods(nodes, sync, ids).area();
  }

  @Provides
  @IntoSet
  static Area journal(BlockReader blocks, AdminActionReader actions, Committer committer) {
    return new JournalMethods(blocks, actions, committer.slots()).area();
  }
}
