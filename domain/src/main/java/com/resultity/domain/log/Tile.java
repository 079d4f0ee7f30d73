package com.resultity.domain.log;

import com.resultity.domain.journal.Digest;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Where some of a log's hashes are (C2SP tlog-tiles): up to 256 neighbours on one level, each over
 * 256<sup>level</sup> leaves. A partial tile has the first of its hashes only, and is as immutable
 * as a full one.
 *
 * @param level 0 to 63; on 0 are the leaves' hashes
 * @param index which of its level, from 0
 * @param width how many hashes, 1 to 256
 */
public record Tile(int level, long index, int width) {
  /** The width of a full tile. */
  public static final int FULL = 256;

  /** How many levels of the tree are between a level of tiles and the next. */
  static final int HEIGHT = 8;

  // No tree with a size below 2^63 has a hash on this level of tiles.
  private static final int LEVELS = 8;
  private static final int HASH = 32;
  private static final Pattern PATH =
      Pattern.compile(
          "tile/(?<level>[0-9]{1,2})/(?<index>(?:x[0-9]{3}/){0,5}[0-9]{3})"
              + "(?:\\.p/(?<width>[0-9]{1,3}))?");

  public Tile {
    if (level < 0 || level > 63 || index < 0 || width < 1 || width > FULL) {
      throw new IllegalArgumentException("no tile " + level + "/" + index + "/" + width);
    }
  }

  /**
   * The tile as a tree of that size has it.
   *
   * @throws IllegalArgumentException when it has none
   */
  public static Tile at(int level, long index, long size) {
    long hashes = hashesOn(level, size);
    return new Tile(level, index, index < hashes / FULL ? FULL : partial(index, hashes));
  }

  private static int partial(long index, long hashes) {
    return index == hashes / FULL ? (int) (hashes % FULL) : 0;
  }

  /** The partial tiles of a tree, at most one a level, from level 0 up. */
  public static List<Tile> edge(long size) {
    return IntStream.range(0, LEVELS)
        .filter(level -> hashesOn(level, size) % FULL > 0)
        .mapToObj(level -> at(level, hashesOn(level, size) / FULL, size))
        .toList();
  }

  /**
   * The tiles, full and partial, that a tree gets by growing, from level 0 up. A partial tile that
   * grows is one of them, with its new width.
   */
  public static Stream<Tile> made(long from, long to) {
    return IntStream.range(0, LEVELS)
        .filter(level -> hashesOn(level, from) < hashesOn(level, to))
        .boxed()
        .flatMap(level ->
            LongStream.rangeClosed(hashesOn(level, from) / FULL, (hashesOn(level, to) - 1) / FULL)
                .mapToObj(index -> at(level, index, to)));
  }

  static long hashesOn(int level, long size) {
    return level < LEVELS ? size >> (HEIGHT * level) : 0;
  }

  /** Whether a tree of that size has all its hashes. */
  public boolean isIn(long size) {
    long hashes = hashesOn(level, size);
    return index < hashes / FULL || (index == hashes / FULL && width <= hashes % FULL);
  }

  /** Such as {@code tile/0/x001/x234/067} or {@code tile/1/000.p/112}. */
  public String path() {
    String path = padded(index);
    for (long rest = index / 1000; rest > 0; rest /= 1000) {
      path = "x" + padded(rest) + "/" + path;
    }
    return "tile/" + level + "/" + path + (width < FULL ? ".p/" + width : "");
  }

  private static String padded(long index) {
    return String.format(Locale.ROOT, "%03d", index % 1000);
  }

  /**
   * Reads a path; empty when it is not exactly what {@link #path} gives, or when the index has more
   * than 18 digits, as no tree's has.
   */
  public static Optional<Tile> parse(String path) {
    Matcher form = PATH.matcher(path);
    if (!form.matches()) {
      return Optional.empty();
    }
    int level = Integer.parseInt(form.group("level"));
    long index = Long.parseLong(form.group("index").replaceAll("[x/]", ""));
    String width = form.group("width");
    try {
      Tile tile = new Tile(level, index, width == null ? FULL : Integer.parseInt(width));
      return Optional.of(tile).filter(read -> read.path().equals(path));
    } catch (IllegalArgumentException beyondItsLimits) {
      return Optional.empty();
    }
  }

  /**
   * The tile's content: its hashes, one after the other.
   *
   * @throws IllegalArgumentException when they are not as many as the tile is wide
   */
  public byte[] encode(List<Digest> hashes) {
    if (hashes.size() != width) {
      throw new IllegalArgumentException(hashes.size() + " hashes for " + path());
    }
    ByteArrayOutputStream content = new ByteArrayOutputStream(width * HASH);
    hashes.forEach(hash -> content.writeBytes(hash.bytes()));
    return content.toByteArray();
  }

  /** The hashes in the tile's content; empty when it is not as long as the tile is wide. */
  public Optional<List<Digest>> decode(byte[] content) {
    if (content.length != width * HASH) {
      return Optional.empty();
    }
    List<Digest> hashes = new ArrayList<>(width);
    for (int at = 0; at < content.length; at += HASH) {
      hashes.add(Digest.of(Arrays.copyOfRange(content, at, at + HASH)));
    }
    return Optional.of(hashes);
  }
}
