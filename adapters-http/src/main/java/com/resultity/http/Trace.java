package com.resultity.http;

import java.util.HexFormat;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The trace a request belongs to, as W3C Trace Context names it.
 *
 * @param traceId 32 lower-case hex digits
 * @param spanId 16, this request's own
 */
record Trace(String traceId, String spanId, boolean sampled) {
  private static final Pattern PARENT =
      Pattern.compile("(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");
  private static final int LENGTH = 55;

  /**
   * Takes up the trace of a {@code traceparent}, or begins one when there is none that is valid.
   */
  static Trace of(@Nullable String parent, RandomGenerator random) {
    String spanId = hex(random.nextLong() | 1);
    if (parent != null && known(parent) && PARENT.matcher(parent.substring(0, LENGTH)).matches()) {
      boolean sampled = (HexFormat.fromHexDigit(parent.charAt(LENGTH - 1)) & 1) == 1;
      return new Trace(parent.substring(3, 35), spanId, sampled);
    }
    return new Trace(hex(random.nextLong()) + hex(random.nextLong() | 1), spanId, false);
  }

  /** What the answer carries. */
  String parent() {
    return "00-" + traceId + "-" + spanId + (sampled ? "-01" : "-00");
  }

  // Version 00 ends with its flags; a later version may go on after another dash.
  private static boolean known(String parent) {
    return parent.length() == LENGTH
        || (parent.length() > LENGTH && !parent.startsWith("00") && parent.charAt(LENGTH) == '-');
  }

  private static String hex(long value) {
    return HexFormat.of().toHexDigits(value);
  }
}
