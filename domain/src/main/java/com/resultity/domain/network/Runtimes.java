package com.resultity.domain.network;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The oldest version of each runtime that nodes may use: numbers with dots between them, such as
 * {@code 0.6.1}. A runtime that is not named may have any version.
 */
public record Runtimes(SortedMap<String, String> minimums) {
  /** Any version of any runtime. */
  public static final Runtimes ANY = new Runtimes(new TreeMap<>());

  static final String NAME_RULE =
      "must be 1 to 64 of a-z, 0-9, dot, dash and underscore, the first a letter or digit";

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
  private static final Pattern VERSION = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9}){0,7}");
  private static final int MOST = 100;

  public Runtimes {
    minimums = Collections.unmodifiableSortedMap(new TreeMap<>(minimums));
  }

  /** The oldest version of a runtime that may be used; empty when any may. */
  public Optional<String> minimum(String name) {
    return Optional.ofNullable(minimums.get(name));
  }

  /** Whether a version of a runtime may be used; one that is no version may where any may. */
  public boolean allows(String name, String version) {
    String minimum = minimums.get(name);
    return minimum == null
        || (VERSION.matcher(version).matches() && compare(version, minimum) >= 0);
  }

  // Number by number; what is absent is zero.
  private static int compare(String one, String other) {
    String[] left = one.split("\\.");
    String[] right = other.split("\\.");
    for (int i = 0; i < Math.max(left.length, right.length); i++) {
      int order = Integer.compare(number(left, i), number(right, i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static int number(String[] parts, int index) {
    return index < parts.length ? Integer.parseInt(parts[index]) : 0;
  }

  static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  void problems(String path, Map<String, String> problems) {
    if (minimums.size() > MOST) {
      problems.put(path, "must be at most 100");
    }
    minimums.forEach((name, version) -> {
      if (!isName(name)) {
        problems.put(path, "each name " + NAME_RULE);
      } else if (!VERSION.matcher(version).matches()) {
        problems.put(path + "/" + name, "must be up to 8 numbers with dots between them");
      }
    });
  }
}
