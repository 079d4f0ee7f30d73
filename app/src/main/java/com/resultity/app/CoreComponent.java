package com.resultity.app;

import com.resultity.app.access.DeploymentSecret;
import com.resultity.grpc.GrpcDoor;
import com.resultity.grpc.GrpcModule;
import com.resultity.http.HttpDoor;
import com.resultity.http.HttpModule;
import com.resultity.pg.PgModule;
import com.resultity.pg.PgServer;
import com.resultity.ports.access.RateLimits;
import com.resultity.ports.access.Tokens;
import com.resultity.ports.accounts.WalletSettings;
import com.resultity.ports.journal.BlockReader;
import com.resultity.ports.journal.Committer;
import com.resultity.ports.ledger.TrialBalance;
import dagger.BindsInstance;
import dagger.Component;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Everything that runs, wired. */
@Singleton
@Component(modules = {PgModule.class, GrpcModule.class, HttpModule.class, CoreModule.class})
interface CoreComponent {
  Committer committer();

  Orchestrators orchestrators();

  HttpDoor http();

  GrpcDoor grpc();

  Metrics metrics();

  BlockReader blocks();

  TrialBalance trialBalance();

  /** Takes what differs from one Core to the next. */
  @Component.Factory
  interface Factory {
    CoreComponent create(
        @BindsInstance Vertx vertx,
        @BindsInstance PgServer server,
        @BindsInstance Tokens tokens,
        @BindsInstance DeploymentSecret secret,
        @BindsInstance WalletSettings wallets,
        @BindsInstance RateLimits limits,
        @BindsInstance InstantSource clock);
  }
}
