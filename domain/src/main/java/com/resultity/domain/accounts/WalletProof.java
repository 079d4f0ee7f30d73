package com.resultity.domain.accounts;

import com.resultity.domain.journal.RefusalCode;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A signed challenge, and what looking at it has shown.
 *
 * @param message as it was signed
 * @param signature in hex, with {@code 0x}
 * @param finding null before it was looked at
 */
public record WalletProof(String message, String signature, @Nullable Finding finding) {

  /** What a signed challenge is worth. */
  public sealed interface Finding {
    /** Core issued the challenge and the wallet's key signed it. Whether it is in time is open. */
    record Proven(WalletChallenge challenge) implements Finding {}

    /** It proves nothing, and why. */
    record Worthless(RefusalCode why) implements Finding {}
  }

  public WalletProof(String message, String signature) {
    this(message, signature, null);
  }

  /** The same, looked at. */
  public WalletProof found(Finding what) {
    return new WalletProof(message, signature, what);
  }

  /** The challenge, when it was found good; null otherwise. */
  public @Nullable WalletChallenge challenge() {
    return finding instanceof Finding.Proven proven ? proven.challenge() : null;
  }

  /** The wallet that signed; null when it proves nothing. */
  public @Nullable WalletAddress wallet() {
    WalletChallenge challenge = challenge();
    return challenge == null ? null : new WalletAddress(challenge.address());
  }

  /** What the challenge links the wallet to; null for an account to be opened. */
  @Nullable UUID accountId() {
    WalletChallenge challenge = challenge();
    return challenge == null ? null : challenge.accountId();
  }
}
