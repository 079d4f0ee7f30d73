package com.resultity.domain.journal;

import java.security.MessageDigest;
import java.util.List;

/** The Merkle tree of RFC 6962, section 2.1, over SHA-256. */
public final class MerkleTree {
  private static final byte LEAF = 0;
  private static final byte NODE = 1;

  private MerkleTree() {}

  /** The hash of one leaf. */
  public static byte[] leafHash(byte[] leaf) {
    MessageDigest digest = Sha256.digest();
    digest.update(LEAF);
    return digest.digest(leaf);
  }

  /** The root over the leaves, in order; of no leaves, the hash of nothing. */
  public static byte[] root(List<byte[]> leaves) {
    if (leaves.isEmpty()) {
      return Sha256.of();
    }
    MessageDigest digest = Sha256.digest();
    byte[][] level = new byte[leaves.size()][];
    for (int i = 0; i < level.length; i++) {
      digest.update(LEAF);
      level[i] = digest.digest(leaves.get(i));
    }
    int size = level.length;
    while (size > 1) {
      size = pairUp(level, size, digest);
    }
    return level[0];
  }

  // A last node without a partner moves up as it is: the same tree as RFC 6962's split at the
  // largest
  // power of two below the size.
  private static int pairUp(byte[][] level, int size, MessageDigest digest) {
    int next = 0;
    for (int i = 0; i + 1 < size; i += 2) {
      digest.update(NODE);
      digest.update(level[i]);
      level[next++] = digest.digest(level[i + 1]);
    }
    if (size % 2 == 1) {
      level[next++] = level[size - 1];
    }
    return next;
  }
}
