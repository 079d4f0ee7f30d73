package com.resultity.domain.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import com.resultity.domain.journal.RefusalCode;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which bytes are a signature of a key. */
class EvmSignatureTest {
  private static final String ONE = "00".repeat(31) + "01";
  private static final String HALF =
      "7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0";
  private static final String ABOVE_HALF =
      "7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a1";
  private static final String ORDER =
      "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141";

  @ParameterizedTest
  @CsvSource({"00, 0", "01, 1", "1b, 0", "1c, 1"})
  void vTellsWhichKey(String v, int recovery) {
    byte[] bytes = bytes(ONE + HALF + v);

    assertThat(EvmSignature.whyNot(bytes)).isEmpty();
    assertThat(EvmSignature.of(bytes))
        .isEqualTo(new EvmSignature(BigInteger.ONE, new BigInteger(HALF, 16), recovery));
  }

  @ParameterizedTest
  @ValueSource(strings = {"02", "1a", "1d", "1e", "21", "ff"})
  void anotherVIsMalformed(String v) {
    assertThat(whyNot(ONE + HALF + v)).contains(RefusalCode.SIGNATURE_MALFORMED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1f", "20"})
  void theVOfASafeIsThatOfAContractWallet(String v) {
    assertThat(whyNot(ONE + HALF + v)).contains(RefusalCode.CONTRACT_WALLET);
  }

  @Test
  void sMustBeInTheLowerHalf() {
    assertThat(whyNot(ONE + ABOVE_HALF + "1b")).contains(RefusalCode.SIGNATURE_HIGH_S);
  }

  @Test
  void rAndSMustBeInTheGroup() {
    String zero = "00".repeat(32);
    assertThat(whyNot(zero + ONE + "1b")).contains(RefusalCode.SIGNATURE_MALFORMED);
    assertThat(whyNot(ONE + zero + "1b")).contains(RefusalCode.SIGNATURE_MALFORMED);
    assertThat(whyNot(ORDER + ONE + "1b")).contains(RefusalCode.SIGNATURE_MALFORMED);
    assertThat(whyNot(ONE + ORDER + "1b")).contains(RefusalCode.SIGNATURE_MALFORMED);
  }

  @ParameterizedTest
  @CsvSource({
    "0, SIGNATURE_TRUNCATED",
    "64, SIGNATURE_TRUNCATED",
    "66, SIGNATURE_TOO_LONG",
    "130, CONTRACT_WALLET",
    "195, CONTRACT_WALLET",
    "96, CONTRACT_WALLET",
    "131, SIGNATURE_TOO_LONG"
  })
  void theLengthTellsWhatItIsNot(int length, RefusalCode code) {
    assertThat(EvmSignature.whyNot(new byte[length])).contains(code);
  }

  @Test
  void theMarkOfAWalletNotDeployedIsThatOfAContractWallet() {
    assertThat(whyNot("ab".repeat(71) + "6492".repeat(16))).contains(RefusalCode.CONTRACT_WALLET);
  }

  private static Optional<RefusalCode> whyNot(String hex) {
    return EvmSignature.whyNot(bytes(hex));
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }
}
