package com.resultity.app;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 90s}, {@code 30m}, {@code 1h}, {@code 7d}. */
final class Lifetime {
  private static final Pattern SHAPE = Pattern.compile("(\\d{1,6})([smhd])");

  private Lifetime() {}

  /** Reads one; an {@link IllegalArgumentException} says what is wrong. */
  static Duration parse(String text) {
    Matcher shape = SHAPE.matcher(text);
    if (!shape.matches()) {
      throw new IllegalArgumentException(
          "'%s' is not a duration like 90s, 30m, 1h or 7d".formatted(text));
    }
    long amount = Long.parseLong(shape.group(1));
    return switch (shape.group(2)) {
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> Duration.ofDays(amount);
    };
  }
}
