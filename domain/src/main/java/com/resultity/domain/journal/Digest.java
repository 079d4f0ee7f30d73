package com.resultity.domain.journal;

import java.util.HexFormat;

/**
 * 32 bytes that commit to something.
 *
 * @param hex 64 lower-case hex digits
 */
public record Digest(String hex) {
  private static final int DIGITS = 64;

  /** What the first of a chain follows: 32 zero bytes. */
  public static final Digest NONE = new Digest("0".repeat(64));

  public Digest {
    if (hex.length() != DIGITS || !isHex(hex, 0, DIGITS)) {
      throw new IllegalArgumentException("not 32 bytes in lower-case hex");
    }
  }

  public static Digest of(byte[] bytes) {
    return new Digest(HexFormat.of().formatHex(bytes));
  }

  /**
   * Whether all of a part of a text, which has it, is lower-case hex. For paths where an expression
   * would show in a profile.
   */
  public static boolean isHex(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      char digit = text.charAt(i);
      if ((digit < '0' || digit > '9') && (digit < 'a' || digit > 'f')) {
        return false;
      }
    }
    return true;
  }

  public byte[] bytes() {
    return HexFormat.of().parseHex(hex);
  }

  @Override
  public String toString() {
    return hex;
  }
}
