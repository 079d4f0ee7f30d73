package com.resultity.app.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Guesses what a misspelled name was meant to be. */
final class NearestName {
  private NearestName() {}

  /**
   * The known name with the fewest edits from the given one, if they are at most half its length.
   */
  static Optional<String> find(String name, Collection<String> known) {
    return known.stream()
        .filter(candidate -> edits(name, candidate) <= Math.max(1, name.length() / 2))
        .min(Comparator.comparingInt(candidate -> edits(name, candidate)));
  }

  /** A sentence to append to a refusal: empty, or {@code "; did you mean 'slots'?"}. */
  static String hint(String name, Collection<String> known) {
    return find(name, known).map("; did you mean '%s'?"::formatted).orElse("");
  }

  /** Levenshtein distance, one row at a time. */
  private static int edits(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int column = 0; column <= to.length(); column++) {
      row[column] = column;
    }
    for (int line = 1; line <= from.length(); line++) {
      int diagonal = row[0];
      row[0] = line;
      for (int column = 1; column <= to.length(); column++) {
        int replaced = diagonal + (from.charAt(line - 1) == to.charAt(column - 1) ? 0 : 1);
        diagonal = row[column];
        row[column] = Math.min(replaced, 1 + Math.min(row[column], row[column - 1]));
      }
    }
    return row[to.length()];
  }
}
