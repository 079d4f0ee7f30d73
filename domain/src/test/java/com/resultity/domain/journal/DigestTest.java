package com.resultity.domain.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A digest is 32 bytes in lower-case hex, and nothing else. */
class DigestTest {
  @Test
  void theFirstOfAChainFollowsZeroes() {
    assertThat(Digest.NONE.bytes()).isEqualTo(new byte[32]);
  }

  @Test
  void bytesComeBackAsTheyWere() {
    byte[] bytes = Sha256.of(new byte[] {1, 2, 3});

    assertThat(Digest.of(bytes).bytes()).isEqualTo(bytes);
    assertThat(Digest.of(bytes)).hasToString(Digest.of(bytes).hex());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00",
        "E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855",
        "g3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
      })
  void anythingElseIsRefused(String hex) {
    assertThatThrownBy(() -> new Digest(hex)).isInstanceOf(IllegalArgumentException.class);
  }
}
