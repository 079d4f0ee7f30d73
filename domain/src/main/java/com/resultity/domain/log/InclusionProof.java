package com.resultity.domain.log;

import com.resultity.domain.journal.Digest;
import com.resultity.domain.journal.MerkleTree;
import java.util.ArrayList;
import java.util.List;

/**
 * That a tree has a leaf (RFC 6962, section 2.1.1). May be anything that somebody sent; what it is
 * worth, {@link #proves} says.
 *
 * @param index the leaf's place, from 0
 * @param size how many leaves the tree has
 * @param hashes of what is beside the way from the leaf to the root, the leaf's sibling first
 */
public record InclusionProof(long index, long size, List<Digest> hashes) {
  public InclusionProof {
    hashes = List.copyOf(hashes);
  }

  /**
   * Makes the proof.
   *
   * @throws IllegalArgumentException when a tree of that size has no such leaf
   */
  public static InclusionProof of(long index, long size, Subtrees tree) {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException("no leaf " + index + " in a tree of " + size);
    }
    List<Digest> hashes = new ArrayList<>();
    long from = 0;
    long to = size;
    while (to - from > 1) {
      long middle = from + Long.highestOneBit(to - from - 1);
      if (index < middle) {
        hashes.addFirst(tree.root(middle, to));
        to = middle;
      } else {
        hashes.addFirst(tree.root(from, middle));
        from = middle;
      }
    }
    return new InclusionProof(index, size, hashes);
  }

  /**
   * Whether the tree of this size with this root has this leaf at this index (RFC 9162, section
   * 2.1.3.2). The size must be known to be the root's, or the proof says nothing of the index.
   *
   * @param leaf itself, not its hash, which could be an inner node's
   */
  public boolean proves(byte[] leaf, Digest root) {
    if (index < 0 || index >= size) {
      return false;
    }
    Ascent up = new Ascent(index, size - 1);
    Digest hash = Digest.of(MerkleTree.leafHash(leaf));
    for (Digest sibling : hashes) {
      if (up.atRoot()) {
        return false;
      }
      hash = up.siblingIsLeft() ? MerkleTree.node(sibling, hash) : MerkleTree.node(hash, sibling);
      up.rise();
    }
    return up.atRoot() && hash.equals(root);
  }

  /** Whether the checkpoint's tree has this leaf at this index. */
  public boolean proves(byte[] leaf, Checkpoint checkpoint) {
    return size == checkpoint.size() && proves(leaf, checkpoint.root());
  }
}
