package com.resultity.domain.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.resultity.domain.journal.Digest;
import com.resultity.domain.journal.MerkleTree;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** What proves that a leaf is in a tree, and that nothing else does. */
class InclusionProofTest {
  private static final int LARGEST = 300;
  private static final PaperTree TREE = new PaperTree(LARGEST);

  static final List<byte[]> RFC_LEAVES =
      List.of(
              "",
              "00",
              "10",
              "2021",
              "3031",
              "40414243",
              "5051525354555657",
              "606162636465666768696a6b6c6d6e6f")
          .stream()
          .map(HexFormat.of()::parseHex)
          .toList();

  @Test
  void theProofOfTheSixthOfEightLeavesIsThatOfEverybodyElse() {
    List<Digest> hashes = RFC_LEAVES.stream().map(MerkleTree::leafHash).map(Digest::of).toList();

    InclusionProof proof = InclusionProof.of(5, 8, Subtrees.over(hashes));

    assertThat(proof.hashes())
        .extracting(hash -> Base64.getEncoder().encodeToString(hash.bytes()))
        .containsExactly(
            "vBoGQ7EuTS18d5GPROD095qDi2z57FtcKD4fTYhZnms=",
            "yoVOoSjtBQtBs1/8G4e46yveRh6eO1WW7Oa51ZdaCuA=",
            "037kGJdt2VdTwcc4Yrk5j6Kiz5tP8P3+izDNlSCWFLc=");
    assertThat(proof.proves(RFC_LEAVES.get(5), Digest.of(MerkleTree.root(RFC_LEAVES)))).isTrue();
  }

  @Test
  void everyLeafOfEveryTreeIsProved() {
    for (int size = 1; size <= LARGEST; size++) {
      for (int index = 0; index < size; index++) {
        InclusionProof proof = InclusionProof.of(index, size, TREE);
        assertThat(proof.proves(TREE.leaf(index), TREE.checkpoint(size)))
            .as("%d in %d", index, size)
            .isTrue();
      }
    }
  }

  @Test
  void noLeafIsProvedToBeInAnotherPlaceOrInATreeOfAnotherSize() {
    for (int size = 1; size <= 33; size++) {
      for (int index = 0; index < size; index++) {
        List<Digest> hashes = InclusionProof.of(index, size, TREE).hashes();
        for (int other = -1; other <= 34; other++) {
          assertThat(
                  new InclusionProof(other, size, hashes)
                      .proves(TREE.leaf(index), TREE.checkpoint(size)))
              .as("%d in %d at %d", index, size, other)
              .isEqualTo(other == index);
          assertThat(
                  new InclusionProof(index, other, hashes)
                      .proves(TREE.leaf(index), TREE.checkpoint(size)))
              .as("%d in %d of size %d", index, size, other)
              .isEqualTo(other == size);
        }
      }
    }
  }

  @Test
  void aPathIsAsLongAsItsSizeSays() {
    InclusionProof inTwo = InclusionProof.of(0, 2, TREE);

    for (long size : new long[] {1, 3, 4, 5, 1L << 62, Long.MAX_VALUE}) {
      assertThat(new InclusionProof(0, size, inTwo.hashes()).proves(TREE.leaf(0), TREE.root(2)))
          .isFalse();
    }
  }

  @Test
  void aProofWithOneHashMoreOrLessIsRefused() {
    for (int size = 1; size <= 70; size++) {
      for (int index = 0; index < size; index++) {
        InclusionProof proof = InclusionProof.of(index, size, TREE);
        byte[] leaf = TREE.leaf(index);
        Digest root = TREE.root(size);
        assertThat(PaperTree.longerAndShorter(proof.hashes()))
            .as("%d in %d", index, size)
            .noneMatch(
                other -> new InclusionProof(proof.index(), proof.size(), other).proves(leaf, root));
      }
    }
  }

  @Property
  void aProofWithABitFlippedIsRefused(
      @ForAll @IntRange(min = 2, max = LARGEST) int size, @ForAll int place, @ForAll int bit) {
    int index = Math.floorMod(place, size);
    InclusionProof proof = InclusionProof.of(index, size, TREE);
    List<Digest> flipped =
        PaperTree.flip(proof.hashes(), Math.floorMod(bit, 256 * proof.hashes().size()));

    assertThat(new InclusionProof(index, size, flipped).proves(TREE.leaf(index), TREE.root(size)))
        .isFalse();
  }

  @Property
  void aLeafOrRootWithABitFlippedIsRefused(
      @ForAll @IntRange(min = 1, max = LARGEST) int size,
      @ForAll int place,
      @ForAll @IntRange(max = 255) int bit) {
    int index = Math.floorMod(place, size);
    InclusionProof proof = InclusionProof.of(index, size, TREE);
    byte[] leaf = TREE.leaf(index).clone();
    leaf[bit % leaf.length] ^= (byte) (1 << bit % 8);

    assertThat(proof.proves(leaf, TREE.root(size))).isFalse();
    assertThat(
            proof.proves(
                TREE.leaf(index), PaperTree.flip(List.of(TREE.root(size)), bit).getFirst()))
        .isFalse();
  }

  @Property
  void aTreeOfAnySizeIsProved(
      @ForAll @LongRange(min = 1, max = Long.MAX_VALUE) long size, @ForAll long place) {
    long index = Math.floorMod(place, size);
    VastTree tree = new VastTree(index);
    Digest root = tree.root(0, size);

    InclusionProof proof = InclusionProof.of(index, size, tree);

    assertThat(proof.proves(VastTree.ODD_LEAF, root)).isTrue();
    assertThat(proof.proves(VastTree.LEAF, root)).isFalse();
    Optional<Long> neighbour = Optional.of(index ^ 1).filter(other -> other < size);
    assertThat(neighbour.stream().map(other -> new InclusionProof(other, size, proof.hashes())))
        .noneMatch(other -> other.proves(VastTree.ODD_LEAF, root));
  }

  @Property
  void whateverIsSentIsAnswered(
      @ForAll long index, @ForAll long size, @ForAll @Size(max = 70) List<Byte> hashes) {
    List<Digest> any =
        IntStream.range(0, hashes.size())
            .mapToObj(i -> Digest.of(MerkleTree.leafHash(new byte[] {hashes.get(i), (byte) i})))
            .toList();

    assertThat(new InclusionProof(index, size, any).proves(VastTree.LEAF, Digest.NONE)).isFalse();
  }

  @Test
  void thereIsNoProofOfWhatIsNotInTheTree() {
    assertThatThrownBy(() -> InclusionProof.of(3, 3, TREE))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> InclusionProof.of(-1, 3, TREE))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
