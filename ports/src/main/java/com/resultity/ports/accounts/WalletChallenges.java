package com.resultity.ports.accounts;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.resultity.domain.accounts.AccountCommand.LinkWallet;
import com.resultity.domain.accounts.AccountCommand.OpenAccount;
import com.resultity.domain.accounts.EvmSignature;
import com.resultity.domain.accounts.WalletAddress;
import com.resultity.domain.accounts.WalletChallenge;
import com.resultity.domain.accounts.WalletProof;
import com.resultity.domain.accounts.WalletProof.Finding;
import com.resultity.domain.journal.Command;
import com.resultity.domain.journal.RefusalCode;
import com.resultity.ports.errors.ErrorCode;
import com.resultity.ports.errors.Fault;
import com.resultity.ports.journal.Preparation;
import io.vertx.core.Future;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Issues what wallets sign, and looks at what they signed.
 *
 * <p>Nothing is kept of a challenge: its nonce ends with a keyed hash of all the rest, so Core
 * knows its own. The log remembers the nonces that were used.
 */
public final class WalletChallenges implements Preparation {
  private static final int SALT = 16;
  private static final int TAG = 32;

  private final WalletSettings settings;
  private final Mac mac;
  private final Ethereum ethereum;
  private final RandomGenerator random;
  private final InstantSource clock;

  public WalletChallenges(
      WalletSettings settings,
      Mac mac,
      Ethereum ethereum,
      RandomGenerator random,
      InstantSource clock) {
    this.settings = settings;
    this.mac = mac;
    this.ethereum = ethereum;
    this.random = random;
    this.clock = clock;
  }

  /**
   * A challenge for a wallet.
   *
   * @param accountId what it is to be linked to; null for an account that it is to open
   * @throws Fault when wallets are not linked for the domain, or on the chain
   */
  public WalletChallenge issue(
      WalletAddress wallet, long chainId, String domain, @Nullable UUID accountId) {
    whyNotHere(domain, chainId)
        .ifPresent(why -> {
          throw new Fault(ErrorCode.of(why));
        });
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    String salt = HexFormat.of().toHexDigits(random.nextLong());
    return tagged(
        new WalletChallenge(
            domain,
            ethereum.checksummed(wallet),
            chainId,
            accountId,
            salt,
            now,
            now.plus(settings.life())));
  }

  /** Looks at the wallet that a command brings, if it brings one. */
  @Override
  public Future<Command> prepare(Command command) {
    return switch (command) {
      case LinkWallet link -> look(link.proof()).map(link::with);
      case OpenAccount open when open.wallet() != null -> look(open.wallet()).map(open::with);
      default -> Future.succeededFuture(command);
    };
  }

  private Future<WalletProof> look(WalletProof proof) {
    Optional<WalletChallenge> challenge = WalletChallenge.parse(proof.message());
    Optional<RefusalCode> why =
        challenge
            .map(this::whyNotOurs)
            .orElse(Optional.of(RefusalCode.CHALLENGE_MALFORMED))
            .or(() -> whyNot(proof.signature()));
    return why.isPresent()
        ? Future.succeededFuture(proof.found(new Finding.Worthless(why.get())))
        : signed(proof, challenge.orElseThrow()).map(proof::found);
  }

  private Optional<RefusalCode> whyNotHere(String domain, long chainId) {
    if (!settings.domains().contains(domain)) {
      return Optional.of(RefusalCode.DOMAIN_NOT_ALLOWED);
    }
    return settings.chains().contains(chainId)
        ? Optional.empty()
        : Optional.of(RefusalCode.CHAIN_NOT_ALLOWED);
  }

  private Optional<RefusalCode> whyNotOurs(WalletChallenge challenge) {
    return whyNotHere(challenge.domain(), challenge.chainId())
        .or(() ->
            ours(challenge) ? Optional.empty() : Optional.of(RefusalCode.CHALLENGE_NOT_ISSUED));
  }

  private static Optional<RefusalCode> whyNot(String signature) {
    return signature.matches("0x([0-9a-fA-F]{2})*")
        ? EvmSignature.whyNot(bytes(signature))
        : Optional.of(RefusalCode.SIGNATURE_MALFORMED);
  }

  private static byte[] bytes(String signature) {
    return HexFormat.of().parseHex(signature, 2, signature.length());
  }

  private Future<Finding> signed(WalletProof proof, WalletChallenge challenge) {
    WalletAddress claimed = new WalletAddress(challenge.address());
    return ethereum
        .signer(proof.message(), EvmSignature.of(bytes(proof.signature())))
        .map(signer ->
            signer.filter(claimed::equals).isPresent()
                ? new Finding.Proven(challenge)
                : new Finding.Worthless(RefusalCode.SIGNATURE_INVALID));
  }

  private boolean ours(WalletChallenge challenge) {
    String nonce = challenge.nonce();
    if (nonce.length() != SALT + TAG) {
      return false;
    }
    WalletChallenge again = tagged(challenge.withNonce(nonce.substring(0, SALT)));
    return MessageDigest.isEqual(again.nonce().getBytes(UTF_8), nonce.getBytes(UTF_8));
  }

  private WalletChallenge tagged(WalletChallenge salted) {
    String tag = mac.of(salted.text()).hex().substring(0, TAG);
    return salted.withNonce(salted.nonce() + tag);
  }
}
