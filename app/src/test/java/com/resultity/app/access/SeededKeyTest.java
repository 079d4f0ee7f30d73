package com.resultity.app.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.resultity.app.settings.Secret;
import com.resultity.domain.log.SigningKey;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Keys that follow from a deployment's secret. */
class SeededKeyTest {
  private static final HexFormat HEX = HexFormat.of();

  /** RFC 8032, 7.1, test 2. */
  @Test
  void aSeedLeadsToTheKeyOfTheStandard() {
    SigningKey key =
        SeededKey.of(
            "example.com/a",
            HEX.parseHex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"));
    byte[] point = key.verifier().publicKey().getEncoded();

    assertThat(HEX.formatHex(Arrays.copyOfRange(point, point.length - 32, point.length)))
        .isEqualTo("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
    assertThat(HEX.formatHex(key.sign(new String(new byte[] {0x72}, UTF_8)).signature()))
        .isEqualTo(
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
  }

  @Test
  void everyUseAndEverySecretHasAKeyOfItsOwn() {
    DeploymentSecret one = DeploymentSecret.of(new Secret("01".repeat(32)));
    DeploymentSecret two = DeploymentSecret.of(new Secret("02".repeat(32)));

    assertThat(one.signingKey("a", "n").verifier()).isEqualTo(one.signingKey("a", "n").verifier());
    assertThat(one.signingKey("a", "n").verifier())
        .isNotEqualTo(one.signingKey("b", "n").verifier())
        .isNotEqualTo(two.signingKey("a", "n").verifier());
  }
}
