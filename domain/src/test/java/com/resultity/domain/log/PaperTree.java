package com.resultity.domain.log;

import com.resultity.domain.journal.Digest;
import com.resultity.domain.journal.MerkleTree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A tree with leaves of its own, small enough for its roots to be made of all of them. */
final class PaperTree implements Subtrees {
  private final List<byte[]> leaves;
  private final List<Digest> hashes;
  private final Map<String, Digest> known = new ConcurrentHashMap<>();

  PaperTree(int size) {
    leaves =
        IntStream.range(0, size)
            .mapToObj(i -> ("leaf " + i).getBytes(StandardCharsets.UTF_8))
            .toList();
    hashes = leaves.stream().map(MerkleTree::leafHash).map(Digest::of).toList();
  }

  byte[] leaf(int index) {
    return leaves.get(index);
  }

  List<Digest> hashes(int from, int to) {
    return hashes.subList(from, to);
  }

  List<byte[]> leaves(int from, int to) {
    return leaves.subList(from, to);
  }

  Checkpoint checkpoint(int size) {
    return new Checkpoint("example.com/log", size, root(size));
  }

  /** By the definition over all leaves, not from subtrees. */
  Digest root(int size) {
    return known.computeIfAbsent(
        "root " + size, _ -> Digest.of(MerkleTree.root(leaves.subList(0, size))));
  }

  @Override
  public Digest hash(int level, long index) {
    return known.computeIfAbsent(
        level + " " + index, _ -> Subtrees.over(hashes).hash(level, index));
  }

  /** The hashes with one bit the other way round. */
  static List<Digest> flip(List<Digest> hashes, int bit) {
    byte[] flipped = hashes.get(bit / 256).bytes();
    flipped[bit % 256 / 8] ^= (byte) (1 << bit % 8);
    List<Digest> other = new ArrayList<>(hashes);
    other.set(bit / 256, Digest.of(flipped));
    return other;
  }

  /** The hashes with one more, at either end, and without one, whichever. */
  static Stream<List<Digest>> longerAndShorter(List<Digest> hashes) {
    Stream<List<Digest>> longer =
        Stream.of(0, hashes.size())
            .map(at -> {
              List<Digest> more = new ArrayList<>(hashes);
              more.add(at, Digest.NONE);
              return more;
            });
    Stream<List<Digest>> shorter =
        IntStream.range(0, hashes.size())
            .mapToObj(at -> {
              List<Digest> less = new ArrayList<>(hashes);
              less.remove(at);
              return less;
            });
    return Stream.concat(longer, shorter);
  }
}
