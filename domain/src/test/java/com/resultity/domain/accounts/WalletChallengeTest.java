package com.resultity.domain.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** The message that wallets sign. */
class WalletChallengeTest {
  private static final WalletChallenge LINK =
      new WalletChallenge(
          "app.example.org",
          "0x9d8A62f656a8d1615C1294fd71e9CFb3E4855A4F",
          1,
          new UUID(1, 2),
          "abcdefgh12345678",
          Instant.parse("2026-06-01T12:00:00Z"),
          Instant.parse("2026-06-01T12:10:00.500Z"));

  @Test
  void theMessageIsOfEip4361() {
    assertThat(LINK.text())
        .isEqualTo(
            """
            app.example.org wants you to sign in with your Ethereum account:
            0x9d8A62f656a8d1615C1294fd71e9CFb3E4855A4F

            Link this wallet to a Resultity account.

            URI: https://app.example.org
            Version: 1
            Chain ID: 1
            Nonce: abcdefgh12345678
            Issued At: 2026-06-01T12:00:00Z
            Expiration Time: 2026-06-01T12:10:00.500Z
            Resources:
            - urn:uuid:00000000-0000-0001-0000-000000000002\
            """);
  }

  @Property
  void aMessageIsReadBackToAnEqualChallenge(
      @ForAll @LongRange(min = 1, max = 999_999_999_999_999_999L) long chain,
      @ForAll long high,
      @ForAll long low,
      @ForAll boolean linking,
      @ForAll @IntRange(max = 1_000_000_000) int millis) {
    WalletChallenge challenge =
        new WalletChallenge(
            "localhost:3000",
            LINK.address(),
            chain,
            linking ? new UUID(high, low) : null,
            "%016x".formatted(low),
            LINK.issuedAt().plusMillis(millis),
            LINK.expiresAt().plusMillis(millis));

    assertThat(WalletChallenge.parse(challenge.text())).contains(challenge);
  }

  @Property(tries = 500)
  void aMessageWithAnotherCharacterIsAnotherChallengeOrNone(
      @ForAll @IntRange(max = 390) int at, @ForAll char other) {
    String text = LINK.text();
    int place = at % text.length();
    String changed = text.substring(0, place) + other + text.substring(place + 1);

    if (!changed.equals(text)) {
      assertThat(WalletChallenge.parse(changed)).isNotEqualTo(WalletChallenge.parse(text));
    }
  }

  @Test
  void whatIsNotExactlySuchAMessageIsNone() {
    String text = LINK.text();

    assertThat(WalletChallenge.parse("")).isEmpty();
    assertThat(WalletChallenge.parse(text + "\n")).isEmpty();
    assertThat(WalletChallenge.parse(text.replace("\n", "\r\n"))).isEmpty();
    assertThat(WalletChallenge.parse(text.replace("Version: 1", "Version: 2"))).isEmpty();
    assertThat(WalletChallenge.parse(text.replace("https://", "http://"))).isEmpty();
    assertThat(WalletChallenge.parse(text.replace("Chain ID: 1", "Chain ID: 01"))).isEmpty();
    assertThat(WalletChallenge.parse(text.replace("12:00:00Z", "12:00:00.000Z"))).isEmpty();
    assertThat(WalletChallenge.parse(text.replace("Link this", "Link that"))).isEmpty();
    assertThat(WalletChallenge.parse(text.replace("12:00:00Z", "99:00:00Z"))).isEmpty();
  }
}
