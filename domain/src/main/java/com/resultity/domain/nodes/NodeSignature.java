package com.resultity.domain.nodes;

import com.resultity.domain.journal.RefusalCode;
import org.jspecify.annotations.Nullable;

/**
 * A signature by a node's key, and what looking at it has shown.
 *
 * @param text in hex, with {@code 0x}
 * @param finding null before it was looked at
 */
public record NodeSignature(String text, @Nullable Finding finding) {

  /** What a signature is worth. */
  public sealed interface Finding {
    /**
     * The node's key made it.
     *
     * @param publicKey 64 bytes in hex
     */
    record Genuine(String publicKey) implements Finding {}

    /** It proves nothing, and why. */
    record Worthless(RefusalCode why) implements Finding {}
  }

  public NodeSignature(String text) {
    this(text, null);
  }

  /** The same, looked at. */
  public NodeSignature found(Finding what) {
    return new NodeSignature(text, what);
  }
}
