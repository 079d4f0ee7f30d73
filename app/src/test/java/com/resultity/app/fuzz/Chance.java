package com.resultity.app.fuzz;

import java.util.List;
import java.util.SplittableRandom;

/** Everything that is left to chance, all of it from one seed. */
final class Chance {
  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "null",
          "true",
          "0",
          "-1",
          "NaN",
          "Infinity",
          "1e400",
          "0x10",
          "\u0000",
          "a\u0000b",
          "\ud800",
          "\udc00\ud800",
          "\u202e\u200b\ufeff",
          "\ud83d\ude00",
          "e\u0301",
          "'; --",
          "\"\\",
          "%00",
          "../../x",
          "\r\nx: y",
          "\t",
          "\u0085\u2028",
          "{}",
          "[]",
          "\uffff");
  private static final List<String> NUMBERS =
      List.of(
          "0",
          "-0",
          "1",
          "-1",
          "9223372036854775807",
          "9223372036854775808",
          "-9223372036854775808",
          "-9223372036854775809",
          "1e3",
          "1.5",
          "+1",
          "01",
          " 1",
          "1 ",
          "99999999999999999999999999999999999999",
          "\u0661",
          "NaN",
          "2147483648");
  private static final List<String> TIMES =
      List.of(
          "1970-01-01T00:00:00Z",
          "9999-12-31T23:59:59.999999Z",
          "0000-01-01T00:00:00Z",
          "2026-02-30T00:00:00Z",
          "2026-01-01T24:00:00Z",
          "2026-12-31T23:59:60Z",
          "1969-12-31T23:59:59Z",
          "2026-01-01T00:00:00+01:00",
          "2026-01-01",
          "+10000-01-01T00:00:00Z",
          "+999999999-12-31T23:59:59Z",
          "2026-01-01T00:00:00.0000001Z");
  private static final List<String> DURATIONS =
      List.of(
          "PT0S",
          "P9999D",
          "PT999999H",
          "PT9999999M",
          "PT999999999.999999S",
          "P",
          "PT",
          "-PT1S",
          "P1Y",
          "PT0.000001S",
          "P1D");

  private final SplittableRandom random;
  private boolean calm;

  Chance(long seed) {
    random = new SplittableRandom(seed);
  }

  /** Decides whether what comes next is all as it should be: every other time. */
  void next() {
    calm = once(2);
  }

  boolean calm() {
    return calm;
  }

  /** True once in so many times, for what should not be. */
  boolean slip(int times) {
    return !calm && once(times);
  }

  /** True once in so many times. */
  boolean once(int times) {
    return random.nextInt(times) == 0;
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  long bits() {
    return random.nextLong();
  }

  <T> T of(List<T> several) {
    return several.get(random.nextInt(several.size()));
  }

  byte[] bytes(int most) {
    byte[] bytes = new byte[random.nextInt(most + 1)];
    random.nextBytes(bytes);
    return bytes;
  }

  String hex(int digits) {
    StringBuilder hex = new StringBuilder();
    while (hex.length() < digits) {
      hex.append(Character.forDigit(random.nextInt(16), 16));
    }
    return hex.toString();
  }

  /** Text that means trouble. */
  String text() {
    return switch (random.nextInt(8)) {
      case 0 -> NUMBERS.get(random.nextInt(NUMBERS.size()));
      case 1 -> TIMES.get(random.nextInt(TIMES.size()));
      case 2 -> DURATIONS.get(random.nextInt(DURATIONS.size()));
      case 3 -> "x".repeat(random.nextInt(20) == 0 ? 70_000 : random.nextInt(600));
      case 4 -> anyText(random.nextInt(12));
      default -> TEXTS.get(random.nextInt(TEXTS.size()));
    };
  }

  private String anyText(int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append((char) random.nextInt(0x10000));
    }
    return text.toString();
  }

  /** Of any size up to a million, and mostly small. */
  long small() {
    return 1L + random.nextInt(1 << random.nextInt(21));
  }

  String oddNumber() {
    return of(NUMBERS);
  }

  long big() {
    return switch (random.nextInt(6)) {
      case 0 -> of(List.of(0L, -1L, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 32, 1L << 53));
      case 1 -> random.nextLong();
      default -> 1 + random.nextInt(1_000_000);
    };
  }

  String oddTime() {
    return of(TIMES);
  }

  String oddDuration() {
    return of(DURATIONS);
  }
}
