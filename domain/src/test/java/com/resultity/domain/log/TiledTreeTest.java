package com.resultity.domain.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.resultity.domain.journal.Digest;
import com.resultity.domain.journal.MerkleTree;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** A client that has nothing but tiles, as bytes by their paths, makes every proof. */
class TiledTreeTest {
  private static final int LARGEST = 70_000;
  private static final PaperTree TREE = new PaperTree(LARGEST);
  private static final Map<String, byte[]> SITE = new ConcurrentHashMap<>();

  private static Function<Tile, List<Digest>> site(int size) {
    Frontier.EMPTY
        .append(TREE.hashes(0, size))
        .tiles()
        .forEach((tile, hashes) -> SITE.putIfAbsent(tile.path(), tile.encode(hashes)));
    return TiledTreeTest::fetch;
  }

  private static List<Digest> fetch(Tile tile) {
    byte[] content = SITE.getOrDefault(tile.path(), new byte[0]);
    return tile.decode(content).orElseThrow(() -> new AssertionError("not found: " + tile.path()));
  }

  @Property(tries = 20)
  void proofsFromTilesAreThoseFromTheTree(
      @ForAll @IntRange(min = 1, max = LARGEST) int size, @ForAll int place) {
    int index = Math.floorMod(place, size);
    TiledTree tiled = new TiledTree(size, site(size));

    assertThat(InclusionProof.of(index, size, tiled))
        .isEqualTo(InclusionProof.of(index, size, TREE));
    assertThat(ConsistencyProof.of(index, size, tiled))
        .isEqualTo(ConsistencyProof.of(index, size, TREE));
    assertThat(tiled.root(0, size)).isEqualTo(TREE.root(size));
  }

  @Test
  void whatIsNeededIsKnownBeforehandAndEnough() {
    Function<Tile, List<Digest>> site = site(70_000);
    Map<Tile, List<Digest>> fetched = new HashMap<>();

    TiledTree.needed(70_000, tree -> InclusionProof.of(65_000, 70_000, tree))
        .forEach(tile -> fetched.put(tile, site.apply(tile)));

    assertThat(fetched.keySet())
        .extracting(Tile::path)
        .containsExactlyInAnyOrder(
            "tile/0/253", "tile/1/000", "tile/1/001.p/17", "tile/0/273.p/112");
    TiledTree tiled = new TiledTree(70_000, tile -> fetched.getOrDefault(tile, List.of()));
    assertThat(
            InclusionProof.of(65_000, 70_000, tiled)
                .proves(TREE.leaf(65_000), TREE.checkpoint(70_000)))
        .isTrue();
  }

  @Test
  void theSizeOf2To62HasAProofFromFewTiles() {
    long size = 1L << 62;
    long index = size - 12_345;
    VastTree vast = new VastTree(index);
    TiledTree tiled =
        new TiledTree(
            size,
            tile ->
                LongStream.range(0, tile.width())
                    .mapToObj(i -> vast.hash(8 * tile.level(), 256 * tile.index() + i))
                    .toList());

    InclusionProof proof = InclusionProof.of(index, size, tiled);

    assertThat(proof).isEqualTo(InclusionProof.of(index, size, vast));
    assertThat(proof.proves(VastTree.ODD_LEAF, vast.root(0, size))).isTrue();
    assertThat(TiledTree.needed(size, tree -> InclusionProof.of(index, size, tree))).hasSize(8);
  }

  @Test
  void aTileThatHasGrownDoesAsWell() {
    Function<Tile, List<Digest>> later = site(1000);
    TiledTree tiled =
        new TiledTree(300, tile -> later.apply(Tile.at(tile.level(), tile.index(), 1000)));

    assertThat(tiled.root(0, 300)).isEqualTo(TREE.root(300));
  }

  @Test
  void aSubtreeBeyondTheTreeIsRefused() {
    TiledTree tiled = new TiledTree(300, site(300));

    assertThatThrownBy(() -> tiled.hash(0, 1000)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theEntriesOfABundleMakeTheHashesOfItsTile() {
    EntryBundle bundle = new EntryBundle(Tile.at(0, 1, 300));
    byte[] served = bundle.encode(TREE.leaves(256, 300));

    List<Digest> hashes =
        bundle.decode(served).orElseThrow().stream()
            .map(MerkleTree::leafHash)
            .map(Digest::of)
            .toList();

    assertThat(hashes).isEqualTo(site(300).apply(bundle.hashes()));
    assertThat(Arrays.copyOf(served, 2)).containsExactly(0, 8);
  }
}
