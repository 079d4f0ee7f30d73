package com.resultity.domain.accounts;

import com.resultity.domain.accounts.AccountCommand.LinkWallet;
import com.resultity.domain.accounts.AccountCommand.UnlinkWallet;
import com.resultity.domain.accounts.AccountRecord.WalletLinked;
import com.resultity.domain.accounts.AccountRecord.WalletUnlinked;
import com.resultity.domain.journal.Decision;
import com.resultity.domain.journal.RefusalCode;
import com.resultity.domain.journal.SlotState;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The rules of linking wallets: whose challenge, in time, once, and one account for a wallet. */
final class WalletDecider {
  private WalletDecider() {}

  static Decision link(LinkWallet command, Account account, SlotState state, Instant at) {
    Optional<RefusalCode> why =
        AccountDecider.whyNotActive(account)
            .or(() -> whyNot(command.proof(), account.id(), state, at));
    if (why.isPresent()) {
      return Decision.refuse(why.get());
    }
    return state.identities().walletsOf(account.id()).size() >= WalletLink.MOST
        ? Decision.refuse(RefusalCode.TOO_MANY_WALLETS)
        : Decision.accept(linked(account.id(), command.proof()));
  }

  /**
   * Why the proof links no wallet now; empty when it does.
   *
   * @param accountId what it is to be linked to; null for an account that it opens
   */
  static Optional<RefusalCode> whyNot(
      WalletProof proof, @Nullable UUID accountId, SlotState state, Instant at) {
    return switch (proof.finding()) {
      case null -> throw new IllegalStateException("the proof was not looked at");
      case WalletProof.Finding.Worthless(RefusalCode why) -> Optional.of(why);
      case WalletProof.Finding.Proven(WalletChallenge challenge) ->
          whyNot(challenge, accountId, state, at);
    };
  }

  private static Optional<RefusalCode> whyNot(
      WalletChallenge challenge, @Nullable UUID accountId, SlotState state, Instant at) {
    if (!Objects.equals(challenge.accountId(), accountId)) {
      return Optional.of(RefusalCode.CHALLENGE_OF_OTHER_ACCOUNT);
    }
    if (state.identities().nonceUsed(challenge.nonce())) {
      return Optional.of(RefusalCode.CHALLENGE_USED);
    }
    if (!at.isBefore(challenge.expiresAt())) {
      return Optional.of(RefusalCode.CHALLENGE_EXPIRED);
    }
    return state.identities().link(new WalletAddress(challenge.address())) == null
        ? Optional.empty()
        : Optional.of(RefusalCode.WALLET_TAKEN);
  }

  static WalletLinked linked(UUID accountId, WalletProof proof) {
    WalletChallenge challenge = Objects.requireNonNull(proof.challenge());
    return new WalletLinked(
        accountId, new WalletAddress(challenge.address()), challenge.chainId(), challenge.nonce());
  }

  static Decision unlink(UnlinkWallet command, SlotState state) {
    WalletLink link = state.identities().link(command.address());
    return link == null || !link.accountId().equals(command.accountId())
        ? Decision.refuse(RefusalCode.WALLET_NOT_LINKED)
        : Decision.accept(new WalletUnlinked(command.accountId(), command.address(), link.nonce()));
  }
}
