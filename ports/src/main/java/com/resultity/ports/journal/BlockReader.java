package com.resultity.ports.journal;

import io.vertx.core.Future;
import java.util.List;

/** Reads the chains of blocks. */
public interface BlockReader {
  /** Where the slot's chain ends. */
  Future<Head> head(int slot);

  /** Blocks of the slot in order, beginning after a sequence. */
  Future<List<Block>> list(int slot, long after, int limit);
}
