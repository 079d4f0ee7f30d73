package com.resultity.domain.log;

import com.resultity.domain.journal.Digest;

/**
 * A leaf of the log: the header of a block. The line must be made of the fields, never kept beside
 * them, for the log has the line's hash and what is proved is said of the fields.
 */
public interface LogEntry {
  /** What is hashed. */
  byte[] line();

  /** How many records the block has. */
  int count();

  /** The root (RFC 6962) over the block's record lines. */
  Digest root();
}
