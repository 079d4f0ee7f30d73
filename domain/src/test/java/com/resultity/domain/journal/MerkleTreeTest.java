package com.resultity.domain.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** The tree against the published roots, and against RFC 6962's definition written out. */
class MerkleTreeTest {
  private static final List<String> LEAVES =
      List.of(
          "",
          "00",
          "10",
          "2021",
          "3031",
          "40414243",
          "5051525354555657",
          "606162636465666768696a6b6c6d6e6f");

  private static final List<String> ROOTS =
      List.of(
          "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
          "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
          "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
          "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
          "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
          "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
          "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
          "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
          "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

  @Test
  void theRootsOfRfc6962AreThoseOfEverybodyElse() {
    List<byte[]> leaves = LEAVES.stream().map(HexFormat.of()::parseHex).toList();
    for (int size = 0; size < ROOTS.size(); size++) {
      assertThat(Digest.of(MerkleTree.root(leaves.subList(0, size))).hex())
          .as("root of %d leaves", size)
          .isEqualTo(ROOTS.get(size));
    }
  }

  @Property
  void theRootIsThatOfTheRecursiveDefinition(@ForAll @Size(max = 70) List<byte[]> leaves) {
    assertThat(MerkleTree.root(leaves)).isEqualTo(recursiveRoot(leaves));
  }

  @Property
  void theLeavesAreLeftAsTheyAre(@ForAll @Size(max = 9) List<byte[]> leaves) {
    List<byte[]> before = new ArrayList<>();
    leaves.forEach(leaf -> before.add(leaf.clone()));

    MerkleTree.root(leaves);

    assertThat(leaves).usingElementComparator(Arrays::compare).isEqualTo(before);
  }

  @Test
  void aLeafIsNeverTakenForANode() {
    byte[] pair = new byte[64];

    assertThat(MerkleTree.leafHash(pair))
        .isNotEqualTo(Sha256.of(new byte[] {1}, pair))
        .isEqualTo(Sha256.of(new byte[] {0}, pair));
  }

  // MTH(D[n]) = SHA-256(0x01 || MTH(D[0:k]) || MTH(D[k:n])), k the largest power of two below n.
  private static byte[] recursiveRoot(List<byte[]> leaves) {
    if (leaves.isEmpty()) {
      return Sha256.of();
    }
    if (leaves.size() == 1) {
      return Sha256.of(new byte[] {0}, leaves.getFirst());
    }
    int split = Integer.highestOneBit(leaves.size() - 1);
    return Sha256.of(
        new byte[] {1},
        recursiveRoot(leaves.subList(0, split)),
        recursiveRoot(leaves.subList(split, leaves.size())));
  }
}
