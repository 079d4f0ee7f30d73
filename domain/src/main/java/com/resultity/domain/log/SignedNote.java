package com.resultity.domain.log;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A text with signatures (C2SP signed-note). Nothing in it may be believed before {@link #standing}
 * has said that a key which is trusted signed it.
 *
 * @param text ends with a newline
 * @param signatures at least one and at most 100, whosever they are
 */
public record SignedNote(String text, List<NoteSignature> signatures) {
  private static final int LONGEST = 1 << 20;
  private static final int MOST_SIGNATURES = 100;
  private static final String BLANK_LINE = "\n\n";

  /** What a note's signatures say of a key. */
  public enum Standing {
    SIGNED,
    /** No signature says to be the key's. */
    NOT_SIGNED,
    /** Some signature says to be the key's and is not. */
    FORGED
  }

  public SignedNote {
    signatures = List.copyOf(signatures);
    if (!isText(text) || !text.endsWith("\n")) {
      throw new IllegalArgumentException("not a note's text");
    }
    if (signatures.isEmpty() || signatures.size() > MOST_SIGNATURES) {
      throw new IllegalArgumentException("a note with " + signatures.size() + " signatures");
    }
  }

  /** No control characters but newlines, and nothing that UTF-8 cannot say. */
  static boolean isText(String text) {
    return text.chars().noneMatch(c -> c < ' ' && c != '\n')
        && StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }

  /** Reads a note as it was published; as {@link #parse(String)}. */
  public static Optional<SignedNote> parse(byte[] note) {
    try {
      return parse(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(note)).toString());
    } catch (CharacterCodingException notUtf8) {
      return Optional.empty();
    }
  }

  /**
   * Reads a note; empty when it is not exactly what {@link #toString} gives, or when it is longer
   * than 2<sup>20</sup> characters.
   */
  public static Optional<SignedNote> parse(String note) {
    int blank = note.lastIndexOf(BLANK_LINE);
    String signed = blank < 0 ? "" : note.substring(blank + BLANK_LINE.length());
    if (note.length() > LONGEST || !signed.endsWith("\n") || !isText(note)) {
      return Optional.empty();
    }
    List<String> lines = List.of(signed.split("\n"));
    List<NoteSignature> signatures =
        lines.stream().flatMap(line -> NoteSignature.parse(line).stream()).toList();
    return signatures.size() < lines.size() || signatures.size() > MOST_SIGNATURES
        ? Optional.empty()
        : Optional.of(new SignedNote(note.substring(0, blank + 1), signatures));
  }

  /**
   * Signs a text.
   *
   * @throws IllegalArgumentException when it cannot be a note's
   */
  public static SignedNote sign(String text, SigningKey key) {
    return new SignedNote(text, List.of(key.sign(text)));
  }

  /** The note with one more signature, such as a witness's. */
  public SignedNote with(NoteSignature signature) {
    return new SignedNote(text, Stream.concat(signatures.stream(), Stream.of(signature)).toList());
  }

  /** Looks at the signatures that say to be the key's, and ignores all others. */
  public Standing standing(VerifierKey key) {
    List<NoteSignature> its = signatures.stream().filter(s -> s.isNamedAfter(key)).toList();
    if (its.isEmpty()) {
      return Standing.NOT_SIGNED;
    }
    return its.stream().allMatch(s -> key.verifies(text, s.signature()))
        ? Standing.SIGNED
        : Standing.FORGED;
  }

  /** The note as it is published: the text, a blank line, a line for each signature. */
  public byte[] bytes() {
    return toString().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    StringBuilder note = new StringBuilder(text).append('\n');
    signatures.forEach(signature -> note.append(signature.line()).append('\n'));
    return note.toString();
  }
}
