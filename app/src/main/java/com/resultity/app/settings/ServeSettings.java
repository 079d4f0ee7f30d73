package com.resultity.app.settings;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a running Core is reached, whom it trusts and how its work is spread. */
public final class ServeSettings {
  @Option(
      names = "--http",
      paramLabel = "HOST:PORT",
      description = "Where HTTP listens. Default: ${DEFAULT-VALUE}")
  private Address http = new Address("127.0.0.1", 8080);

  @Option(
      names = "--grpc",
      paramLabel = "HOST:PORT",
      description = "Where gRPC listens. Default: ${DEFAULT-VALUE}")
  private Address grpc = new Address("127.0.0.1", 9090);

  @Option(
      names = "--slots",
      paramLabel = "N",
      description = "Slots for new accounts; may grow, never shrink. Default: ${DEFAULT-VALUE}")
  private int slots = 2;

  @Option(names = "--dev", description = "Accept development tokens; listens on loopback only.")
  private boolean dev;

  @Option(
      names = "--jwks",
      paramLabel = "FILE|URL",
      description = "Public keys of the token issuer (JWKS); read again every five minutes.")
  private @Nullable String jwks;

  @Option(
      names = "--rate-limit",
      paramLabel = "N",
      description = {
        "Requests a second, and twice as many at once, of each principal whose token is narrowed"
            + " to",
        "an account or namespace; 0 is no limit. Default: ${DEFAULT-VALUE}"
      })
  private int rateLimit = 100;

  @Option(
      names = "--service-rate-limit",
      paramLabel = "N",
      description = "The same for each other principal. Default: ${DEFAULT-VALUE}")
  private int serviceRateLimit;

  public Address http() {
    return loopbackIfDev("http", http);
  }

  public Address grpc() {
    return loopbackIfDev("grpc", grpc);
  }

  /** Requests a second of a principal whose token is narrowed; 0 is no limit. */
  public int rateLimit() {
    return rate("rate-limit", rateLimit);
  }

  /** Requests a second of any other principal; 0 is no limit. */
  public int serviceRateLimit() {
    return rate("service-rate-limit", serviceRateLimit);
  }

  private static int rate(String name, int rate) {
    if (rate < 0 || rate > 1_000_000) {
      throw new WrongSetting(name + " must be between 0 and 1000000, not " + rate);
    }
    return rate;
  }

  /** 1 to 1024. */
  public int slots() {
    if (slots < 1 || slots > 1_024) {
      throw new WrongSetting("slots must be between 1 and 1024, not " + slots);
    }
    return slots;
  }

  public boolean dev() {
    if (dev && jwks != null) {
      throw new WrongSetting("dev and jwks exclude each other: choose whose tokens to accept");
    }
    return dev;
  }

  /** Where the issuer's keys are: a {@code file:}, {@code https:} or {@code http:} address. */
  public Optional<URI> jwks() {
    return Optional.ofNullable(jwks)
        .map(text -> text.contains("://") ? uri(text) : Path.of(text).toAbsolutePath().toUri());
  }

  private Address loopbackIfDev(String name, Address address) {
    if (dev && !address.isLoopback()) {
      throw new WrongSetting(
          "with dev, %s must stay on loopback (127.0.0.1), not %s".formatted(name, address));
    }
    return address;
  }

  private static URI uri(String text) {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException e) {
      throw new WrongSetting("jwks '%s' is not an address".formatted(text), e);
    }
  }
}
