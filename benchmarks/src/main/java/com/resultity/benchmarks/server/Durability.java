package com.resultity.benchmarks.server;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Whether a commit on the server survives a power cut. Nothing is reported of one where not. */
public final class Durability {
  private static final List<String> SETTINGS =
      List.of("fsync", "synchronous_commit", "full_page_writes");

  private Durability() {}

  static void require(Database database) {
    Map<String, String> shown = new LinkedHashMap<>();
    SETTINGS.forEach(setting -> shown.put(setting, database.ask("SHOW " + setting)));
    require(shown);
  }

  /**
   * Refuses a server by what it shows of its settings.
   *
   * @throws NotDurable when one that durability needs is not on
   */
  static void require(Map<String, String> shown) {
    List<String> off =
        SETTINGS.stream()
            .filter(setting -> !"on".equals(shown.get(setting)))
            .map(setting -> setting + "=" + shown.get(setting))
            .toList();
    if (!off.isEmpty()) {
      throw new NotDurable(off);
    }
  }

  /** The server may lose commits: figures of it mean nothing. */
  public static final class NotDurable extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotDurable(List<String> off) {
      super("no figures of a server that is not durable: " + String.join(", ", off));
    }
  }
}
