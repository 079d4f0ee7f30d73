package com.resultity.domain.journal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
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
  private final @Nullable Tracked<K, V> base;
  private final Map<K, V> values = new HashMap<>();
  private final List<V> created = new ArrayList<>();
  private final Map<K, Integer> createdAt = new HashMap<>();
  private final Set<K> changed = new LinkedHashSet<>();

  Tracked() {
    this(null);
  }

  /** What is not here is looked for in the base, which stays as it is. */
  Tracked(@Nullable Tracked<K, V> base) {
    this.base = base;
  }

  /** Takes a value as it is stored. */
  public void load(K key, V value) {
    values.put(key, value);
  }

  @Nullable V get(K key) {
    V value = values.get(key);
    return value == null && base != null ? base.get(key) : value;
  }

  V require(K key) {
    V value = get(key);
    if (value == null) {
      throw new IllegalStateException(key + " was not loaded");
    }
    return value;
  }

  void create(K key, V value) {
    values.put(key, value);
    createdAt.put(key, created.size());
    created.add(value);
  }

  void change(K key, V value) {
    values.put(key, value);
    Integer place = createdAt.get(key);
    if (place == null) {
      changed.add(key);
    } else {
      created.set(place, value);
    }
  }

  /**
   * What the block made, in order, as it is at the block's end. What took the place of another
   * under the same key, as a network's next configuration does, stands beside it.
   */
  public Collection<V> created() {
    return Collections.unmodifiableList(created);
  }

  /** What existed before and changed, as it is at the block's end. */
  public List<V> changed() {
    List<V> list = new ArrayList<>(changed.size());
    for (K key : changed) {
      list.add(require(key));
    }
    return list;
  }

  /** Every value, loaded or made, but for those of the base. */
  public Collection<V> all() {
    return values.values();
  }
}
