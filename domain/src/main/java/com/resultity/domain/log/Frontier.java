package com.resultity.domain.log;

import com.resultity.domain.journal.Digest;
import com.resultity.domain.journal.MerkleTree;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Function;

/**
 * What must be known of a tree to append to it: the hashes in its partial tiles, at most 255 a
 * level.
 *
 * @param size how many leaves the tree has
 * @param rows the partial tile of each level, from level 0 up to the highest one that has a hash;
 *     empty where all tiles are full
 */
public record Frontier(long size, List<List<Digest>> rows) {
  /** Of the tree without leaves. */
  public static final Frontier EMPTY = new Frontier(0, List.of());

  public Frontier {
    rows = rows.stream().map(List::copyOf).toList();
    long expected = size;
    for (List<Digest> row : rows) {
      if (expected <= 0 || row.size() != expected % Tile.FULL) {
        throw new IllegalArgumentException("not the partial tiles of a tree of " + size);
      }
      expected /= Tile.FULL;
    }
    if (expected != 0) {
      throw new IllegalArgumentException("some partial tile of a tree of " + size + " is absent");
    }
  }

  /**
   * What came of appending.
   *
   * @param tiles what the tree did not have before, in the order of {@link Tile#made}
   */
  public record Growth(Frontier frontier, SequencedMap<Tile, List<Digest>> tiles) {
    public Growth {
      tiles = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(tiles));
    }
  }

  /**
   * Reads it from a tree's partial tiles, which {@link Tile#edge} lists.
   *
   * @param tiles the hashes of a tile, just as many as it is wide
   */
  public static Frontier of(long size, Function<Tile, List<Digest>> tiles) {
    List<List<Digest>> rows = new ArrayList<>();
    for (int level = 0; Tile.hashesOn(level, size) > 0; level++) {
      rows.add(List.of());
    }
    Tile.edge(size).forEach(tile -> rows.set(tile.level(), tiles.apply(tile)));
    return new Frontier(size, rows);
  }

  /** The tree's root. */
  public Digest root() {
    List<Digest> below = List.of();
    for (List<Digest> row : rows) {
      List<Digest> nodes = new ArrayList<>(row);
      nodes.addAll(below);
      below = nodes.isEmpty() ? nodes : List.of(MerkleTree.rootOfHashes(nodes));
    }
    return MerkleTree.rootOfHashes(below);
  }

  /** Appends leaves, which are given by their hashes. */
  public Growth append(List<Digest> leafHashes) {
    SequencedMap<Tile, List<Digest>> tiles = new LinkedHashMap<>();
    List<List<Digest>> edge = new ArrayList<>();
    List<Digest> added = leafHashes;
    for (int level = 0; level < rows.size() || !added.isEmpty(); level++) {
      List<Digest> row = new ArrayList<>(level < rows.size() ? rows.get(level) : List.of());
      row.addAll(added);
      long index = Tile.hashesOn(level, size) / Tile.FULL;
      List<Digest> above = new ArrayList<>();
      for (; row.size() >= Tile.FULL; index++) {
        List<Digest> full = List.copyOf(row.subList(0, Tile.FULL));
        tiles.put(new Tile(level, index, Tile.FULL), full);
        above.add(MerkleTree.rootOfHashes(full));
        row = row.subList(Tile.FULL, row.size());
      }
      edge.add(List.copyOf(row));
      if (!added.isEmpty() && !row.isEmpty()) {
        tiles.put(new Tile(level, index, row.size()), edge.getLast());
      }
      added = above;
    }
    return new Growth(new Frontier(Math.addExact(size, leafHashes.size()), edge), tiles);
  }
}
