package com.resultity.domain.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.resultity.domain.journal.Sha256;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How keys are written, and what they sign. */
class VerifierKeyTest {
  static final String FOO = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";

  @Test
  void aKeyComesBackAsItWas() {
    VerifierKey key = VerifierKey.parse(FOO).orElseThrow();

    assertThat(key).hasToString(FOO);
    assertThat(key.name()).isEqualTo("example.com/foo");
    assertThat(key.id()).isEqualTo(0x530d903a);
    assertThat(new VerifierKey(key.name(), key.publicKey())).isEqualTo(key);
  }

  @Test
  void aKeyThatDiffersInOneCharacterIsRefused() {
    for (int at = 0; at < FOO.length(); at++) {
      String less = FOO.substring(0, at) + FOO.substring(at + 1);
      assertThat(VerifierKey.parse(less)).as(less).isEmpty();
      for (char put : "aA0+/= \n\u00e9".toCharArray()) {
        String more = FOO.substring(0, at) + put + FOO.substring(at);
        String other = FOO.substring(0, at) + put + FOO.substring(at + 1);
        assertThat(VerifierKey.parse(more)).as(more).isEmpty();
        assertThat(VerifierKey.parse(other).isPresent()).as(other).isEqualTo(other.equals(FOO));
      }
    }
  }

  // Their ids fit, so that it is the key itself that is refused.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "k+abee30c5+AgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "k+d392282a+AQ==",
        "k+19732980+",
        "k+9550c5c7+AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==",
        "k+56d80519+Af//////////////////////////////////////////"
      })
  void whatIsNoEd25519KeyIsRefused(String text) {
    assertThat(VerifierKey.parse(text)).isEmpty();
  }

  @Property
  void anyBytesAreRefusedOrAKeyThatComesBackAsItWas(@ForAll @Size(32) byte[] bytes) {
    byte[] typed = ByteBuffer.allocate(33).put((byte) 1).put(bytes).array();
    String id = HexFormat.of().formatHex(Sha256.of(new byte[] {'k', '\n'}, typed), 0, 4);
    String text = "k+" + id + "+" + Base64.getEncoder().encodeToString(typed);

    assertThat(VerifierKey.parse(text).map(VerifierKey::toString).orElse(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a+b", "a\u00a0b", "a\u2003", "\u0085", "a\nb", "\ud800"})
  void aNameHasNeitherSpacesNorPluses(String name) {
    assertThatThrownBy(() -> new VerifierKey(name, PaperKey.FIRST.publicKey()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void onlyEd25519Verifies() throws GeneralSecurityException {
    for (String algorithm : new String[] {"Ed448", "EC", "X25519"}) {
      KeyPair pair = KeyPairGenerator.getInstance(algorithm).generateKeyPair();
      assertThatThrownBy(() -> new VerifierKey("k", pair.getPublic()))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(SigningKey.of(new VerifierKey("k", PaperKey.FIRST.publicKey()), pair.getPrivate()))
          .isEmpty();
    }
  }

  @Test
  void aMessageIsSignedAsRfc8032Says() {
    SigningKey key = PaperKey.SECOND.named("k");

    byte[] signature = key.sign("r").signature();

    assertThat(HexFormat.of().formatHex(signature))
        .isEqualTo(
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
    assertThat(key.verifier().verifies("r", signature)).isTrue();
  }

  @Test
  void keysThatDoNotBelongTogetherDoNotSign() {
    VerifierKey first = new VerifierKey("k", PaperKey.FIRST.publicKey());

    assertThat(SigningKey.of(first, PaperKey.SECOND.privateKey())).isEmpty();
    assertThat(SigningKey.of(first, PaperKey.FIRST.privateKey())).isPresent();
  }

  @Property
  void whateverIsSentAsASignatureIsAnswered(@ForAll byte[] any, @ForAll @Size(64) byte[] long64) {
    VerifierKey key = new VerifierKey("k", PaperKey.FIRST.publicKey());

    assertThat(key.verifies("text\n", any)).isFalse();
    assertThat(key.verifies("text\n", long64)).isFalse();
  }
}
