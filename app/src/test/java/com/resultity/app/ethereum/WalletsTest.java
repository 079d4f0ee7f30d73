package com.resultity.app.ethereum;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.resultity.domain.accounts.EvmSignature;
import com.resultity.domain.accounts.WalletAddress;
import com.resultity.domain.accounts.WalletChallenge;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What wallets sign, as other software makes it: the messages by npm's siwe 3.0.0 and the
 * signatures by ethers 6.17.0, with the private key of 32 bytes of 0x46.
 */
class WalletsTest {
  private static final String OWNER = "0x9d8A62f656a8d1615C1294fd71e9CFb3E4855A4F";
  private static final Vertx VERTX = Vertx.vertx();

  private static final String LINK =
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
      """;
  private static final String LINK_SIGNED =
      "8734743a4cbe652c73c80eff553017588aa5fc3d73dc5d33f6077cca9a19b593"
          + "57a291f9bdedc32fc1aec2bd418b954f92a586e23df592bdb80cad574d7a3c431b";

  private static final String OPEN =
      """
      localhost:3000 wants you to sign in with your Ethereum account:
      0x9d8A62f656a8d1615C1294fd71e9CFb3E4855A4F

      Open a Resultity account with this wallet.

      URI: https://localhost:3000
      Version: 1
      Chain ID: 8453
      Nonce: 0123456789abcdef
      Issued At: 2026-06-01T12:00:00Z
      Expiration Time: 2026-06-01T12:10:00Z\
      """;
  private static final String OPEN_SIGNED =
      "97dcc80ebc243b0e1b568eebe037b42014f1b30fe69026306029fbed23694f3f"
          + "2237bcaa49706a9810e91216800460d041885e4a73f3b6008a42dcf4d598c0eb1c";

  @AfterAll
  static void close() {
    VERTX.close();
  }

  @Test
  void anotherImplementationsMessageIsOurs() {
    Instant issued = Instant.parse("2026-06-01T12:00:00Z");
    assertThat(WalletChallenge.parse(LINK))
        .contains(
            new WalletChallenge(
                "app.example.org",
                OWNER,
                1,
                new UUID(1, 2),
                "abcdefgh12345678",
                issued,
                Instant.parse("2026-06-01T12:10:00.500Z")));
    assertThat(WalletChallenge.parse(OPEN))
        .contains(
            new WalletChallenge(
                "localhost:3000",
                OWNER,
                8453,
                null,
                "0123456789abcdef",
                issued,
                issued.plusSeconds(600)));
  }

  @Test
  void anotherImplementationsSignaturesAreRecovered() {
    WalletAddress owner = new WalletAddress(OWNER);

    assertThat(signer(LINK, LINK_SIGNED)).contains(owner);
    assertThat(signer(OPEN, OPEN_SIGNED)).contains(owner);
    assertThat(
            signer(
                "hello world",
                "78dc245805f4363bd546a771502385e03c40995b13fbab75de9258c6515db8d9"
                    + "2e831df32c6898bc590d0fb69945a72f6e31f1a70a325bf047ff5d557b1542ff1b"))
        .contains(owner);
  }

  @Test
  void anotherTextHasAnotherSigner() {
    assertThat(signer(LINK + " ", LINK_SIGNED)).isNotEqualTo(Optional.of(new WalletAddress(OWNER)));
    assertThat(signer(OPEN, LINK_SIGNED)).isNotEqualTo(Optional.of(new WalletAddress(OWNER)));
  }

  @Test
  void anRThatIsNoPointHasNoSigner() {
    assertThat(signer(LINK, "00".repeat(31) + "05" + "00".repeat(31) + "011b")).isEmpty();
  }

  @Test
  void textsAreHashedAsEip191Says() {
    assertThat(HexFormat.of().formatHex(Wallets.personal("hello world")))
        .isEqualTo("d9eba16ed0ecae432b71fe008c98cc872bb4cc214d3220a36f365326cf807d68");
    assertThat(HexFormat.of().formatHex(Wallets.hash("".getBytes(UTF_8))))
        .isEqualTo("c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
        "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
        "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB",
        "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb",
        OWNER
      })
  void addressesAreShownWithTheChecksumOfEip55(String shown) {
    assertThat(new Wallets(VERTX).checksummed(new WalletAddress(shown))).isEqualTo(shown);
  }

  private static Optional<WalletAddress> signer(String text, String signature) {
    EvmSignature read = EvmSignature.of(HexFormat.of().parseHex(signature));
    return new Wallets(VERTX)
        .signer(text, read)
        .toCompletionStage()
        .toCompletableFuture()
        .orTimeout(30, TimeUnit.SECONDS)
        .join();
  }
}
