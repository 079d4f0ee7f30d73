package com.resultity.domain.network;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a node needs to serve a model.
 *
 * @param runtimes the names of those it runs on; empty for any
 * @param minVramMib in MiB; 0 for any
 */
public record Compatibility(List<String> runtimes, int minVramMib) {
  /** Any node will do. */
  public static final Compatibility ANY = new Compatibility(List.of(), 0);

  private static final int MOST = 100;

  public Compatibility {
    runtimes = List.copyOf(runtimes);
  }

  void problems(String path, Map<String, String> problems) {
    if (runtimes.size() > MOST) {
      problems.put(path + "/runtimes", "must be at most 100");
      return;
    }
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < runtimes.size(); i++) {
      if (!Runtimes.isName(runtimes.get(i))) {
        problems.put(path + "/runtimes/" + i, Runtimes.NAME_RULE);
      } else if (!seen.add(runtimes.get(i))) {
        problems.put(path + "/runtimes/" + i, "is named twice");
      }
    }
    if (minVramMib < 0) {
      problems.put(path + "/minVramMib", "must not be negative");
    }
  }
}
