package com.resultity.domain.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.resultity.domain.log.SignedNote.Standing;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Notes are read as C2SP says, and believed by the keys that are trusted alone. */
class SignedNoteTest {
  private static final VerifierKey FOO = VerifierKey.parse(VerifierKeyTest.FOO).orElseThrow();
  private static final String NOTE =
      """
      This is an example message.

      \u2014 example.com/foo \
      Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
      """;

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static SignedNote parsed(String note) {
    return SignedNote.parse(utf8(note)).orElseThrow();
  }

  @Test
  void theNoteOfEverybodyElseIsSigned() {
    SignedNote note = parsed(NOTE);

    assertThat(note.text()).isEqualTo("This is an example message.\n");
    assertThat(note.signatures())
        .extracting(NoteSignature::name, NoteSignature::keyId)
        .containsExactly(tuple("example.com/foo", 0x530d903a));
    assertThat(note.standing(FOO)).isEqualTo(Standing.SIGNED);
    assertThat(note).hasToString(NOTE);
  }

  @Test
  void anotherImplementationsSignatureIsMadeAgain() {
    VerifierKey verifier =
        VerifierKey.parse("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")
            .orElseThrow();
    String text =
        """
        If you think cryptography is the answer to your problem,
        then you don't know what your problem is.
        """;
    String note =
        text
            + "\n\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZ"
            + "SNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

    assertThat(parsed(note).standing(verifier)).isEqualTo(Standing.SIGNED);
  }

  @Test
  void noBitOfANoteCanBeFlipped() {
    byte[] note = utf8(NOTE);
    for (int bit = 0; bit < 8 * note.length; bit++) {
      byte[] flipped = note.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(SignedNote.parse(flipped).filter(it -> it.standing(FOO) == Standing.SIGNED))
          .as("bit %d", bit)
          .isEmpty();
    }
  }

  @Test
  void signaturesOfOthersAreIgnored() {
    SignedNote note =
        parsed(NOTE)
            .with(PaperKey.FIRST.named("witness.example").sign("something else\n"))
            .with(PaperKey.FIRST.named(FOO.name()).sign("something else\n"))
            .with(NoteSignature.of("witness.example", FOO.id(), new byte[] {1}));

    assertThat(note.standing(FOO)).isEqualTo(Standing.SIGNED);
    assertThat(SignedNote.parse(note.bytes())).contains(note);
  }

  @Test
  void aNoteIsSignedByAllWhoSignIt() {
    SigningKey log = PaperKey.FIRST.named("example.com/log");
    SigningKey witness = PaperKey.SECOND.named("witness.example");

    SignedNote note = SignedNote.sign("text\n", log).with(witness.sign("text\n"));

    assertThat(note.standing(log.verifier())).isEqualTo(Standing.SIGNED);
    assertThat(note.standing(witness.verifier())).isEqualTo(Standing.SIGNED);
    assertThat(note.standing(FOO)).isEqualTo(Standing.NOT_SIGNED);
  }

  @Test
  void oneForgedSignatureOfAKnownKeySpoilsTheNote() {
    SigningKey key = PaperKey.FIRST.named("example.com/log");
    SignedNote good = SignedNote.sign("text\n", key);

    SignedNote forged = good.with(key.sign("other\n"));

    assertThat(forged.standing(key.verifier())).isEqualTo(Standing.FORGED);
    assertThat(good.with(key.sign("text\n")).standing(key.verifier())).isEqualTo(Standing.SIGNED);
  }

  @Test
  void theTextEndsAtTheLastBlankLine() {
    String text = "first\n\n\u2014 example.com/log AAAAAAA=\n\nlast\n\n";

    SignedNote note = SignedNote.sign(text, PaperKey.FIRST.named("example.com/log"));

    assertThat(SignedNote.parse(note.bytes())).contains(note);
    assertThat(parsed(note.toString()).text()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "\n\n",
        "text\n",
        "text\n\n",
        "text\n\n\n",
        "text\n\u2014 k AAAAAAE=\n",
        "\n\u2014 k AAAAAAE=\n",
        "text\n\n\u2014 k AAAAAAE=",
        "text\n\n\u2014 k AAAAAAE=\n\n",
        "text\n\n\u2014 k AAAAAAE=\nmore\n",
        "text\n\n- k AAAAAAE=\n",
        "text\n\n\u2014k AAAAAAE=\n",
        "text\n\n\u2014  AAAAAAE=\n",
        "text\n\n\u2014 k  AAAAAAE=\n",
        "text\n\n\u2014 k AAAAAAE= \n",
        "text\n\n \u2014 k AAAAAAE=\n",
        "text\n\n\u2014 k\n",
        "text\n\n\u2014 k \n",
        "text\n\n\u2014 a+b AAAAAAE=\n",
        "text\n\n\u2014 a\u00a0b AAAAAAE=\n",
        "text\n\n\u2014 k AAAAAA==\n",
        "text\n\n\u2014 k AAAAAAE\n",
        "text\n\n\u2014 k AAAAAAF=\n",
        "text\n\n\u2014 k AAA-AAE=\n",
        "text\n\n\u2014 k AAAAAAE=\r\n",
        "te\txt\n\n\u2014 k AAAAAAE=\n",
        "te\u0000xt\n\n\u2014 k AAAAAAE=\n"
      })
  void whatIsNotANoteIsRefused(String note) {
    assertThat(SignedNote.parse(utf8(note))).isEmpty();
    assertThat(SignedNote.parse(utf8("text\n\n\u2014 k AAAAAAE=\n"))).isPresent();
  }

  @Test
  void whatIsNotUtf8IsRefused() {
    byte[] note = utf8("t\u00e9xt\n\n\u2014 k AAAAAAE=\n");
    assertThat(SignedNote.parse(note)).isPresent();
    note[2] = 'e';

    assertThat(SignedNote.parse(note)).isEmpty();
  }

  @Test
  void aNoteHasAtMost100SignaturesAndIsAtMostAMebibyte() {
    NoteSignature signature = NoteSignature.of("k", 1, new byte[] {1});
    SignedNote most = new SignedNote("text\n", Collections.nCopies(100, signature));
    String line = signature.line() + "\n";

    assertThat(SignedNote.parse(most.bytes())).contains(most);
    assertThat(SignedNote.parse(utf8(most + line))).isEmpty();
    assertThat(SignedNote.parse(utf8("t".repeat(1 << 20) + "\n\n" + line))).isEmpty();
    assertThat(SignedNote.parse(utf8("t".repeat(1 << 19) + "\n\n" + line))).isPresent();
    assertThatThrownBy(() -> most.with(signature)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new SignedNote("text\n", new ArrayList<>()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "text", "te\rxt\n", "\ud800\n"})
  void whatCannotBeANotesTextIsNotSigned(String text) {
    SigningKey key = PaperKey.FIRST.named("example.com/log");

    assertThatThrownBy(() -> SignedNote.sign(text, key))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Property
  void aNoteComesBackAsItWas(
      @ForAll @StringLength(max = 40) @Chars({'\n', '\u2014', ' '}) @CharRange(from = 'a', to = 'd')
          String text) {
    SignedNote note =
        new SignedNote(text + "\n", List.of(NoteSignature.of("k", -2, new byte[] {3})));

    assertThat(SignedNote.parse(note.bytes())).contains(note);
  }

  @Property
  void whateverIsSentIsRefusedOrExactlyANote(@ForAll byte[] any) {
    Optional<SignedNote> note = SignedNote.parse(any);

    assertThat(note.map(SignedNote::bytes).orElse(any)).isEqualTo(any);
  }
}
