package com.resultity.domain.log;

import com.resultity.domain.journal.Digest;
import com.resultity.domain.journal.MerkleTree;
import java.util.ArrayList;
import java.util.List;

/** A tree too large for memory: all its leaves are the same but one. */
record VastTree(long odd) implements Subtrees {
  static final byte[] LEAF = {};
  static final byte[] ODD_LEAF = {1};

  private static final List<Digest> SAME = same();

  private static List<Digest> same() {
    List<Digest> levels = new ArrayList<>();
    levels.add(Digest.of(MerkleTree.leafHash(LEAF)));
    for (int level = 1; level < 63; level++) {
      levels.add(MerkleTree.node(levels.getLast(), levels.getLast()));
    }
    return levels;
  }

  @Override
  public Digest hash(int level, long index) {
    if (odd >> level != index) {
      return SAME.get(level);
    }
    return level == 0
        ? Digest.of(MerkleTree.leafHash(ODD_LEAF))
        : MerkleTree.node(hash(level - 1, 2 * index), hash(level - 1, 2 * index + 1));
  }
}
