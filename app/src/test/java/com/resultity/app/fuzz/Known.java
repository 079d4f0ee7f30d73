package com.resultity.app.fuzz;

import com.resultity.domain.journal.Ids;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Ids of what there is, by the names that the contracts give them. */
final class Known {
  private static final int MOST = 200;
  private static final Pattern NAMED =
      Pattern.compile("\"(account|namespace|hold|job|grant|key)Id\":\"([0-9a-f-]{36})\"");

  private final Map<String, List<String>> ids = new HashMap<>();
  private final Chance chance;

  Known(Chance chance) {
    this.chance = chance;
  }

  /** Takes the ids that an answer in JSON tells. */
  void note(String json) {
    Matcher matcher = NAMED.matcher(json);
    while (matcher.find()) {
      note(matcher.group(1), matcher.group(2));
    }
  }

  private void note(String kind, String id) {
    List<String> known = ids.computeIfAbsent(kind, _ -> new ArrayList<>());
    if (known.size() < MOST) {
      known.add(id);
    } else {
      known.set(chance.below(MOST), id);
    }
  }

  /** An id for a member or field of a name such as {@code jobId}; mostly one that there is. */
  String id(String name) {
    String kind = name.toLowerCase(Locale.ROOT).replace("_", "").replaceFirst("id$", "");
    List<String> fitting = ids.getOrDefault(kind, List.of());
    if (!fitting.isEmpty() && !chance.once(8)) {
      return chance.of(fitting);
    }
    if (chance.once(2)) {
      return Ids.of(Instant.now(), chance.below(Ids.MAX_SLOT + 1), chance.bits()).toString();
    }
    return chance.of(ids.values().stream().flatMap(List::stream).toList());
  }

  String node() {
    return chance.once(8) ? "0x" + chance.hex(40) : "0x" + "0".repeat(39) + chance.below(4);
  }
}
