package com.resultity.app.settings;

import com.resultity.ports.accounts.WalletSettings;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What API keys are hashed with, and for which sites wallets are linked. */
public final class IdentitySettings {
  private static final Duration CHALLENGE_LIFE = Duration.ofMinutes(10);

  @Option(
      names = "--secret",
      paramLabel = "HEX",
      description = {
        "32 bytes or more that all instances of a deployment share and its database does",
        "not have: API keys are hashed with it. Prefer RESULTITY_SECRET. Default: made in",
        "the data directory."
      })
  private @Nullable Secret secret;

  @Option(
      names = "--wallet-domains",
      paramLabel = "HOST,...",
      split = ",",
      description = "Sites on which wallets sign to be linked. Default: ${DEFAULT-VALUE}")
  private Set<String> walletDomains = new LinkedHashSet<>(Set.of("localhost"));

  @Option(
      names = "--wallet-chains",
      paramLabel = "ID,...",
      split = ",",
      description = "EIP-155 chains for which they do. Default: ${DEFAULT-VALUE}")
  private Set<Long> walletChains = new TreeSet<>(Set.of(1L));

  /** Empty when it is the data directory's. */
  public Optional<Secret> secret() {
    return Optional.ofNullable(secret);
  }

  /** For which sites wallets are linked. */
  public WalletSettings wallets() {
    return new WalletSettings(walletDomains, walletChains, CHALLENGE_LIFE);
  }
}
