package com.resultity.domain.journal;

import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * 32 bytes that commit to something.
 *
 * @param hex 64 lower-case hex digits
 */
public record Digest(String hex) {
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

  /** What the first of a chain follows: 32 zero bytes. */
  public static final Digest NONE = new Digest("0".repeat(64));

  public Digest {
    if (!HEX.matcher(hex).matches()) {
      throw new IllegalArgumentException("not 32 bytes in lower-case hex");
    }
  }

  public static Digest of(byte[] bytes) {
    return new Digest(HexFormat.of().formatHex(bytes));
  }

  public byte[] bytes() {
    return HexFormat.of().parseHex(hex);
  }

  @Override
  public String toString() {
    return hex;
  }
}
