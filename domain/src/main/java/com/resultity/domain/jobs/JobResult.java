package com.resultity.domain.jobs;

import com.resultity.domain.journal.Digest;

/**
 * What a node reports of finished work.
 *
 * @param durationMs how long it took, in milliseconds
 * @param digest of the result, which another system keeps
 */
public record JobResult(long tokensIn, long tokensOut, long durationMs, Digest digest) {
  public JobResult {
    if (tokensIn < 0 || tokensOut < 0 || durationMs < 0) {
      throw new IllegalArgumentException("tokens and duration must not be negative");
    }
  }
}
