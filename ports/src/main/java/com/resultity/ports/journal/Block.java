package com.resultity.ports.journal;

import java.util.List;

/** A block as it is stored: its header and its record lines as written. */
public record Block(BlockHeader header, List<byte[]> lines) {
  public Block {
    lines = List.copyOf(lines);
  }
}
