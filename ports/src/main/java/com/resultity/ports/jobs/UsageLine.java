package com.resultity.ports.jobs;

import java.util.Map;

/**
 * What the finished jobs of one group used.
 *
 * @param group the value of each dimension: a day as {@code 2026-06-01}, an hour as {@code
 *     2026-06-01T12:00:00Z}, ids as they are written; no node for jobs that no node ever had, no
 *     namespace for blind ones, no key for those without
 * @param durationMs how long nodes worked on completed jobs, in milliseconds
 * @param charged microcredits
 */
public record UsageLine(
    Map<UsageDimension, String> group,
    long completed,
    long failed,
    long cancelled,
    long expired,
    long tokensIn,
    long tokensOut,
    long durationMs,
    long charged) {
  public UsageLine {
    group = Map.copyOf(group);
  }
}
