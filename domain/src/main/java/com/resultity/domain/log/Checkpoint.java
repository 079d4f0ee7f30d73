package com.resultity.domain.log;

import com.resultity.domain.journal.Digest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a log says of itself (C2SP tlog-checkpoint): how many leaves it has, and their root.
 *
 * @param origin the log's name; here also that of the key it signs with
 * @param extensions further lines; best none
 */
public record Checkpoint(String origin, long size, Digest root, List<String> extensions) {
  private static final int HASH = 32;

  public Checkpoint {
    extensions = List.copyOf(extensions);
    if (size < 0
        || !Stream.concat(Stream.of(origin), extensions.stream()).allMatch(Checkpoint::isLine)) {
      throw new IllegalArgumentException("not a checkpoint");
    }
  }

  public Checkpoint(String origin, long size, Digest root) {
    this(origin, size, root, List.of());
  }

  private static boolean isLine(String line) {
    return !line.isEmpty() && !line.contains("\n") && SignedNote.isText(line);
  }

  /** What comes of opening a note that should be a checkpoint. */
  public sealed interface Opening {
    /** The key's owner says so. */
    record Opened(Checkpoint checkpoint) implements Opening {}

    /** It says nothing that may be believed. */
    record Refused(Flaw flaw) implements Opening {}
  }

  /** Why a note is no checkpoint of a log. */
  public enum Flaw {
    /** Not a signed note, or its text not a checkpoint. */
    MALFORMED,
    /** No signature says to be the key's. */
    NOT_SIGNED,
    /** A signature says to be the key's and is not. */
    FORGED,
    /** The key signed, but not in the name of its own log. */
    OTHER_LOG
  }

  /**
   * Opens a note. Signatures of other keys are ignored.
   *
   * @param key the log's, from a source that is trusted
   */
  public static Opening open(String note, VerifierKey key) {
    return open(SignedNote.parse(note), key);
  }

  /** Opens a note as it was published. */
  public static Opening open(byte[] note, VerifierKey key) {
    return open(SignedNote.parse(note), key);
  }

  private static Opening open(Optional<SignedNote> note, VerifierKey key) {
    return note.map(parsed -> open(parsed, key)).orElse(new Opening.Refused(Flaw.MALFORMED));
  }

  private static Opening open(SignedNote note, VerifierKey key) {
    return switch (note.standing(key)) {
      case NOT_SIGNED -> new Opening.Refused(Flaw.NOT_SIGNED);
      case FORGED -> new Opening.Refused(Flaw.FORGED);
      case SIGNED ->
          parse(note.text())
              .map(checkpoint -> checkpoint.openedBy(key))
              .orElse(new Opening.Refused(Flaw.MALFORMED));
    };
  }

  private Opening openedBy(VerifierKey key) {
    return origin.equals(key.name())
        ? new Opening.Opened(this)
        : new Opening.Refused(Flaw.OTHER_LOG);
  }

  /** Reads a note's text; empty when it is not exactly what {@link #text} gives. */
  static Optional<Checkpoint> parse(String text) {
    List<String> lines = List.of(text.split("\n", -1));
    if (lines.size() < 4) {
      return Optional.empty();
    }
    try {
      return StrictBase64.decode(lines.get(2))
          .filter(root -> root.length == HASH)
          .map(root ->
              new Checkpoint(
                  lines.getFirst(),
                  Long.parseLong(lines.get(1)),
                  Digest.of(root),
                  lines.subList(3, lines.size() - 1)))
          .filter(read -> read.text().equals(text));
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  /** The text of its note. */
  public String text() {
    StringBuilder text = new StringBuilder(origin).append('\n').append(size).append('\n');
    text.append(StrictBase64.encode(root.bytes())).append('\n');
    extensions.forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }

  /**
   * The checkpoint as a note.
   *
   * @param key named as the origin
   */
  public SignedNote sign(SigningKey key) {
    if (!origin.equals(key.verifier().name())) {
      throw new IllegalArgumentException(key.verifier() + " does not sign for " + origin);
    }
    return SignedNote.sign(text(), key);
  }
}
