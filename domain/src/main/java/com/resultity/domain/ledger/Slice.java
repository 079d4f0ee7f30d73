package com.resultity.domain.ledger;

import java.util.List;
import java.util.UUID;

/** Part of a grant, in microcredits: what a hold is pinned to. */
public record Slice(UUID grantId, long amount) {

  /**
   * The sum of all slices; cannot overflow, for slices of one namespace sum to at most its grants.
   */
  public static long total(List<Slice> slices) {
    long total = 0;
    for (Slice slice : slices) {
      total += slice.amount;
    }
    return total;
  }
}
