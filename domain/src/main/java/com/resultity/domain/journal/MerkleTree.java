package com.resultity.domain.journal;

import java.security.MessageDigest;
import java.util.List;

/** The Merkle tree of RFC 6962, section 2.1, over SHA-256. */
public final class MerkleTree {
  /** The root of no leaves: the hash of nothing. */
  public static final Digest EMPTY = Digest.of(Sha256.of());

  private static final byte LEAF = 0;
  private static final byte NODE = 1;

  private MerkleTree() {}

  /** The hash of one leaf. */
  public static byte[] leafHash(byte[] leaf) {
    MessageDigest digest = Sha256.digest();
    digest.update(LEAF);
    return digest.digest(leaf);
  }

  /** The hash of a node over its two children's. */
  public static Digest node(Digest left, Digest right) {
    return Digest.of(Sha256.of(new byte[] {NODE}, left.bytes(), right.bytes()));
  }

  /** The root over the leaves, in order. */
  public static byte[] root(List<byte[]> leaves) {
    if (leaves.isEmpty()) {
      return EMPTY.bytes();
    }
    MessageDigest digest = Sha256.digest();
    byte[][] level = new byte[leaves.size()][];
    for (int i = 0; i < level.length; i++) {
      digest.update(LEAF);
      level[i] = digest.digest(leaves.get(i));
    }
    return top(level, digest);
  }

  /** The root over leaves of which only the hashes are known, in order. */
  public static Digest rootOfHashes(List<Digest> leafHashes) {
    return switch (leafHashes.size()) {
      case 0 -> EMPTY;
      case 1 -> leafHashes.getFirst();
      default ->
          Digest.of(
              top(leafHashes.stream().map(Digest::bytes).toArray(byte[][]::new), Sha256.digest()));
    };
  }

  private static byte[] top(byte[][] level, MessageDigest digest) {
    int size = level.length;
    while (size > 1) {
      size = pairUp(level, size, digest);
    }
    return level[0];
  }

  // A last node without a partner moves up as it is: the same tree as RFC 6962's split at the
  // largest power of two below the size.
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
