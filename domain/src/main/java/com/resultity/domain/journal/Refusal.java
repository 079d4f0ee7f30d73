package com.resultity.domain.journal;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Why a command was not done, as data.
 *
 * @param facts what the caller may want to know, by name; amounts are decimal microcredits
 */
public record Refusal(RefusalCode code, SortedMap<String, String> facts) {
  private static final SortedMap<String, String> NONE =
      Collections.unmodifiableSortedMap(new TreeMap<>());

  public Refusal {
    facts = Collections.unmodifiableSortedMap(new TreeMap<>(facts));
  }

  public static Refusal of(RefusalCode code) {
    return new Refusal(code, NONE);
  }

  public static Refusal of(RefusalCode code, Map<String, String> facts) {
    return new Refusal(code, new TreeMap<>(facts));
  }

  /** The same with another fact. */
  public Refusal with(String fact, String value) {
    SortedMap<String, String> more = new TreeMap<>(facts);
    more.put(fact, value);
    return new Refusal(code, more);
  }
}
