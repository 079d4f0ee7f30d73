package com.resultity.ports.journal;

import com.resultity.domain.journal.Digest;
import java.time.Instant;

/** Where a slot's chain ends: the last block's sequence, hash and time. */
public record Head(long sequence, Digest hash, Instant at) {
  public static final Head NONE = new Head(0, Digest.NONE, Instant.EPOCH);
}
