package com.resultity.grpc.calls;

import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import com.resultity.domain.ledger.Credits;
import com.resultity.domain.network.Network;
import com.resultity.domain.network.Tariff;
import com.resultity.grpc.network.v1.NetworkName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Renders what the messages of several areas have in common. */
public final class Render {
  private Render() {}

  public static Timestamp time(Instant at) {
    return Timestamp.newBuilder().setSeconds(at.getEpochSecond()).setNanos(at.getNano()).build();
  }

  public static Duration duration(java.time.Duration duration) {
    return Duration.newBuilder()
        .setSeconds(duration.getSeconds())
        .setNanos(duration.getNano())
        .build();
  }

  public static NetworkName network(Network network) {
    return switch (network) {
      case TESTNET -> NetworkName.NETWORK_NAME_TESTNET;
      case MAINNET -> NetworkName.NETWORK_NAME_MAINNET;
    };
  }

  /** The network that is named; null when none is. */
  public static @Nullable Network networkOrNull(NetworkName name) {
    return switch (name) {
      case NETWORK_NAME_TESTNET -> Network.TESTNET;
      case NETWORK_NAME_MAINNET -> Network.MAINNET;
      case NETWORK_NAME_UNSPECIFIED, UNRECOGNIZED -> null;
    };
  }

  public static com.resultity.grpc.network.v1.Tariff tariff(Tariff tariff) {
    return com.resultity.grpc.network.v1.Tariff.newBuilder()
        .setRequestPrice(tariff.requestPrice())
        .setInputPrice(tariff.inputPrice())
        .setOutputPrice(tariff.outputPrice())
        .build();
  }

  public static com.resultity.grpc.ledger.v1.Credits credits(Credits credits) {
    return com.resultity.grpc.ledger.v1.Credits.newBuilder()
        .setAvailable(credits.available())
        .setHeld(credits.held())
        .setSpent(credits.spent())
        .setDebt(credits.debt())
        .build();
  }
}
