package com.resultity.domain.log;

import com.resultity.domain.journal.Digest;
import com.resultity.domain.journal.MerkleTree;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A tree of which only tiles are at hand. Ask {@link #needed} which, fetch them, and then:
 *
 * <pre>{@code
 * InclusionProof.of(index, size, new TiledTree(size, fetched::get))
 * }</pre>
 */
public final class TiledTree implements Subtrees {
  private final long size;
  private final Function<Tile, List<Digest>> tiles;

  /**
   * Reads a tree of that size.
   *
   * @param tiles the hashes of a tile; those of a wider one begin with them and do as well
   */
  public TiledTree(long size, Function<Tile, List<Digest>> tiles) {
    this.size = size;
    this.tiles = tiles;
  }

  /**
   * The tiles that a reading of a tree takes, each as wide as a tree of that size has it.
   *
   * @param reading such as {@code tree -> InclusionProof.of(index, size, tree)}
   */
  public static SequencedSet<Tile> needed(long size, Consumer<Subtrees> reading) {
    SequencedSet<Tile> needed = new LinkedHashSet<>();
    reading.accept((level, index) -> {
      needed.add(tile(level, index, size));
      return Digest.NONE;
    });
    return needed;
  }

  @Override
  public Digest hash(int level, long index) {
    int height = level % Tile.HEIGHT;
    int from = (int) ((index << height) % Tile.FULL);
    List<Digest> hashes = tiles.apply(tile(level, index, size));
    return MerkleTree.rootOfHashes(hashes.subList(from, from + (1 << height)));
  }

  private static Tile tile(int level, long index, long size) {
    return Tile.at(level / Tile.HEIGHT, index >> (Tile.HEIGHT - level % Tile.HEIGHT), size);
  }
}
