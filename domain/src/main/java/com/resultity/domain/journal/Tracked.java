package com.resultity.domain.journal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Values of one kind by key, remembering which a block made and which it changed.
 *
 * @param <K> the key
 * @param <V> the value, immutable
 */
public final class Tracked<K, V> {
  private final Map<K, V> values = new HashMap<>();
  private final Map<K, V> created = new LinkedHashMap<>();
  private final Set<K> changed = new LinkedHashSet<>();

  /** Takes a value as it is stored. */
  public void load(K key, V value) {
    values.put(key, value);
  }

  @Nullable V get(K key) {
    return values.get(key);
  }

  V require(K key) {
    V value = values.get(key);
    if (value == null) {
      throw new IllegalStateException(key + " was not loaded");
    }
    return value;
  }

  void create(K key, V value) {
    values.put(key, value);
    created.put(key, value);
  }

  void change(K key, V value) {
    values.put(key, value);
    if (created.computeIfPresent(key, (_, _) -> value) == null) {
      changed.add(key);
    }
  }

  /** What the block made, in order, as it is at the block's end. */
  public Collection<V> created() {
    return created.values();
  }

  /** What existed before and changed, as it is at the block's end. */
  public List<V> changed() {
    List<V> list = new ArrayList<>(changed.size());
    for (K key : changed) {
      list.add(require(key));
    }
    return list;
  }

  /** Every value, loaded or made. */
  public Collection<V> all() {
    return values.values();
  }
}
