package com.resultity.ports.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.resultity.domain.accounts.AccountCommand.LinkWallet;
import com.resultity.domain.accounts.WalletAddress;
import com.resultity.domain.accounts.WalletChallenge;
import com.resultity.domain.accounts.WalletProof;
import com.resultity.domain.accounts.WalletProof.Finding;
import com.resultity.domain.journal.RefusalCode;
import com.resultity.ports.errors.Fault;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Core makes of signed challenges. */
class WalletChallengesTest {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00.123456Z");
  private static final UUID ACCOUNT = new UUID(1, 2);
  private static final WalletAddress WALLET = new WalletAddress("0x" + "ab".repeat(20));

  private final WalletChallenges challenges = challenges(1, "app.example.org", 1L);

  private static WalletChallenges challenges(int key, String domain, long chain) {
    return new WalletChallenges(
        new WalletSettings(Set.of(domain), Set.of(chain), Duration.ofMinutes(10)),
        SomeMac.keyed(key),
        new PretendEthereum(),
        new Random(7),
        InstantSource.fixed(NOON));
  }

  private WalletChallenge issued() {
    return challenges.issue(WALLET, 1, "app.example.org", ACCOUNT);
  }

  @Test
  void aChallengeSaysWhatItIsForAndHowLong() {
    WalletChallenge challenge = issued();

    assertThat(challenge.accountId()).isEqualTo(ACCOUNT);
    assertThat(challenge.issuedAt()).isEqualTo("2026-06-01T12:00:00.123Z");
    assertThat(challenge.expiresAt()).isEqualTo("2026-06-01T12:10:00.123Z");
    assertThat(challenge.nonce()).matches("[0-9a-f]{48}").isNotEqualTo(issued().nonce());
  }

  @Test
  void whatAWalletSignedOfItIsProven() {
    WalletChallenge challenge = issued();

    assertThat(finding(challenge.text(), PretendEthereum.sign(WALLET, challenge.text())))
        .isEqualTo(new Finding.Proven(challenge));
  }

  @ParameterizedTest
  @CsvSource({
    "app.example.org wants, evil.example.org wants, CHALLENGE_MALFORMED",
    "app.example.org, evil.example.org, DOMAIN_NOT_ALLOWED",
    "Chain ID: 1, Chain ID: 5, CHAIN_NOT_ALLOWED",
    "T12:10, T13:10, CHALLENGE_NOT_ISSUED",
    "000000000002, 000000000003, CHALLENGE_NOT_ISSUED",
    "0xabab, 0xabac, CHALLENGE_NOT_ISSUED",
    "Version: 1, Version: 2, CHALLENGE_MALFORMED"
  })
  void aChallengeThatWasChangedIsNone(String what, String with, RefusalCode why) {
    String text = issued().text().replace(what, with);

    assertThat(finding(text, PretendEthereum.sign(WALLET, text)))
        .isEqualTo(new Finding.Worthless(why));
  }

  @Test
  void aChallengeOfAnotherDeploymentIsNone() {
    String text =
        challenges(2, "app.example.org", 1).issue(WALLET, 1, "app.example.org", null).text();

    assertThat(finding(text, PretendEthereum.sign(WALLET, text)))
        .isEqualTo(new Finding.Worthless(RefusalCode.CHALLENGE_NOT_ISSUED));
  }

  @ParameterizedTest
  @CsvSource({
    "'', SIGNATURE_MALFORMED",
    "0x, SIGNATURE_TRUNCATED",
    "0xabc, SIGNATURE_MALFORMED",
    "0xzz, SIGNATURE_MALFORMED",
    "0xabcd, SIGNATURE_TRUNCATED"
  })
  void aSignatureThatIsNoneIsToldFromOneThatIsAnothers(String signature, RefusalCode why) {
    assertThat(finding(issued().text(), signature)).isEqualTo(new Finding.Worthless(why));
  }

  @Test
  void anotherWalletsSignatureIsInvalidAndSoIsOneOfAnotherText() {
    String text = issued().text();
    WalletAddress other = new WalletAddress("0x" + "cd".repeat(20));
    Finding invalid = new Finding.Worthless(RefusalCode.SIGNATURE_INVALID);

    assertThat(finding(text, PretendEthereum.sign(other, text))).isEqualTo(invalid);
    assertThat(finding(text, PretendEthereum.sign(WALLET, "other"))).isEqualTo(invalid);
  }

  @Test
  void noChallengeIsIssuedForASiteOrChainThatIsNotCores() {
    assertThatThrownBy(() -> challenges.issue(WALLET, 1, "evil.example.org", null))
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.code().code()).isEqualTo("domain_not_allowed"));
    assertThatThrownBy(() -> challenges.issue(WALLET, 5, "app.example.org", null))
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.code().code()).isEqualTo("chain_not_allowed"));
  }

  private Finding finding(String message, String signature) {
    LinkWallet looked =
        (LinkWallet)
            challenges
                .prepare(new LinkWallet(ACCOUNT, new WalletProof(message, signature)))
                .result();
    return Objects.requireNonNull(looked.proof().finding());
  }
}
