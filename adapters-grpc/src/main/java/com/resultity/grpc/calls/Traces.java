package com.resultity.grpc.calls;

import java.util.HexFormat;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Finds a call's trace id in its {@code traceparent} (W3C Trace Context), or makes one. */
final class Traces {
  private static final String NO_TRACE = "0".repeat(32);
  private static final String NO_PARENT = "0".repeat(16);
  private static final int LENGTH = 55;
  private static final HexFormat HEX = HexFormat.of();

  private final Supplier<? extends RandomGenerator> random;

  Traces(Supplier<? extends RandomGenerator> random) {
    this.random = random;
  }

  /** The trace id that the header names; a new one when there is no header or it is malformed. */
  String of(@Nullable String traceparent) {
    return traceparent != null && wellFormed(traceparent) ? traceparent.substring(3, 35) : made();
  }

  private String made() {
    RandomGenerator generator = random.get();
    // A trace id of zeroes is not one.
    return HEX.toHexDigits(generator.nextLong() | 1) + HEX.toHexDigits(generator.nextLong());
  }

  // A later version may append to what version 00 has.
  private static boolean wellFormed(String header) {
    boolean first = header.startsWith("00");
    if (header.length() < LENGTH || (first && header.length() != LENGTH)) {
      return false;
    }
    if (header.length() > LENGTH && header.charAt(LENGTH) != '-') {
      return false;
    }
    return dashed(header)
        && !header.startsWith("ff")
        && Hex.lowerCase(header, 0, 2)
        && Hex.lowerCase(header, 3, 35)
        && Hex.lowerCase(header, 36, 52)
        && Hex.lowerCase(header, 53, LENGTH)
        && !header.startsWith(NO_TRACE, 3)
        && !header.startsWith(NO_PARENT, 36);
  }

  private static boolean dashed(String header) {
    return header.charAt(2) == '-' && header.charAt(35) == '-' && header.charAt(52) == '-';
  }
}
