package com.resultity.domain.log;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * A line of a signed note: who says to have signed it, and the signature, of whatever kind.
 *
 * @param name of the key, without spaces and pluses
 * @param base64 the key's id in four bytes, and the signature, which is not empty
 */
public record NoteSignature(String name, String base64) {
  private static final String START = "\u2014 ";

  public NoteSignature {
    if (!VerifierKey.isName(name)
        || StrictBase64.decode(base64).filter(b -> b.length > Integer.BYTES).isEmpty()) {
      throw new IllegalArgumentException("not a note's signature");
    }
  }

  /**
   * A signature that was made.
   *
   * @param keyId with the name, what tells the key from others
   */
  public static NoteSignature of(String name, int keyId, byte[] signature) {
    ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES + signature.length);
    return new NoteSignature(name, StrictBase64.encode(bytes.putInt(keyId).put(signature).array()));
  }

  /** Reads a line; empty when it is not what {@link #line} gives. */
  public static Optional<NoteSignature> parse(String line) {
    String[] parts = line.split(" ", -1);
    if (!line.startsWith(START) || parts.length != 3) {
      return Optional.empty();
    }
    try {
      return Optional.of(new NoteSignature(parts[1], parts[2]));
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  /** The line as a note has it, without its newline. */
  public String line() {
    return START + name + " " + base64;
  }

  /** Whether it says to be that key's. */
  boolean isNamedAfter(VerifierKey key) {
    return name.equals(key.name()) && keyId() == key.id();
  }

  public int keyId() {
    return ByteBuffer.wrap(bytes()).getInt();
  }

  /** What the key made of the text. */
  public byte[] signature() {
    byte[] bytes = bytes();
    return Arrays.copyOfRange(bytes, Integer.BYTES, bytes.length);
  }

  private byte[] bytes() {
    return StrictBase64.decode(base64).orElseThrow();
  }
}
