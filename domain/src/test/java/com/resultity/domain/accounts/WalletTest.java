package com.resultity.domain.accounts;

import static com.resultity.domain.journal.Scenario.NOON;
import static com.resultity.domain.journal.Scenario.account;
import static com.resultity.domain.journal.Scenario.empty;
import static com.resultity.domain.journal.Scenario.id;
import static org.assertj.core.api.Assertions.assertThat;

import com.resultity.domain.accounts.AccountCommand.LinkWallet;
import com.resultity.domain.accounts.AccountCommand.OpenAccount;
import com.resultity.domain.accounts.AccountCommand.UnlinkWallet;
import com.resultity.domain.accounts.AccountRecord.AccountOpened;
import com.resultity.domain.accounts.AccountRecord.WalletLinked;
import com.resultity.domain.accounts.AccountRecord.WalletUnlinked;
import com.resultity.domain.accounts.WalletProof.Finding;
import com.resultity.domain.journal.RefusalCode;
import com.resultity.domain.journal.Scenario;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whose a wallet is. */
class WalletTest {
  private static final UUID ANN = id(5);
  private static final UUID BOB = id(6);
  private static final WalletAddress WALLET = wallet(1);

  @Test
  void aWalletThatSignedIsLinked() {
    people()
        .when(new LinkWallet(ANN, signed(1, ANN, "nonce001")))
        .then(new WalletLinked(ANN, WALLET, 1, "nonce001"));
  }

  @Test
  void aWalletBelongsToOneAccountUntilItIsUnlinkedAndThenMayMove() {
    people()
        .and(new LinkWallet(ANN, signed(1, ANN, "nonce001")))
        .when(new LinkWallet(BOB, signed(1, BOB, "nonce002")))
        .thenRefused(RefusalCode.WALLET_TAKEN)
        .when(new LinkWallet(ANN, signed(1, ANN, "nonce003")))
        .thenRefused(RefusalCode.WALLET_TAKEN)
        .when(new UnlinkWallet(BOB, WALLET))
        .thenRefused(RefusalCode.WALLET_NOT_LINKED)
        .when(new UnlinkWallet(ANN, WALLET))
        .then(new WalletUnlinked(ANN, WALLET, "nonce001"))
        .when(new UnlinkWallet(ANN, WALLET))
        .thenRefused(RefusalCode.WALLET_NOT_LINKED)
        .when(new LinkWallet(BOB, signed(1, BOB, "nonce002")))
        .then(new WalletLinked(BOB, WALLET, 1, "nonce002"));
  }

  @Test
  void aChallengeLinksOnceAlsoAfterItsWalletHasLeft() {
    people()
        .and(new LinkWallet(ANN, signed(1, ANN, "nonce001")), new UnlinkWallet(ANN, WALLET))
        .when(new LinkWallet(ANN, signed(1, ANN, "nonce001")))
        .thenRefused(RefusalCode.CHALLENGE_USED);
  }

  @Test
  void aChallengeIsForItsAccountOnly() {
    people()
        .when(new LinkWallet(BOB, signed(1, ANN, "nonce001")))
        .thenRefused(RefusalCode.CHALLENGE_OF_OTHER_ACCOUNT)
        .when(new LinkWallet(BOB, signed(1, null, "nonce001")))
        .thenRefused(RefusalCode.CHALLENGE_OF_OTHER_ACCOUNT)
        .when(open(7, signed(1, ANN, "nonce001")))
        .thenRefused(RefusalCode.CHALLENGE_OF_OTHER_ACCOUNT);
  }

  @Test
  void aChallengeExpiresAtItsInstant() {
    people()
        .at(Duration.ofMinutes(10))
        .when(new LinkWallet(ANN, signed(1, ANN, "nonce001")))
        .thenRefused(RefusalCode.CHALLENGE_EXPIRED)
        .at(Duration.ofMinutes(10).minusNanos(1_000))
        .and(new LinkWallet(ANN, signed(1, ANN, "nonce001")));
  }

  @Test
  void whatProvesNothingIsRefusedForWhatWasFound() {
    WalletProof worthless =
        new WalletProof("m", "0x").found(new Finding.Worthless(RefusalCode.SIGNATURE_HIGH_S));

    people()
        .when(new LinkWallet(ANN, worthless))
        .thenRefused(RefusalCode.SIGNATURE_HIGH_S)
        .when(open(7, worthless))
        .thenRefused(RefusalCode.SIGNATURE_HIGH_S);
  }

  @Test
  void aWalletOpensAnAccountOfItsOwn() {
    people()
        .when(open(7, signed(1, null, "nonce001")))
        .then(
            new AccountOpened(id(7), null, Set.of(Role.CONSUMER), null),
            new WalletLinked(id(7), WALLET, 1, "nonce001"))
        .when(open(8, signed(1, null, "nonce002")))
        .thenRefused(RefusalCode.WALLET_TAKEN);
  }

  @Test
  void anAccountHasSixteenWalletsAtMost() {
    Scenario scenario = people();
    for (int i = 1; i <= WalletLink.MOST; i++) {
      scenario.and(new LinkWallet(ANN, signed(i, ANN, "nonce-" + i)));
    }

    scenario
        .when(new LinkWallet(ANN, signed(99, ANN, "nonce099")))
        .thenRefused(RefusalCode.TOO_MANY_WALLETS)
        .and(new UnlinkWallet(ANN, wallet(3)), new LinkWallet(ANN, signed(99, ANN, "nonce099")));
  }

  @Test
  void aSuspendedAccountMayUnlinkAndNotLink() {
    Scenario scenario =
        people()
            .and(
                new LinkWallet(ANN, signed(1, ANN, "nonce001")),
                new AccountCommand.SuspendAccount(ANN));

    scenario
        .when(new LinkWallet(ANN, signed(2, ANN, "nonce002")))
        .thenRefused(RefusalCode.ACCOUNT_NOT_ACTIVE)
        .and(new UnlinkWallet(ANN, WALLET));
    assertThat(scenario.state().identities().walletsOf(ANN)).isEmpty();
  }

  private static Scenario people() {
    Scenario scenario = empty();
    scenario.state().identities().loadAccount(account(ANN, AccountStatus.ACTIVE));
    scenario.state().identities().loadAccount(account(BOB, AccountStatus.ACTIVE));
    return scenario;
  }

  private static OpenAccount open(int number, WalletProof wallet) {
    return new OpenAccount(id(number), null, wallet, Set.of(Role.CONSUMER), null);
  }

  private static WalletAddress wallet(int number) {
    return new WalletAddress("0x%040x".formatted(number));
  }

  private static WalletProof signed(int wallet, @Nullable UUID account, String nonce) {
    WalletChallenge challenge =
        new WalletChallenge(
            "app.example.org",
            wallet(wallet).text(),
            1,
            account,
            nonce,
            NOON,
            NOON.plus(Duration.ofMinutes(10)));
    return new WalletProof(challenge.text(), "0x").found(new Finding.Proven(challenge));
  }
}
