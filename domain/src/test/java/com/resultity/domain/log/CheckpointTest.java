package com.resultity.domain.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.resultity.domain.log.Checkpoint.Flaw;
import com.resultity.domain.log.Checkpoint.Opening;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a log says of itself, and when it may be believed. */
class CheckpointTest {
  private static final SigningKey KEY = PaperKey.FIRST.named("example.com/log");
  private static final Checkpoint CHECKPOINT = new PaperTree(7).checkpoint(7);
  private static final String ROOT = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";

  @Test
  void aCheckpointIsWrittenAsC2spSays() {
    String text = "example.com/behind-the-sofa\n20852163\n" + ROOT + "\n";

    Checkpoint checkpoint = Checkpoint.parse(text).orElseThrow();

    assertThat(checkpoint.origin()).isEqualTo("example.com/behind-the-sofa");
    assertThat(checkpoint.size()).isEqualTo(20_852_163);
    assertThat(checkpoint.root())
        .hasToString("0ac5186a91863e8e1d90c808014aa89bf5da8e3ee1d9f07630f0378f68f1ab62");
    assertThat(checkpoint.extensions()).isEmpty();
    assertThat(checkpoint.text()).isEqualTo(text);
  }

  @Test
  void extensionsComeBackAsTheyWere() {
    Checkpoint checkpoint =
        new Checkpoint("a log", Long.MAX_VALUE, CHECKPOINT.root(), List.of("one", "t w o"));

    assertThat(Checkpoint.parse(checkpoint.text())).contains(checkpoint);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n\n\n",
        "o\n1\n",
        "o\n1\nROOT",
        "\n1\nROOT\n",
        "o\n\nROOT\n",
        "o\n1\n\n",
        "o\n01\nROOT\n",
        "o\n+1\nROOT\n",
        "o\n-1\nROOT\n",
        "o\n-0\nROOT\n",
        "o\n 1\nROOT\n",
        "o\n1 \nROOT\n",
        "o\n1.0\nROOT\n",
        "o\n0x1\nROOT\n",
        "o\n\u0661\nROOT\n",
        "o\n9223372036854775808\nROOT\n",
        "o\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I\n",
        "o\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2J=\n",
        "o\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I= \n",
        "o\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxqw==\n",
        "o\n1\nROOT\n\n",
        "o\n1\nROOT\n\nmore\n",
        "o\n1\nROOT\nmore",
        "o\r\n1\nROOT\n"
      })
  void anyOtherFormIsRefused(String text) {
    assertThat(Checkpoint.parse(text.replace("ROOT", ROOT))).isEmpty();
    assertThat(Checkpoint.parse("o\n1\n" + ROOT + "\nmore\n")).isPresent();
  }

  @Test
  void whatItsKeySignedIsBelieved() {
    SignedNote note = CHECKPOINT.sign(KEY).with(PaperKey.SECOND.named("w").sign("anything\n"));

    assertThat(Checkpoint.open(note.bytes(), KEY.verifier()))
        .isEqualTo(new Opening.Opened(CHECKPOINT));
  }

  @Test
  void noBitOfACheckpointCanBeFlipped() {
    byte[] note = CHECKPOINT.sign(KEY).bytes();
    for (int bit = 0; bit < 8 * note.length; bit++) {
      byte[] flipped = note.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(Checkpoint.open(flipped, KEY.verifier()))
          .as("bit %d", bit)
          .isInstanceOf(Opening.Refused.class);
    }
  }

  @Test
  void whatIsRefusedIsRefusedForAReason() {
    SigningKey stranger = PaperKey.SECOND.named(CHECKPOINT.origin());
    SigningKey otherLog = PaperKey.FIRST.named("example.com/other");
    NoteSignature forged = KEY.sign("something else\n");

    assertThat(flaw("no note")).isEqualTo(Flaw.MALFORMED);
    assertThat(flaw(SignedNote.sign("no checkpoint\n", KEY))).isEqualTo(Flaw.MALFORMED);
    assertThat(flaw(CHECKPOINT.sign(stranger))).isEqualTo(Flaw.NOT_SIGNED);
    assertThat(flaw(SignedNote.sign(CHECKPOINT.text(), otherLog))).isEqualTo(Flaw.NOT_SIGNED);
    assertThat(flaw(new SignedNote(CHECKPOINT.text(), List.of(forged)))).isEqualTo(Flaw.FORGED);
    Checkpoint other = new Checkpoint("example.com/other", 7, CHECKPOINT.root());
    assertThat(flaw(SignedNote.sign(other.text(), KEY))).isEqualTo(Flaw.OTHER_LOG);
  }

  private static Flaw flaw(Object note) {
    byte[] bytes = note.toString().getBytes(StandardCharsets.UTF_8);
    return switch (Checkpoint.open(bytes, KEY.verifier())) {
      case Opening.Refused(Flaw flaw) -> flaw;
      case Opening.Opened opened -> throw new AssertionError(opened);
    };
  }

  @Test
  void aLogSignsInItsOwnNameAlone() {
    SigningKey other = PaperKey.FIRST.named("example.com/other");

    assertThatThrownBy(() -> CHECKPOINT.sign(other)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatCannotBeWrittenIsNoCheckpoint() {
    for (String line : List.of("", "a\nb", "a\tb", "\ud800")) {
      assertThatThrownBy(() -> new Checkpoint(line, 1, CHECKPOINT.root()))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> new Checkpoint("o", 1, CHECKPOINT.root(), List.of(line)))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> new Checkpoint("o", -1, CHECKPOINT.root()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
