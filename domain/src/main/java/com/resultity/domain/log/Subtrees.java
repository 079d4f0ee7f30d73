package com.resultity.domain.log;

import com.resultity.domain.journal.Digest;
import com.resultity.domain.journal.MerkleTree;
import java.util.List;

/**
 * Tells the hashes of a tree's complete subtrees. All other hashes of the tree follow from them.
 */
@FunctionalInterface
public interface Subtrees {
  /**
   * The hash of a complete subtree that lies in the tree.
   *
   * @param level 0 for the leaves themselves; a subtree has 2<sup>level</sup> leaves
   * @param index which of its level, from 0
   */
  Digest hash(int level, long index);

  /** Those of a small tree in memory, whose leaves have these hashes. */
  static Subtrees over(List<Digest> leafHashes) {
    List<Digest> hashes = List.copyOf(leafHashes);
    return (level, index) -> {
      int from = Math.toIntExact(index << level);
      return MerkleTree.rootOfHashes(hashes.subList(from, from + (1 << level)));
    };
  }

  /**
   * MTH(D[from:to]) of RFC 6962, section 2.1, for the ranges that its definitions split a tree
   * into, the whole tree among them.
   */
  default Digest root(long from, long to) {
    long size = to - from;
    if (size == 0) {
      return MerkleTree.EMPTY;
    }
    if (Long.bitCount(size) == 1) {
      return hash(Long.numberOfTrailingZeros(size), from / size);
    }
    long middle = from + Long.highestOneBit(size - 1);
    return MerkleTree.node(root(from, middle), root(middle, to));
  }
}
