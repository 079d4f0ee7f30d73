package com.resultity.domain.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.resultity.domain.journal.Digest;
import com.resultity.domain.journal.MerkleTree;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** What proves that a tree has only grown, and that nothing else does. */
class ConsistencyProofTest {
  private static final int LARGEST = 300;
  private static final PaperTree TREE = new PaperTree(LARGEST);

  @Test
  void theProofFromSixToEightLeavesIsThatOfEverybodyElse() {
    List<byte[]> leaves = InclusionProofTest.RFC_LEAVES;
    List<Digest> hashes = leaves.stream().map(MerkleTree::leafHash).map(Digest::of).toList();

    ConsistencyProof proof = ConsistencyProof.of(6, 8, Subtrees.over(hashes));

    assertThat(proof.hashes())
        .extracting(hash -> Base64.getEncoder().encodeToString(hash.bytes()))
        .containsExactly(
            "DrxdNDf74tsVi58Sah0RjjCBgQMdCpSfje3t68VY72o=",
            "yoVOoSjtBQtBs1/8G4e46yveRh6eO1WW7Oa51ZdaCuA=",
            "037kGJdt2VdTwcc4Yrk5j6Kiz5tP8P3+izDNlSCWFLc=");
    Digest older = Digest.of(MerkleTree.root(leaves.subList(0, 6)));
    assertThat(proof.proves(older, Digest.of(MerkleTree.root(leaves)))).isTrue();
  }

  @Test
  void allGrowthIsProved() {
    for (int to = 0; to <= LARGEST; to++) {
      for (int from = 0; from <= to; from++) {
        assertThat(
                ConsistencyProof.of(from, to, TREE)
                    .proves(TREE.checkpoint(from), TREE.checkpoint(to)))
            .as("%d to %d", from, to)
            .isTrue();
      }
    }
  }

  @Test
  void noGrowthIsProvedBetweenOtherSizes() {
    for (int to = 0; to <= 33; to++) {
      for (int from = 0; from <= to; from++) {
        List<Digest> hashes = ConsistencyProof.of(from, to, TREE).hashes();
        for (int other = -1; other <= 34; other++) {
          assertThat(
                  new ConsistencyProof(other, to, hashes)
                      .proves(TREE.checkpoint(from), TREE.checkpoint(to)))
              .as("%d to %d from %d", from, to, other)
              .isEqualTo(other == from);
          assertThat(
                  new ConsistencyProof(from, other, hashes)
                      .proves(TREE.checkpoint(from), TREE.checkpoint(to)))
              .as("%d to %d, to %d", from, to, other)
              .isEqualTo(other == to);
        }
      }
    }
  }

  @Test
  void aPathIsAsLongAsItsSizesSay() {
    ConsistencyProof toFour = ConsistencyProof.of(2, 4, TREE);

    for (long to : new long[] {2, 5, 8, 1L << 62, Long.MAX_VALUE}) {
      assertThat(new ConsistencyProof(2, to, toFour.hashes()).proves(TREE.root(2), TREE.root(4)))
          .isFalse();
    }
  }

  @Test
  void aProofWithOneHashMoreOrLessIsRefused() {
    for (int to = 0; to <= 70; to++) {
      for (int from = 0; from <= to; from++) {
        ConsistencyProof proof = ConsistencyProof.of(from, to, TREE);
        Digest older = TREE.root(from);
        Digest newer = TREE.root(to);
        assertThat(PaperTree.longerAndShorter(proof.hashes()))
            .as("%d to %d", from, to)
            .noneMatch(other ->
                new ConsistencyProof(proof.from(), proof.to(), other).proves(older, newer));
      }
    }
  }

  @Property
  void aProofWithABitFlippedIsRefused(
      @ForAll @IntRange(min = 2, max = LARGEST) int to, @ForAll int place, @ForAll int bit) {
    int from = 1 + Math.floorMod(place, to - 1);
    ConsistencyProof proof = ConsistencyProof.of(from, to, TREE);
    List<Digest> flipped =
        PaperTree.flip(proof.hashes(), Math.floorMod(bit, 256 * proof.hashes().size()));

    assertThat(new ConsistencyProof(from, to, flipped).proves(TREE.root(from), TREE.root(to)))
        .isFalse();
  }

  @Property
  void aRootWithABitFlippedIsRefused(
      @ForAll @IntRange(min = 1, max = LARGEST) int to,
      @ForAll int place,
      @ForAll @IntRange(max = 255) int bit) {
    int from = 1 + Math.floorMod(place, to);
    ConsistencyProof proof = ConsistencyProof.of(from, to, TREE);
    Digest older = TREE.root(from);
    Digest newer = TREE.root(to);

    assertThat(proof.proves(PaperTree.flip(List.of(older), bit).getFirst(), newer)).isFalse();
    assertThat(proof.proves(older, PaperTree.flip(List.of(newer), bit).getFirst())).isFalse();
  }

  @Test
  void nothingGrowsOutOfAnEmptyTreeThatIsNotEmpty() {
    ConsistencyProof proof = ConsistencyProof.of(0, 5, TREE);

    assertThat(proof.hashes()).isEmpty();
    assertThat(proof.proves(MerkleTree.EMPTY, TREE.root(5))).isTrue();
    assertThat(proof.proves(TREE.root(1), TREE.root(5))).isFalse();
    assertThat(ConsistencyProof.of(0, 0, TREE).proves(MerkleTree.EMPTY, TREE.root(1))).isFalse();
  }

  @Test
  void oneLogDoesNotGrowOutOfAnother() {
    Checkpoint stranger = new Checkpoint("example.com/other", 3, TREE.root(3));

    assertThat(ConsistencyProof.of(3, 5, TREE).proves(stranger, TREE.checkpoint(5))).isFalse();
  }

  @Property
  void aTreeOfAnySizeIsProved(
      @ForAll @LongRange(min = 1, max = Long.MAX_VALUE) long to,
      @ForAll long place,
      @ForAll long oddPlace) {
    long from = 1 + Math.floorMod(place, to);
    VastTree tree = new VastTree(Math.floorMod(oddPlace, from));
    Digest older = tree.root(0, from);
    Digest newer = tree.root(0, to);

    ConsistencyProof proof = ConsistencyProof.of(from, to, tree);

    assertThat(proof.proves(older, newer)).isTrue();
    assertThat(proof.proves(new VastTree(-1).root(0, from), newer)).isFalse();
  }

  @Property
  void whateverIsSentIsAnswered(
      @ForAll long from, @ForAll long to, @ForAll @Size(max = 70) List<Byte> hashes) {
    List<Digest> any =
        IntStream.range(0, hashes.size())
            .mapToObj(i -> Digest.of(MerkleTree.leafHash(new byte[] {hashes.get(i), (byte) i})))
            .toList();

    assertThat(new ConsistencyProof(from, to, any).proves(Digest.NONE, TREE.root(1))).isFalse();
  }

  @Test
  void nothingShrinks() {
    assertThatThrownBy(() -> ConsistencyProof.of(4, 3, TREE))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ConsistencyProof.of(-1, 3, TREE))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
