package com.resultity.grpc;

import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import com.resultity.grpc.accounts.v1.OpenAccountRequest;
import com.resultity.grpc.accounts.v1.OpenAccountResponse;
import com.resultity.grpc.accounts.v1.OpenNamespaceRequest;
import com.resultity.grpc.accounts.v1.OpenNamespaceResponse;
import com.resultity.grpc.jobs.v1.Mode;
import com.resultity.grpc.jobs.v1.SubmitJobRequest;
import com.resultity.grpc.jobs.v1.SubmitJobResponse;
import com.resultity.grpc.ledger.v1.GetCreditsRequest;
import com.resultity.grpc.ledger.v1.GetCreditsResponse;
import com.resultity.grpc.ledger.v1.GrantCreditRequest;
import com.resultity.grpc.ledger.v1.GrantCreditResponse;
import com.resultity.grpc.ledger.v1.GrantSource;
import com.resultity.grpc.ledger.v1.PlaceHoldRequest;
import com.resultity.grpc.ledger.v1.PlaceHoldResponse;
import com.resultity.grpc.network.v1.JobLimits;
import com.resultity.grpc.network.v1.Model;
import com.resultity.grpc.network.v1.ModelStatus;
import com.resultity.grpc.network.v1.NetworkName;
import com.resultity.grpc.network.v1.PublishConfigurationRequest;
import com.resultity.grpc.network.v1.PublishConfigurationResponse;
import com.resultity.grpc.network.v1.Tariff;
import com.resultity.grpc.network.v1.Terms;
import java.time.Instant;

/** What tests begin with: an account, a namespace, credit, a model on offer. */
final class Story {
  static final String ACCOUNTS = "resultity.accounts.v1.Accounts/";
  static final String LEDGER = "resultity.ledger.v1.Ledger/";
  static final String JOBS = "resultity.jobs.v1.Jobs/";
  static final String NETWORK = "resultity.network.v1.Network/";
  static final String JOURNAL = "resultity.journal.v1.Journal/";
  static final String NODE = "0x" + "ab".repeat(20);
  static final long CREDIT = 1_000_000_000L;

  final String account;
  final String namespace;

  /** The same whenever it is asked for, so that a request can be repeated. */
  final Timestamp inAnHour =
      Timestamp.newBuilder().setSeconds(Instant.now().getEpochSecond() + 3600).build();

  private final Served served;

  Story(Served served) {
    this.served = served;
    account =
        served
            .call(
                ACCOUNTS + "OpenAccount",
                "account",
                OpenAccountRequest.getDefaultInstance(),
                OpenAccountResponse.getDefaultInstance())
            .getAccountId();
    namespace =
        served
            .call(
                ACCOUNTS + "OpenNamespace",
                "account",
                OpenNamespaceRequest.newBuilder()
                    .setAccountId(account)
                    .setName("main")
                    .setNetwork(NetworkName.NETWORK_NAME_TESTNET)
                    .build(),
                OpenNamespaceResponse.getDefaultInstance())
            .getNamespace()
            .getNamespaceId();
  }

  Story credit() {
    served.call(
        LEDGER + "GrantCredit", "account", grant(CREDIT), GrantCreditResponse.getDefaultInstance());
    return this;
  }

  Story model() {
    return publish(publish());
  }

  Story publish(PublishConfigurationRequest configuration) {
    served.call(
        NETWORK + "PublishConfiguration",
        "admin",
        configuration,
        PublishConfigurationResponse.getDefaultInstance());
    return this;
  }

  static PublishConfigurationRequest publish() {
    return PublishConfigurationRequest.newBuilder()
        .setNetwork(NetworkName.NETWORK_NAME_TESTNET)
        .setTerms(
            Terms.newBuilder()
                .addModels(
                    Model.newBuilder()
                        .setName("llama")
                        .setVersion("1")
                        .setTariff(Tariff.newBuilder().setRequestPrice(100))
                        .setMaxTokens(1000)
                        .setStatus(ModelStatus.MODEL_STATUS_APPROVED))
                .setLimits(
                    JobLimits.newBuilder()
                        .setMaxTtl(Duration.newBuilder().setSeconds(3600))
                        .setMaxAttempts(1)))
        .build();
  }

  GrantCreditRequest grant(long amount) {
    return GrantCreditRequest.newBuilder()
        .setNamespaceId(namespace)
        .setAmount(amount)
        .setSource(GrantSource.GRANT_SOURCE_BONUS)
        .build();
  }

  PlaceHoldRequest holdOf(long amount) {
    return PlaceHoldRequest.newBuilder()
        .setNamespaceId(namespace)
        .setAmount(amount)
        .setExpiresAt(inAnHour)
        .build();
  }

  String hold() {
    return served
        .call(LEDGER + "PlaceHold", "cloud", holdOf(1000), PlaceHoldResponse.getDefaultInstance())
        .getHoldId();
  }

  SubmitJobRequest job() {
    return SubmitJobRequest.newBuilder()
        .setNamespaceId(namespace)
        .setModel("llama")
        .setMode(Mode.MODE_SYNC)
        .setTtl(Duration.newBuilder().setSeconds(60))
        .setMaxTokens(10)
        .build();
  }

  String submitted() {
    return served
        .call(JOBS + "SubmitJob", "cloud", job(), SubmitJobResponse.getDefaultInstance())
        .getJobId();
  }

  long available() {
    return served
        .call(
            LEDGER + "GetCredits",
            "cloud",
            GetCreditsRequest.newBuilder().setNamespaceId(namespace).build(),
            GetCreditsResponse.getDefaultInstance())
        .getCredits()
        .getAvailable();
  }
}
