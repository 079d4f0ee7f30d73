package com.resultity.ports.journal;

import com.resultity.domain.journal.Recorded;
import com.resultity.domain.journal.Refusal;
import com.resultity.domain.journal.SlotState;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * All that one transaction writes.
 *
 * @param block the next block; empty when every command was refused
 * @param records the block's records, one for each of its lines
 * @param memories the outcomes to remember
 * @param state what the records changed
 */
public record Draft(
    Optional<Block> block, List<Recorded> records, List<Memory> memories, SlotState state) {

  /**
   * An outcome to remember.
   *
   * @param ordinal where in the block its first record stands; meaningless when refused
   * @param count how many records it has
   * @param refusal null when it was accepted
   */
  public record Memory(
      Idempotency idempotency, int ordinal, int count, @Nullable Refusal refusal) {}

  /** The block's records that were made for a reason. */
  public List<AdminAction> adminActions() {
    return block
        .map(written ->
            IntStream.range(0, records.size())
                .filter(i -> records.get(i).origin().reason() != null)
                .mapToObj(i -> AdminAction.of(written.header(), i, written.lines().get(i), state))
                .toList())
        .orElse(List.of());
  }

  /** Whether there is anything to write. */
  public boolean isEmpty() {
    return block.isEmpty() && memories.isEmpty();
  }
}
