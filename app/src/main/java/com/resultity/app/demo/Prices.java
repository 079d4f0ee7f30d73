package com.resultity.app.demo;

import com.google.protobuf.Duration;
import com.resultity.grpc.network.v1.JobLimits;
import com.resultity.grpc.network.v1.Model;
import com.resultity.grpc.network.v1.NetworkName;
import com.resultity.grpc.network.v1.PublishConfigurationRequest;
import com.resultity.grpc.network.v1.Tariff;
import com.resultity.grpc.network.v1.Terms;

/** What the demo's network charges. */
final class Prices {
  static final NetworkName NETWORK = NetworkName.NETWORK_NAME_TESTNET;
  private static final long MILLION = 1_000_000;
  private static final long PER_JOB = 100;
  private static final long PER_MILLION_READ = 600_000;
  private static final long PER_MILLION_WRITTEN = 800_000;

  private Prices() {}

  /** 100 microcredits a job, 0.60 and 0.80 credits per million tokens read and written. */
  static PublishConfigurationRequest of(String model, long maxTokens, int maxAttempts) {
    Tariff tariff =
        Tariff.newBuilder()
            .setRequestPrice(PER_JOB)
            .setInputPrice(PER_MILLION_READ)
            .setOutputPrice(PER_MILLION_WRITTEN)
            .build();
    return PublishConfigurationRequest.newBuilder()
        .setNetwork(NETWORK)
        .setTerms(
            Terms.newBuilder()
                .addModels(
                    Model.newBuilder()
                        .setName(model)
                        .setVersion("1")
                        .setTariff(tariff)
                        .setMaxTokens(maxTokens))
                .setLimits(
                    JobLimits.newBuilder()
                        .setMaxTtl(Duration.newBuilder().setSeconds(3_600))
                        .setMaxAttempts(maxAttempts)))
        .build();
  }

  /** What a job of so many tokens must come to, in microcredits. */
  static long charge(long tokensRead, long tokensWritten) {
    return PER_JOB
        + Math.ceilDiv(
            tokensRead * PER_MILLION_READ + tokensWritten * PER_MILLION_WRITTEN, MILLION);
  }
}
