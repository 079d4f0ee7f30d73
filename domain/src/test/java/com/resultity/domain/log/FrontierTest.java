package com.resultity.domain.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.resultity.domain.journal.Digest;
import com.resultity.domain.journal.MerkleTree;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** A tree that grows has the roots and the tiles of one that is made at once. */
class FrontierTest {
  private static final int LARGEST = 70_000;
  private static final PaperTree TREE = new PaperTree(LARGEST);

  @Test
  void theRootIsThatOfTheWholeTreeAfterEveryLeaf() {
    Frontier frontier = Frontier.EMPTY;
    assertThat(frontier.root()).isEqualTo(MerkleTree.EMPTY);
    for (int size = 1; size <= 600; size++) {
      frontier = frontier.append(TREE.hashes(size - 1, size)).frontier();
      assertThat(frontier.size()).isEqualTo(size);
      assertThat(frontier.root()).as("root of %d", size).isEqualTo(TREE.root(size));
    }
  }

  @Property(tries = 30)
  void theRootIsTheSameHoweverLeavesArrive(
      @ForAll @Size(max = 6) List<@IntRange(max = 12_000) Integer> batches) {
    Frontier frontier = Frontier.EMPTY;
    int size = 0;
    for (int batch : batches) {
      frontier = frontier.append(TREE.hashes(size, size + batch)).frontier();
      size += batch;
    }

    assertThat(frontier).isEqualTo(Frontier.EMPTY.append(TREE.hashes(0, size)).frontier());
    assertThat(frontier.root()).isEqualTo(TREE.root(size));
  }

  @Property(tries = 30)
  void growingGivesTheTilesThatItMakesWithTheirHashes(
      @ForAll @IntRange(max = 35_000) int from, @ForAll @IntRange(max = 35_000) int leaves) {
    int to = from + leaves;
    Frontier before = Frontier.EMPTY.append(TREE.hashes(0, from)).frontier();

    Map<Tile, List<Digest>> tiles = before.append(TREE.hashes(from, to)).tiles();

    assertThat(tiles.keySet()).containsExactlyElementsOf(Tile.made(from, to).toList());
    tiles.forEach((tile, hashes) -> {
      assertThat(hashes).hasSize(tile.width());
      int last = tile.width() - 1;
      assertThat(hashes.getFirst()).isEqualTo(hashInTile(tile, 0));
      assertThat(hashes.get(last)).isEqualTo(hashInTile(tile, last));
    });
  }

  private static Digest hashInTile(Tile tile, int place) {
    return TREE.hash(8 * tile.level(), 256 * tile.index() + place);
  }

  @Property(tries = 30)
  void theTilesOfATreeAreEnoughToGoOn(@ForAll @IntRange(max = LARGEST) int size) {
    Frontier.Growth growth = Frontier.EMPTY.append(TREE.hashes(0, size));
    Map<Tile, List<Digest>> tiles = new HashMap<>(growth.tiles());

    assertThat(Frontier.of(size, tile -> tiles.getOrDefault(tile, List.of())))
        .isEqualTo(growth.frontier());
  }

  @Test
  void appendingNothingChangesNothing() {
    Frontier frontier = Frontier.EMPTY.append(TREE.hashes(0, 300)).frontier();

    assertThat(frontier.append(List.of()).frontier()).isEqualTo(frontier);
    assertThat(frontier.append(List.of()).tiles()).isEmpty();
    assertThat(Frontier.EMPTY.append(List.of()).frontier()).isEqualTo(Frontier.EMPTY);
  }

  @Property
  void aTreeOfAnySizeGrows(
      @ForAll @LongRange(max = 1L << 62) long from,
      @ForAll @IntRange(min = 1, max = 600) int leaves) {
    VastTree tree = new VastTree(-1);
    Frontier before =
        Frontier.of(
            from, tile -> Collections.nCopies(tile.width(), tree.hash(8 * tile.level(), 0)));

    Frontier.Growth growth = before.append(Collections.nCopies(leaves, tree.hash(0, 0)));

    assertThat(before.root()).isEqualTo(tree.root(0, from));
    assertThat(growth.frontier().root()).isEqualTo(tree.root(0, from + leaves));
    assertThat(growth.tiles().keySet())
        .containsExactlyElementsOf(Tile.made(from, from + leaves).toList());
  }

  @Test
  void noTreeGrowsBeyond63Bits() {
    VastTree tree = new VastTree(-1);
    Frontier full =
        Frontier.of(
            Long.MAX_VALUE,
            tile -> Collections.nCopies(tile.width(), tree.hash(8 * tile.level(), 0)));

    assertThat(full.root()).isEqualTo(tree.root(0, Long.MAX_VALUE));
    assertThatThrownBy(() -> full.append(List.of(tree.hash(0, 0))))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void rowsThatAreNotThoseOfTheSizeAreRefused() {
    Frontier frontier = Frontier.EMPTY.append(TREE.hashes(0, 300)).frontier();
    List<List<Digest>> longer = new ArrayList<>(frontier.rows());
    longer.add(List.of());

    assertThatThrownBy(() -> new Frontier(301, frontier.rows()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Frontier(300, frontier.rows().subList(0, 1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Frontier(300, longer))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Frontier(-1, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
