package com.resultity.domain.log;

import java.util.Base64;
import java.util.Optional;

/** RFC 4648, section 4, in the one form that an encoder writes. */
final class StrictBase64 {
  private StrictBase64() {}

  static String encode(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  static Optional<byte[]> decode(String text) {
    try {
      return Optional.of(Base64.getDecoder().decode(text))
          .filter(bytes -> encode(bytes).equals(text));
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }
}
