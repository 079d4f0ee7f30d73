package com.resultity.domain.log;

import com.resultity.domain.journal.Digest;
import com.resultity.domain.journal.MerkleTree;
import java.util.ArrayList;
import java.util.List;

/**
 * That a tree grew out of an older one by appending alone (RFC 6962, section 2.1.2). May be
 * anything that somebody sent; what it is worth, {@link #proves} says.
 *
 * @param from how many leaves the older tree has; from 0, everything grows
 * @param to how many the newer one has
 * @param hashes in the order of the RFC; none when one of the trees is empty or both are the same
 */
public record ConsistencyProof(long from, long to, List<Digest> hashes) {
  public ConsistencyProof {
    hashes = List.copyOf(hashes);
  }

  /**
   * Makes the proof.
   *
   * @param tree the newer one
   * @throws IllegalArgumentException unless 0 &lt;= from &lt;= to
   */
  public static ConsistencyProof of(long from, long to, Subtrees tree) {
    if (from < 0 || from > to) {
      throw new IllegalArgumentException("a tree of " + from + " does not grow to " + to);
    }
    List<Digest> hashes = new ArrayList<>();
    long left = 0;
    long right = from == 0 ? 0 : to;
    while (from < right) {
      long middle = left + Long.highestOneBit(right - left - 1);
      if (from <= middle) {
        hashes.addFirst(tree.root(middle, right));
        right = middle;
      } else {
        hashes.addFirst(tree.root(left, middle));
        left = middle;
      }
    }
    // A subtree that starts at 0 is the whole older tree, whose root the verifier has.
    if (left > 0) {
      hashes.addFirst(tree.root(left, right));
    }
    return new ConsistencyProof(from, to, hashes);
  }

  /**
   * Whether the tree of the newer root begins with all leaves of the older one's (RFC 9162, section
   * 2.1.4.2). The sizes must be known to be the roots'.
   */
  public boolean proves(Digest older, Digest newer) {
    if (from < 0 || from > to || (from == 0 && !older.equals(MerkleTree.EMPTY))) {
      return false;
    }
    if (from == 0 || from == to) {
      return hashes.isEmpty() && (from < to || older.equals(newer));
    }
    List<Digest> path = new ArrayList<>(hashes);
    if (Long.bitCount(from) == 1) {
      path.addFirst(older);
    }
    return !path.isEmpty() && leadsTo(older, newer, path);
  }

  private boolean leadsTo(Digest older, Digest newer, List<Digest> path) {
    int shared = Long.numberOfTrailingZeros(from);
    Ascent up = new Ascent((from - 1) >> shared, (to - 1) >> shared);
    Digest was = path.getFirst();
    Digest is = was;
    for (Digest sibling : path.subList(1, path.size())) {
      if (up.atRoot()) {
        return false;
      }
      if (up.siblingIsLeft()) {
        was = MerkleTree.node(sibling, was);
        is = MerkleTree.node(sibling, is);
      } else {
        is = MerkleTree.node(is, sibling);
      }
      up.rise();
    }
    return up.atRoot() && was.equals(older) && is.equals(newer);
  }

  /** Whether both checkpoints are of one log, which grew from the older to the newer. */
  public boolean proves(Checkpoint older, Checkpoint newer) {
    return older.origin().equals(newer.origin())
        && from == older.size()
        && to == newer.size()
        && proves(older.root(), newer.root());
  }
}
