package com.resultity.grpc.calls;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads UUIDs, strictly: the JDK's parser takes more than their text form (RFC 9562, section 4).
 */
final class Uuids {
  private static final int LENGTH = 36;

  private Uuids() {}

  static @Nullable UUID parse(String text) {
    if (text.length() != LENGTH) {
      return null;
    }
    long high = 0;
    long low = 0;
    for (int i = 0; i < LENGTH; i++) {
      char c = text.charAt(i);
      if (i == 8 || i == 13 || i == 18 || i == 23) {
        if (c != '-') {
          return null;
        }
        continue;
      }
      int digit = Hex.digit(c);
      if (digit < 0) {
        return null;
      }
      if (i < 18) {
        high = high << 4 | digit;
      } else {
        low = low << 4 | digit;
      }
    }
    return new UUID(high, low);
  }
}
