package com.resultity.domain.accounts;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A wallet's time with an account. Links that ended are kept.
 *
 * @param nonce of the challenge that was signed; no two links have the same
 * @param unlinkedAt null while it lasts
 */
public record WalletLink(
    String nonce,
    UUID accountId,
    WalletAddress address,
    long chainId,
    Instant linkedAt,
    @Nullable Instant unlinkedAt) {

  /** How many wallets an account may have at once. */
  public static final int MOST = 16;

  public boolean lasts() {
    return unlinkedAt == null;
  }

  /** This link, ended. */
  public WalletLink until(Instant at) {
    return new WalletLink(nonce, accountId, address, chainId, linkedAt, at);
  }
}
