package com.resultity.ports.accounts;

import java.time.Duration;
import java.util.Set;

/**
 * For which sites wallets are linked.
 *
 * @param domains RFC 3986 authorities, as the wallet shows them
 * @param chains EIP-155 chain ids
 * @param life how long a challenge may be answered
 */
public record WalletSettings(Set<String> domains, Set<Long> chains, Duration life) {
  public WalletSettings {
    domains = Set.copyOf(domains);
    chains = Set.copyOf(chains);
  }
}
