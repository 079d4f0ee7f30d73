package com.resultity.domain.log;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The entries whose hashes are in a tile of level 0 (C2SP tlog-tiles): the leaves themselves.
 *
 * @param hashes the tile
 */
public record EntryBundle(Tile hashes) {
  private static final String ENTRIES = "tile/entries/";
  private static final String HASHES = "tile/0/";
  private static final int LENGTH = 2;

  /** The longest that an entry can be, in bytes. */
  public static final int LONGEST = 0xffff;

  public EntryBundle {
    if (hashes.level() != 0) {
      throw new IllegalArgumentException("no entries are of " + hashes.path());
    }
  }

  /** Such as {@code tile/entries/x001/x234/067}. */
  public String path() {
    return ENTRIES + hashes.path().substring(HASHES.length());
  }

  /** Reads a path; empty when it is not exactly what {@link #path} gives. */
  public static Optional<EntryBundle> parse(String path) {
    return path.startsWith(ENTRIES)
        ? Tile.parse(HASHES + path.substring(ENTRIES.length())).map(EntryBundle::new)
        : Optional.empty();
  }

  /**
   * The bundle's content: each entry after its length in two bytes, the higher one first.
   *
   * @throws IllegalArgumentException when they are not as many as the tile is wide, or one is too
   *     long
   */
  public byte[] encode(List<byte[]> entries) {
    if (entries.size() != hashes.width()) {
      throw new IllegalArgumentException(entries.size() + " entries for " + path());
    }
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] entry : entries) {
      if (entry.length > LONGEST) {
        throw new IllegalArgumentException("an entry of " + entry.length + " bytes");
      }
      content.write(entry.length >> Byte.SIZE);
      content.write(entry.length);
      content.writeBytes(entry);
    }
    return content.toByteArray();
  }

  /** The entries in the bundle's content; empty when it does not hold just as many as it should. */
  public Optional<List<byte[]>> decode(byte[] content) {
    List<byte[]> entries = new ArrayList<>();
    int at = 0;
    while (at + LENGTH <= content.length) {
      int from = at + LENGTH;
      at =
          from
              + (Byte.toUnsignedInt(content[at]) << Byte.SIZE)
              + Byte.toUnsignedInt(content[at + 1]);
      if (at > content.length) {
        return Optional.empty();
      }
      entries.add(Arrays.copyOfRange(content, from, at));
    }
    return at == content.length && entries.size() == hashes.width()
        ? Optional.of(entries)
        : Optional.empty();
  }
}
